import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';
import { A_PLAN, at, aZReport, setUp } from '../department.builder.js';

const clock = new TestClock();
let database: TestDatabase;
let bench: AdminBench;
let company: MemoryCompany;

async function open(role: 'web' | 'all'): Promise<void> {
  database = await freshDatabase();
  company = new MemoryCompany({ clock });
  bench = await openAdmin({ databaseUrl: database.url, adapters: [new InMemoryBooks(company)], clock, role });
}
async function close(): Promise<void> {
  await bench.close();
  await database.drop();
}
const post = async (over: object, department = '1') =>
  (await bench.post(at('z-reports', department), aZReport(over))).body.transferId as string;

describe('a transfer that is delivered', () => {
  beforeAll(async () => {
    await open('all');
    await setUp(bench, { settings: { automatic: true, zReport: { enabled: true, directToLedger: false } } });
  });
  afterAll(close);

  it('shows its attempts, and their messages where it alone is asked for', async () => {
    const id = await post({});
    const transfer = await bench.until(at(`transfers/${id}`), 'draft');
    const { body: list } = await bench.get(at('transfers'));

    expect(transfer).toMatchObject({
      kind: 'z-report',
      documentId: '101',
      number: 101,
      businessDate: '2026-11-23',
      mode: 'draft',
      draftPlace: { name: 'Utkast' },
    });
    expect(transfer.attempts).toMatchObject([{ number: 1, outcome: 'draft' }]);
    expect(transfer.attempts[0].exchanges.length).toBeGreaterThan(0);
    expect(list.items[0].attempts[0]).not.toHaveProperty('exchanges');
    expect(JSON.stringify(transfer)).not.toContain('hemmelig');

    const { body: sent } = await bench.post(at(`transfers/${id}/send`));
    expect(sent).toMatchObject({ started: false, attempts: [{ number: 1, outcome: 'draft' }] });
    expect(sent.attempts[0]).not.toHaveProperty('exchanges');
  });

  it('shows the voucher and the very document that were sent, whatever is chosen since', async () => {
    const id = await post({ number: 102 });
    await bench.until(at(`transfers/${id}`), 'draft');
    await bench.put(at('account-plan'), { voucherType: null, roles: {} });

    const { body: preview } = await bench.get(at(`transfers/${id}/preview`));
    expect(preview).toMatchObject({ kind: 'z-report', mode: 'draft', date: '2026-11-23', total: 990000 });
    const { body: transfer } = await bench.get(at(`transfers/${id}`));
    const visa = preview.lines.find(({ role }: { role: string }) => role === 'payment:visa');
    expect(visa).toMatchObject({ account: '2380', accountName: 'Kortoppgjør', amount: 900000 });
    expect(visa.text).toContain(`[${transfer.marker}]`);
    expect(visa.trace).toEqual([{ path: 'payments[1].amount', amount: 900000 }]);

    const pdf = await bench.get(at(`transfers/${id}/pdf`));
    expect(pdf.headers.get('x-preview')).toBe('false');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    await bench.put(at('account-plan'), A_PLAN);
  });

  it('is handled by hand, with who and why', async () => {
    const id = await post({ number: 103 });
    await bench.until(at(`transfers/${id}`), 'draft');
    const { status, body } = await bench.post(at(`transfers/${id}/handled`), {
      reference: '8812',
      note: 'Ført selv',
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'handled',
      handled: { by: 'BOOTSTRAP_API_KEY', note: 'Ført selv', reference: '8812' },
    });
    expect((await bench.post(at(`transfers/${id}/handled`), { note: '  ' })).status).toBe(400);
  });

  it('is left as it is when it is sent again, and the answer says so; vouching needs words', async () => {
    const id = await post({ number: 104 });
    await bench.until(at(`transfers/${id}`), 'draft');

    const left = await bench.post(at(`transfers/${id}/send`));
    expect(left).toMatchObject({
      status: 200,
      body: { state: 'draft', started: false, why: { code: 'LEFT_AS_IT_IS' } },
    });
    const mute = await bench.post(at(`transfers/${id}/send`), { notInErp: true });
    expect(mute).toMatchObject({ status: 400, body: { faults: [{ path: 'note' }] } });
    company.accountantDeletes(left.body.marker);
    const anew = await bench.post(at(`transfers/${id}/send`), { notInErp: true, note: 'Slettet' });
    expect(anew).toMatchObject({ status: 202, body: { started: true, transferId: id } });
    await bench.until(at(`transfers/${id}`), 'draft');
  });

  it('is not sent twice when it is posted', async () => {
    const id = await post({ number: 105 });
    const { marker } = await bench.until(at(`transfers/${id}`), 'draft');
    company.accountantPosts(marker);
    await clock.advance(11 * 60_000);
    await bench.until(at(`transfers/${id}`), 'posted');

    const again = await bench.post(at(`transfers/${id}/send`));
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_ON_ITS_WAY', who: 'regnskapsfører' } });
  });
});

describe('transfers that wait', () => {
  const ids: string[] = [];

  beforeAll(async () => {
    await open('web');
    await setUp(bench);
    for (const number of [1, 2, 3, 5, 8])
      ids.push(await post({ number, businessDate: `2026-11-0${number}` }));
    await setUp(bench, { departmentId: '2' });
    await post({ number: 4 }, '2');
  });
  afterAll(close);

  it('preview before they are sent, from the plan of today', async () => {
    const id = ids[0] ?? '';
    const before = await bench.get(at(`transfers/${id}/preview`));
    expect(before.body).toMatchObject({ mode: 'ledger', total: 990000 });
    expect(before.body.lines.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(
      0,
    );

    await bench.put(at('account-plan'), {
      ...A_PLAN,
      roles: { ...A_PLAN.roles, 'payment:visa': { account: '1579' } },
    });
    const after = await bench.get(at(`transfers/${id}/preview`));
    expect(after.body.hash).not.toBe(before.body.hash);
    const pdf = await bench.get(at(`transfers/${id}/pdf`));
    expect(pdf.headers.get('x-preview')).toBe('true');

    const outdated = await bench.post(at(`transfers/${id}/send`), { expectedHash: before.body.hash });
    expect(outdated).toMatchObject({ status: 409, body: { code: 'PREVIEW_OUTDATED' } });
    await bench.put(at('account-plan'), A_PLAN);
  });

  it('say what holds them instead of a preview', async () => {
    const id = await post({
      number: 6,
      payments: [{ method: 'klarna', amount: 990000 }],
      businessDate: '2026-10-01',
    });
    const preview = await bench.get(at(`transfers/${id}/preview`));
    expect(preview).toMatchObject({
      status: 409,
      body: { code: 'ACCOUNT_NOT_MAPPED', who: 'regnskapsfører' },
    });
  });

  it('come in pages that neither repeat nor leave out', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page++) {
      const { body } = await bench.get(at(`transfers?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`));
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor as string | null;
      await clock.advance(1000);
      if (page === 0) ids.push(await post({ number: 20, businessDate: '2026-11-20' }));
    }
    const { body: all } = await bench.get(at('transfers?limit=200'));
    expect(all.nextCursor).toBeNull();
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(
      all.items.map(({ id }: { id: string }) => id).filter((id: string) => id !== ids.at(-1)),
    );
  });

  it.each([
    ['state=held', [6]],
    ['state=waiting&from=2026-11-02&to=2026-11-03', [2, 3]],
    ['kind=invoice', []],
    ['q=20', [20]],
    ['q=ACCOUNT_NOT', [6]],
    ['q=%25', []],
    ['notes=true', []],
  ])('are found: %s', async (query, numbers) => {
    const { body } = await bench.get(at(`transfers?${query}`));
    expect(body.items.map(({ number }: { number: number }) => number).sort()).toEqual(numbers);
  });

  it('are counted before many are sent, and sent', async () => {
    const some = { from: '2026-11-01', to: '2026-11-05' };
    const plan = await bench.post(at('transfers/send'), { ...some, dryRun: true });
    expect(plan).toMatchObject({
      status: 200,
      body: {
        count: 4,
        from: '2026-11-01',
        to: '2026-11-05',
        amount: 4 * 990000,
        byKind: { 'z-report': 4 },
        byState: { waiting: 4 },
      },
    });
    expect((await bench.get(at(`transfers/${ids[0] ?? ''}`))).body.dueAt).toBeNull();

    const sent = await bench.post(at('transfers/send'), { ...some, dryRun: false });
    expect(sent).toMatchObject({ status: 202, body: { count: 4, started: 4, left: [] } });
    expect((await bench.get(at(`transfers/${ids[0] ?? ''}`))).body.dueAt).not.toBeNull();
  });

  it('that are held stay held when many are sent, and it is said which', async () => {
    const { body } = await bench.post(at('transfers/send'), { states: ['held'], dryRun: false });
    expect(body).toMatchObject({ count: 1, started: 0, left: [{ reason: { code: 'ACCOUNT_NOT_MAPPED' } }] });
    const posted = await bench.post(at('transfers/send'), { states: ['posted', 'draft'], dryRun: true });
    expect(posted.body).toMatchObject({ count: 0, from: null, to: null, amount: 0, byKind: {}, byState: {} });
  });

  it('show the Z numbers, and name those that are missing', async () => {
    const { body } = await bench.get(at('z-sequence'));
    expect(body.items.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3, 5, 6, 8, 20]);
    expect(body.missing).toEqual([4, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    const { body: some } = await bench.get(at('z-sequence?from=2&to=6'));
    expect(some).toMatchObject({
      items: [{ number: 2 }, { number: 3 }, { number: 5 }, { number: 6 }],
      missing: [4],
    });
    const { body: days } = await bench.get(at('z-sequence?from=2026-11-03&to=2026-11-08'));
    expect(days).toMatchObject({ items: [{ number: 3 }, { number: 5 }, { number: 8 }], missing: [4, 6, 7] });
  });

  it('show the latest revision of a Z number', async () => {
    const revised = await post({ number: 8, businessDate: '2026-11-08', closedBy: { id: '2' } });
    const { body } = await bench.get(at('z-sequence?from=8&to=8'));
    expect(body.items).toMatchObject([{ number: 8, transferId: revised, state: 'waiting' }]);
  });

  it('have a schedule that tells the truth', async () => {
    const { body } = await bench.get(at('schedule'));
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      'z-report',
      'invoice',
      'product',
      'customer',
    ]);
    expect(body.items[0].nextRunAt).not.toBeNull();
    expect(body.items[1]).toMatchObject({ nextRunAt: null, reason: expect.stringContaining('slått av') });
    const { body: other } = await bench.get(at('schedule', '2'));
    expect(other.items[0]).toMatchObject({ nextRunAt: null, reason: expect.stringContaining('for hånd') });
  });

  it('are summed up for each department', async () => {
    const { body } = await bench.get('/api/clients/kafe/departments');
    expect(body.items).toMatchObject([
      { id: '1', integration: { adapter: 'memory', kinds: ['z-report'], states: { held: 1 } } },
      { id: '2', integration: { states: { waiting: 1 } } },
    ]);
  });
});
