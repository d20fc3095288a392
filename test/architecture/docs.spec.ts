import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const LEFT_OUT = /^(node_modules|dist|coverage|\.git|\.data)$/;

/** The Z-report's way, in order. */
const TOUR = [
  'libs/accounting-sync/src/sync-z-report/sync-z-report.ts',
  'libs/accounting-sync/src/transfer/deliver.ts',
  'libs/accounting-sync/src/sync-z-report/z-report-to-voucher.ts',
  'libs/24so-adapter/src/24so.adapter.ts',
  'libs/24so-adapter/src/24so.voucher.ts',
  'libs/24so-adapter/src/24so.client.ts',
];

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.test(entry.name) ? [] : filesUnder(path);
    return [path];
  });
}

const pages = filesUnder('.').filter((path) => path.endsWith('.md'));
const sources = [...filesUnder('libs'), ...filesUnder('apps')].filter(
  (path) =>
    path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith('libs/accounting-testkit/'),
);

const withoutBlocks = (text: string) => text.replace(/^( *)```[\s\S]*?^\1```/gm, '');
const withoutCode = (text: string) => withoutBlocks(text).replace(/`[^`\n]*`/g, '');

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return matches(withoutBlocks(text), /^#{1,6} +(.+?)\s*$/gm).map((heading) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** Links that lead nowhere, from a page that stands at `path`. */
function brokenLinks(path: string, text: string): string[] {
  const links = matches(withoutCode(text), /\]\(<?([^)\s>]+)>?\)/g).filter((link) => !/^[a-z]+:/i.test(link));
  return links.filter((link) => {
    const [file = '', anchor] = decodeURI(link).split('#');
    if (file === '') return !anchorsOf(text).includes(anchor ?? '');
    const target = relative(ROOT, join(ROOT, dirname(path), file));
    if (target.startsWith('..') || !existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
}

/** Paths of the tree that a page names in passing, and that are not there. */
function missingPaths(text: string): string[] {
  const named = matches(text, /`((?:apps|libs|test|docs)\/[\w./-]+)`/g);
  return named.filter((path) => !existsSync(join(ROOT, path)));
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found]) => found ?? []);
}

/** What stands under a heading, up to the next one of the same level or above. */
function section(text: string, heading: string): string {
  const [, level = ''] = /^(#+)/.exec(heading) ?? [];
  const [, after] = text.split(`\n${heading}\n`);
  if (after === undefined) throw new Error(`There is no heading ${heading}`);
  return after.split(new RegExp(`^#{1,${level.length}} `, 'm'))[0] ?? '';
}

/** What one list has and the other has not, both ways. */
function differences(documented: string[], real: string[]): string[] {
  return [
    ...documented.filter((name) => !real.includes(name)).map((name) => `${name} is only in the page`),
    ...real.filter((name) => !documented.includes(name)).map((name) => `${name} is only in the code`),
  ];
}

/** Codes of every catalogue: the objects given to `reasonsOf`, wherever they are. */
async function catalogueCodes(): Promise<string[]> {
  const codes: string[] = [];
  for (const path of sources) {
    for (const name of matches(read(path), /^(?:export )?const \w+ = reasonsOf\(\s*(\w*)/gm)) {
      const module = (await import(join(ROOT, path))) as Record<string, object | undefined>;
      const catalogue = module[name];
      if (!catalogue) throw new Error(`${path} does not export the catalogue that it gives to reasonsOf`);
      codes.push(...Object.keys(catalogue));
    }
  }
  return codes;
}

/** Codes that come from no catalogue, read where they are written. */
function otherCodes(): string[] {
  const commandErrors = read('libs/accounting-sync/src/transfer/command-error.ts');
  const [union = ''] = /type CommandErrorCode = [^;]+;/.exec(commandErrors) ?? [];
  const postgres = read('apps/accounting/src/embedded-postgres/embedded-postgres-error.ts');
  return [
    ...matches(union, /'([A-Z_]+)'/g),
    ...matches(
      section(`\n${postgres}`.replace(/^const EXPLANATIONS/m, '# all\n$&'), '# all'),
      /^ {2}([A-Z_]+): \(/gm,
    ),
    ...sources.flatMap((path) => matches(read(path), /\bdetail: '([A-Z_]+)'/g)),
    ...sources.flatMap((path) => matches(read(path), /\bok\('([A-Z_]+)'/g)),
  ];
}

const documentedCodes = (text: string) => matches(text, /^### ([A-Z][A-Z0-9_]+)$/gm);
const variablesOf = (config: string) => matches(config, /^ {2}([A-Z][A-Z0-9_]+): ?(?:z$|z\.|\w+\()/gm);
const variablesIn = (readme: string) =>
  matches(section(readme, '### Environment'), /^\| ([^|]+) \|/gm).flatMap((cell) =>
    matches(cell, /`([A-Z0-9_]+)`/g),
  );

/** npm's scripts that a page tells to run: `npm start`, `npm test`, `npm run x`. */
function scriptsIn(text: string): string[] {
  return [...matches(text, /\bnpm run ([\w:-]+)/g), ...matches(text, /\bnpm (start|test)\b/g)];
}

/** One entry for each item of the tour: the file that it links to, and the names that it says stand there. */
function tourOf(architecture: string): { path: string; names: string[] }[] {
  const items = section(architecture, '## The tour: a Z-report from day-close to voucher').match(
    /^\d+\. .+$/gm,
  );
  return (items ?? []).map((item) => ({
    path: /\]\(([^)]+)\)/.exec(item)?.[1] ?? '',
    names: matches(item, /`([^`]+)`/g),
  }));
}

describe('links in our pages', () => {
  it.each(pages)('%s', (path) => {
    expect(brokenLinks(path, read(path))).toEqual([]);
  });

  it('are seen when they lead nowhere', () => {
    const page = '# Here it is\n[a](gone.md) [b](#nowhere) [c](README.md#nowhere) [d](../outside.md)';
    const sound = '[e](#here-it-is) [f](README.md#environment) [g](https://example.no) `[h](gone.md)`';
    expect(brokenLinks('X.md', `${page}\n${sound}`)).toEqual([
      'gone.md',
      '#nowhere',
      'README.md#nowhere',
      '../outside.md',
    ]);
  });
});

describe('paths that our pages name', () => {
  const ours = pages.filter((path) => !path.startsWith('docs/adr/'));
  it.each(ours)('%s', (path) => {
    expect(missingPaths(read(path))).toEqual([]);
  });

  it('are seen when there is no such file', () => {
    expect(missingPaths('`libs/accounting-port/src/gone.ts` and `libs/accounting-port`')).toEqual([
      'libs/accounting-port/src/gone.ts',
    ]);
  });
});

describe('docs/errors.md', () => {
  it('has each code of the product once, and no other', async () => {
    const documented = documentedCodes(read('docs/errors.md'));
    const real = [...new Set([...(await catalogueCodes()), ...otherCodes()])];
    expect(differences(documented, real)).toEqual([]);
    expect(documented).toHaveLength(new Set(documented).size);
  });

  it('is held against the catalogues that there are', async () => {
    // One code of each, so that a pattern that finds nothing any more is seen.
    const real = [...(await catalogueCodes()), ...otherCodes()];
    expect(real).toEqual(
      expect.arrayContaining([
        'Z_REPORT_UNBALANCED',
        'FLOAT_BROKEN',
        'ACCOUNT_NOT_MAPPED',
        'INVOICE_SUM_DIFFERS',
        'ANSWER_LOST',
        'CONNECTION_MISSING',
        'FROM_DATE_REQUIRED',
        'KEY_BEYOND_YOURS',
        'UNAUTHENTICATED',
        'LOGIN_REFUSED',
        'STAMP_SHARED',
        'RIGHTS_NOT_SEEN',
        'ACCOUNTING_UNAVAILABLE',
        'Z_NUMBER_TAKEN',
        'POSTGRES_HELD',
        'DRAFT_PLACE',
      ]),
    );
  });

  it('is seen to lack a code, or to have one that is gone', () => {
    const documented = documentedCodes('### HERE\n\n### GONE\n\n#### NOT_ONE\n');
    expect(differences(documented, ['HERE', 'NEW'])).toEqual([
      'GONE is only in the page',
      'NEW is only in the code',
    ]);
  });
});

describe('the tour in ARCHITECTURE.md', () => {
  const tour = tourOf(read('ARCHITECTURE.md'));

  it('leads through the six files in order', () => {
    expect(tour.map(({ path }) => path)).toEqual(TOUR);
  });

  it.each(tour)('names what stands in $path', ({ path, names }) => {
    const text = read(path);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });
});

describe('README.md', () => {
  const readme = read('README.md');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  it('names the environment variables that the program reads, and no other', () => {
    const real = variablesOf(read('apps/accounting/src/config.ts'));
    expect(real).toContain('TWENTYFOURSO_READ_TIMEOUT_MS');
    expect(differences(variablesIn(readme), real)).toEqual([]);
  });

  it('is seen to name a variable too many, or one too few', () => {
    const named = variablesIn(
      'x\n### Environment\n\n| `HOST`, `GONE` | `NONE` | |\n\n## Next\n\n| `NOT` | |\n',
    );
    const real = variablesOf("  HOST: z.string(),\n  NEW_ONE: url('x'),\n");
    expect(differences(named, real)).toEqual(['GONE is only in the page', 'NEW_ONE is only in the code']);
  });

  it.each(pages)('and the others tell of commands that there are: %s', (path) => {
    expect(scriptsIn(read(path)).filter((script) => !(script in scripts))).toEqual([]);
  });

  it('is seen to tell of a command that there is not', () => {
    expect(
      scriptsIn('`npm run gone`, `npm ci && npm start`').filter((script) => !(script in scripts)),
    ).toEqual(['gone']);
  });
});
