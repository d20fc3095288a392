import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { type AdminBench, openAdmin } from '../../libs/accounting-admin/src/admin.builder.js';
import { at, setUp } from '../../libs/accounting-admin/src/department.builder.js';
import { aRegister, aSafTFile, aZ } from '../../libs/accounting-sync/src/saf-t/saf-t.builder.js';
import { type TestDatabase, freshDatabase } from '../support/database.js';

/** Skatteetaten's own, kept beside the project, not in it. */
const EXAMPLE = join(
  import.meta.dirname,
  '../../../shared/saft/examples',
  'ExampleFile SAF-T Cash Register_999999999_20210330104000.xml',
);
const XML = { 'content-type': 'application/xml' };

describe('a SAF-T file over HTTP', () => {
  let database: TestDatabase;
  let bench: AdminBench;

  beforeAll(async () => {
    const clock = new TestClock('2026-11-23T21:00:00+01:00');
    database = await freshDatabase();
    const adapters = [new InMemoryBooks(new MemoryCompany({ clock }))];
    bench = await openAdmin({ databaseUrl: database.url, adapters, clock });
    await setUp(bench);
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const SALE = {
    vat: [['H', '25.00', '100.00', '25.00']] as [string, string, string, string][],
    payments: [['KORT', 1, '125.00']] as [string, number, string][],
  };
  /** Z 21, X 22, Z 23 and a Z whose number is none. */
  const FILE = aSafTFile([
    aRegister({
      id: 'K1',
      events: [
        aZ({ id: '21', date: '2026-11-20', ...SALE }),
        aZ({ id: '22', date: '2026-11-21', type: 'X report' }),
        aZ({ id: '23', date: '2026-11-21', ...SALE }),
        aZ({ id: 'Z-24', date: '2026-11-22', ...SALE }),
      ],
    }),
  ]);
  const upload = (body: string | Uint8Array, headers: Record<string, string> = XML, query = '') =>
    bench.call('POST', `${at('z-reports/saf-t')}${query}`, { body, headers });

  it('answers a ticket or an error for each Z report, in file order', async () => {
    const { status, body } = await upload(FILE);

    expect(status).toBe(202);
    expect(body.items).toEqual([
      expect.objectContaining({ duplicate: false, transferId: expect.any(String) }),
      expect.objectContaining({ duplicate: false, transferId: expect.any(String) }),
      { reportId: 'Z-24', register: 'K1', error: expect.objectContaining({ code: 'DOCUMENT_INVALID' }) },
    ]);
  });

  it('is safe to upload again, also as a form', async () => {
    const boundary = 'an-invented-boundary';
    const part =
      'Content-Disposition: form-data; name="file"; filename="kasse.xml"\r\nContent-Type: application/xml';
    const form = `--${boundary}\r\n${part}\r\n\r\n${FILE}\r\n--${boundary}--\r\n`;

    const { status, body } = await upload(form, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });

    expect(status).toBe(202);
    expect(body.items.slice(0, 2)).toEqual([
      expect.objectContaining({ duplicate: true }),
      expect.objectContaining({ duplicate: true }),
    ]);
  });

  it('leaves no gap in the Z sequence where an X report took a number', async () => {
    await upload(FILE);
    const { body } = await bench.get(at('z-sequence'));

    expect(body.items.map(({ number }: { number: number }) => number)).toEqual([21, 23]);
    expect(body).toMatchObject({ missing: [], missingCount: 0 });
  });

  it('takes one register when asked to', async () => {
    expect((await upload(FILE, XML, '?register=K2')).body).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    ['no XML', 'Kasse 1;9900', XML],
    ['a file that breaks off', FILE.slice(0, 900), XML],
    ['a file with an entity of its own', `<!DOCTYPE a [<!ENTITY b "c">]>${FILE}`, XML],
  ])('says what is wrong with %s, and takes nothing', async (_, file, headers) => {
    const { status, body } = await upload(file, headers);

    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'DOCUMENT_INVALID',
      faults: [{ path: expect.stringMatching(/^line \d+, column \d+$/) }],
    });
  });

  it('refuses what is no file at all', async () => {
    expect(await upload('{}', { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
    expect(await upload('--x--\r\n', { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'file' }] },
    });
    expect(await upload('', { 'content-type': 'multipart/form-data' })).toMatchObject({ status: 400 });
  });

  if (existsSync(EXAMPLE))
    it("finds every Z-report of Skatteetaten's example in the log", async () => {
      const { status, body } = await upload(readFileSync(EXAMPLE));
      expect(status).toBe(202);
      expect(body.items).toEqual([expect.objectContaining({ duplicate: false })]);

      const log = (await bench.get(`${at('transfers')}?kind=z-report`)).body;
      expect(log.items).toContainEqual(expect.objectContaining({ id: body.items[0].transferId, number: 1 }));
    });
  else
    it("would find the Z-reports of Skatteetaten's example (vendor files not present)", () =>
      expect(existsSync(EXAMPLE)).toBe(false));
});
