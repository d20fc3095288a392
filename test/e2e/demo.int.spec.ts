import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@accounting/port';

const ROOT = join(import.meta.dirname, '..', '..');
const DEMO = join(ROOT, 'apps/accounting/src/demo/demo.ts');

jest.setTimeout(120_000);

describe('npm start', () => {
  let folder: string;
  let demo: ChildProcess;
  let shown = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'demo-'));
    const base = { PATH: process.env.PATH, HOME: process.env.HOME };
    demo = spawn(process.execPath, ['--import', join(ROOT, 'test/support/typescript.mjs'), DEMO], {
      cwd: ROOT,
      env: { ...base, DATA_DIR: folder, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    demo.stdout?.on('data', (piece: Buffer) => (shown += piece.toString()));
    while (!shown.includes('Ctrl-C') && demo.exitCode === null) await systemClock.sleep(100);
  });
  afterAll(() => {
    demo.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows settlements, an invoice draft, and one that is held because GIFTCARD is missing', () => {
    expect(shown).toMatch(/Z 1041 .*ført i hovedbok, bilag \d+/);
    expect(shown).toMatch(/Z 57 .*kladd, venter på godkjenning/);
    expect(shown).toMatch(/F-2201 .*kladd, venter på godkjenning, ordre \d+/);
    expect(shown).toMatch(/F-2202 .*holdt tilbake\n +Hvorfor: .*ingen aktiv vare med varenummer GIFTCARD/);
  });

  it('sends 500 products, then none, then exactly the five that changed; customers, and stock', () => {
    expect(shown).toContain('2 kunder, 500 varer');
    expect(shown).toMatch(/første gang +500 varer sendt i 5 kall, 3 lagertall satt/);
    expect(shown).toMatch(/ingenting endret +0 varer sendt i 0 kall, 0 lagertall satt/);
    expect(shown).toMatch(/5 nye priser +5 varer sendt i 1 kall, 0 lagertall satt/);
  });

  it('brings a price that was changed in the accounting system into DUELL', () => {
    expect(shown).toMatch(/Grønn te koster kr 59,90 i DUELL, før kr 49,90/);
    expect(shown).toMatch(/Loggen: .*pris 49,90 → 59,90/);
  });

  it('stops, and all that it started', async () => {
    demo.kill('SIGTERM');
    expect(await once(demo, 'exit')).toEqual([0, null]);
  });
});
