import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'licences.mjs');

/** Runs the check on a lockfile with one package of that licence. */
function checked(license: unknown): { status: number | null; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'licences-'));
  const packages = { '': {}, 'node_modules/planted': { license } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { status, stderr };
}

describe('the licence check', () => {
  it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'LGPL-2.1', 'SEE LICENSE IN EULA', undefined])(
    'refuses %s',
    (licence) => {
      expect(checked(licence)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('node_modules/planted'),
      });
    },
  );

  it.each(['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR (ISC AND MIT)', 'Apache-2.0 AND MIT'])(
    'lets %s pass',
    (licence) => {
      expect(checked(licence)).toMatchObject({ status: 0 });
    },
  );

  it('finds nothing in what we use', () => {
    expect(spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' })).toMatchObject({ status: 0 });
  });
});
