import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** A small tree that keeps every rule: what a violation is planted in. */
const KEEPS_THE_RULES = {
  'libs/accounting-port/src/index.ts': `export const port = 1;`,
  'libs/accounting-testkit/src/index.ts': `export const kit = 1;`,
  'libs/accounting-sync/src/index.ts': `export { rule } from './rule.js';`,
  'libs/accounting-sync/src/rule.ts': `import { port } from '../../accounting-port/src/index.js'; export const rule = port;`,
  'libs/accounting-admin/src/index.ts': `export const admin = 1;`,
  'libs/one-adapter/src/index.ts': `import { port } from '../../accounting-port/src/index.js'; export const one = port;`,
  'libs/one-adapter/simulator/server.ts': `export const server = 1;`,
  'libs/two-adapter/src/index.ts': `export const two = 1;`,
  'apps/accounting/src/main.ts': `import { one } from '../../../libs/one-adapter/src/index.js'; export const app = one;`,
};

/** One file each that breaks one rule. */
const VIOLATIONS: [rule: string, file: string, content: string][] = [
  [
    'port-stands-alone',
    'libs/accounting-port/src/x.ts',
    `import { readFileSync } from 'node:fs'; export const x = readFileSync;`,
  ],
  [
    'port-stands-alone',
    'libs/accounting-port/src/x.ts',
    `import { rule } from '../../accounting-sync/src/index.js'; export const x = rule;`,
  ],
  [
    'adapter-knows-only-the-port',
    'libs/one-adapter/src/x.ts',
    `import { two } from '../../two-adapter/src/index.js'; export const x = two;`,
  ],
  [
    'adapter-knows-only-the-port',
    'libs/one-adapter/src/x.ts',
    `import { rule } from '../../accounting-sync/src/index.js'; export const x = rule;`,
  ],
  [
    'application-knows-no-adapter',
    'libs/accounting-sync/src/x.ts',
    `import { one } from '../../one-adapter/src/index.js'; export const x = one;`,
  ],
  [
    'application-knows-no-adapter',
    'libs/accounting-admin/src/x.ts',
    `import type { one } from '../../one-adapter/src/index.js'; export type X = typeof one;`,
  ],
  [
    'front-door-only',
    'libs/accounting-admin/src/x.ts',
    `import { rule } from '../../accounting-sync/src/rule.js'; export const x = rule;`,
  ],
  [
    'test-doubles-stay-in-tests',
    'libs/accounting-sync/src/x.ts',
    `import { kit } from '../../accounting-testkit/src/index.js'; export const x = kit;`,
  ],
  [
    'test-doubles-stay-in-tests',
    'apps/accounting/src/x.ts',
    `import { server } from '../../../libs/one-adapter/simulator/server.js'; export const x = server;`,
  ],
  ['no-cycles', 'libs/accounting-sync/src/x.ts', `import { y } from './y.js'; export const x = () => y;`],
];
const HALF_A_CYCLE = `import { x } from './x.js'; export const y = () => x;`;

describe('the import rules', () => {
  let tree: string;

  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'accounting-rules-'));
    cpSync(join(ROOT, '.dependency-cruiser.cjs'), join(tree, '.dependency-cruiser.cjs'));
    writeFileSync(join(tree, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
    writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
    for (const [file, content] of Object.entries(KEEPS_THE_RULES)) plant(file, content);
  });

  afterEach(() => rmSync(tree, { recursive: true }));

  function plant(file: string, content: string): void {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), content);
  }

  /** The rules that are broken in the tree. */
  function broken(): string[] {
    const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [cruiser, 'apps', 'libs', '--output-type', 'json'],
      {
        cwd: tree,
        env: { ...process.env, NODE_OPTIONS: '' },
        encoding: 'utf8',
      },
    );
    if (!stdout) throw new Error(stderr);
    const { summary } = JSON.parse(stdout);
    return summary.violations.map(({ rule }: { rule: { name: string } }) => rule.name);
  }

  it('are kept by a tree that keeps them', () => {
    expect(broken()).toEqual([]);
  });

  it.each(VIOLATIONS)('see %s broken in %s', (rule, file, content) => {
    plant(file, content);
    if (rule === 'no-cycles') plant('libs/accounting-sync/src/y.ts', HALF_A_CYCLE);

    expect(broken()).toContain(rule);
  });
});
