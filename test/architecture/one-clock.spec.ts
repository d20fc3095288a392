import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const CLOCK = 'libs/accounting-port/src/clock.ts';
/** Any file of the application: what is planted is looked at as if it stood there. */
const ELSEWHERE = 'libs/accounting-sync/src/transfer/lane.ts';

const RULES = ['no-restricted-properties', 'no-restricted-syntax'];

/** What brings in a clock, waiting, an id or randomness of one's own, each in the ways that one comes upon. */
const VIOLATIONS = [
  'export const now = Date.now();',
  'export const { now } = Date;',
  'export const now = new Date();',
  'export const now = new Date;',
  'export const took = performance.now();',
  'setTimeout(() => undefined, 10);',
  'setInterval(() => undefined, 10);',
  'setImmediate(() => undefined);',
  `import { setTimeout } from 'node:timers/promises'; await setTimeout(10);`,
  `import { setTimeout as sleep } from 'node:timers/promises'; await sleep(10);`,
  'export const id = crypto.randomUUID();',
  `import { randomUUID } from 'node:crypto'; export const id = randomUUID();`,
  `import { randomUUID as uuid } from 'node:crypto'; export const id = uuid();`,
  `import crypto from 'node:crypto'; export const id = crypto.randomUUID();`,
  'export const dice = Math.random();',
  'export const dice = Math["random"]();',
];
/** Dates that somebody else told, and what came in. */
const ALLOWED = [
  `export const then = new Date('2026-11-24T12:00:00Z');`,
  `export const then = Date.parse('2026-11-24T12:00:00Z');`,
  `import { type Clock } from '@accounting/port'; export const now = (clock: Clock) => clock.now();`,
  `import { type Ids } from '@accounting/port'; export const id = (ids: Ids) => ids.uuid();`,
];

/** ESLint in a process of its own: it loads the project's config as the command line does. */
const LINTER = `
  import { ESLint } from 'eslint';
  const { texts, files } = JSON.parse(await new Response(process.stdin).text());
  const eslint = new ESLint();
  const broken = [];
  for (const { text, filePath } of texts) {
    const [{ messages }] = await eslint.lintText(text, { filePath });
    broken.push(messages.map(({ ruleId, fatal, message }) => (fatal ? message : ruleId)));
  }
  const rules = {};
  for (const file of files) rules[file] = (await eslint.calculateConfigForFile(file))?.rules ?? {};
  process.stdout.write(JSON.stringify({ broken, rules }));
`;

interface Linted {
  /** For each text the rules that it breaks. */
  broken: string[][];
  /** For each file the settings of all rules: [severity, …]. */
  rules: Record<string, Record<string, [number] | undefined>>;
}

function lint(texts: { text: string; filePath: string }[], files: string[]): Linted {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', LINTER], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    input: JSON.stringify({ texts, files }),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as Linted;
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => join(folder, file));
}

/** Put together, so that this file does not seem to excuse itself. */
const WORD = 'eslint';
const EXCUSE = new RegExp(`(${WORD}-disable(?:-next-line|-line)?(?![\\w-])|/\\*\\s*${WORD} )([^\\n*]*)`, 'g');

/** Does a file excuse itself from one of the rules, or from all? */
function excusesItself(text: string): boolean {
  return [...text.matchAll(EXCUSE)].some(([, how = '', rest = '']) => {
    const [named = ''] = rest.split('--');
    const fromAll = how.includes('disable') && named.trim() === '';
    return fromAll || RULES.some((rule) => named.includes(rule));
  });
}

describe('one clock and one id source', () => {
  const sources = ['apps', 'libs', 'test']
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap(sourcesUnder);
  const texts = [
    ...VIOLATIONS.map((text) => ({ text, filePath: ELSEWHERE })),
    ...VIOLATIONS.map((text) => ({ text, filePath: CLOCK })),
    ...ALLOWED.map((text) => ({ text, filePath: ELSEWHERE })),
  ];
  let linted: Linted;

  beforeAll(() => {
    linted = lint(texts, sources);
  }, 120_000);

  const brokenIn = (text: string, filePath: string) => {
    const index = texts.findIndex((planted) => planted.text === text && planted.filePath === filePath);
    return (linted.broken[index] ?? []).filter(
      (rule) => RULES.includes(rule) || rule.includes('Parsing error'),
    );
  };

  it.each(VIOLATIONS)('are broken by %s', (violation) => {
    expect(RULES).toContain(brokenIn(violation, ELSEWHERE)[0]);
  });

  it.each(ALLOWED)('are kept by %s', (text) => {
    expect(brokenIn(text, ELSEWHERE)).toEqual([]);
  });

  it(`may be what it likes in ${CLOCK}`, () => {
    for (const violation of VIOLATIONS) expect(brokenIn(violation, CLOCK)).toEqual([]);
  });

  it('have no other file that need not keep them', () => {
    const exempt = sources.filter((file) =>
      RULES.some((rule) => (linted.rules[file]?.[rule]?.[0] ?? 0) !== 2),
    );
    expect(sources.length).toBeGreaterThan(100);
    expect(exempt).toEqual([CLOCK]);
  });

  it('have no file that excuses itself', () => {
    const excused = sources.filter((file) => excusesItself(readFileSync(join(ROOT, file), 'utf8')));
    expect(excused).toEqual([]);
  });

  it.each([
    [`// ${WORD}-disable-next-line no-restricted-syntax -- because`, true],
    [`/* ${WORD}-disable */`, true],
    [`/* ${WORD} no-restricted-syntax: "off" */`, true],
    [`// ${WORD}-disable-line max-lines`, false],
  ])('see the excuse in %s: %s', (text, expected) => {
    expect(excusesItself(text)).toBe(expected);
  });
});
