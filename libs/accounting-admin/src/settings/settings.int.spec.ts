import { InMemoryBooks, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';
import { A_CONNECTION, A_PLAN, at, aZReport, SETTINGS_ON, setUp } from '../department.builder.js';

describe('settings and the account plan', () => {
  let database: TestDatabase;
  let bench: AdminBench;

  beforeEach(async () => {
    database = await freshDatabase();
    bench = await openAdmin({
      databaseUrl: database.url,
      adapters: [new InMemoryBooks()],
      clock: new TestClock(),
    });
  });
  afterEach(async () => {
    await bench.close();
    await database.drop();
  });

  const put = (settings: object) => bench.put(at('settings'), settings);
  const on = { enabled: true };

  it('have the defaults of the contract until they are saved', async () => {
    expect((await bench.get(at('settings'))).body).toEqual({
      zReport: { enabled: false, stockChange: false, directToLedger: false },
      invoices: { enabled: false },
      customers: { enabled: false, master: 'duell' },
      products: { enabled: false, master: 'duell', syncStock: false },
      fromDate: null,
      automatic: false,
    });
    expect((await bench.get(at('account-plan'))).body).toEqual({ voucherType: null, roles: {} });
  });

  it.each([
    ['Z-reports without a from-date', { zReport: on }, 'FROM_DATE_REQUIRED', 'fromDate'],
    ['invoices without a from-date', { invoices: on }, 'FROM_DATE_REQUIRED', 'fromDate'],
    [
      'stock change without Z-reports',
      { zReport: { stockChange: true } },
      'STOCK_CHANGE_NEEDS_Z_REPORT',
      'zReport.stockChange',
    ],
    [
      'stock change without its accounts',
      { zReport: { ...on, stockChange: true }, fromDate: '2026-01-01' },
      'STOCK_CHANGE_NEEDS_ROLES',
      'zReport.stockChange',
    ],
    [
      'stock without products',
      { products: { syncStock: true } },
      'SYNC_STOCK_NEEDS_PRODUCTS',
      'products.syncStock',
    ],
  ])('refuse %s', async (_, settings, code, path) => {
    const { status, body } = await put(settings);
    expect({ status, code: body.code, path: body.faults[0].path }).toEqual({ status: 400, code, path });
    expect((await bench.get(at('settings'))).body.zReport.enabled).toBe(false);
  });

  it('name every broken rule at once', async () => {
    const { body } = await put({ zReport: { ...on, stockChange: true }, products: { syncStock: true } });
    expect(body.faults.map(({ path }: { path: string }) => path)).toEqual([
      'fromDate',
      'zReport.stockChange',
      'products.syncStock',
    ]);
  });

  it('take products and customers without a from-date, and stock change with its accounts', async () => {
    expect((await put({ products: { ...on, syncStock: true }, customers: on })).status).toBe(200);
    const roles = { ...A_PLAN.roles, stockChange: { account: '4390' }, inventory: { account: '1460' } };
    await bench.put(at('account-plan'), { ...A_PLAN, roles });
    expect((await put({ zReport: { ...on, stockChange: true }, fromDate: '2026-01-01' })).status).toBe(200);
  });

  it('say what they would let through that was skipped', async () => {
    await setUp(bench, { settings: { fromDate: '2026-12-01' } });
    for (const number of [1, 2, 3])
      await bench.post(at('z-reports'), aZReport({ number, businessDate: `2026-11-0${number}` }));
    await bench.post(at('z-reports'), aZReport({ number: 4, sales: [], payments: [] }));

    const { body } = await put({ ...SETTINGS_ON, fromDate: '2026-11-02' });
    expect(body.reconsider).toMatchObject({ from: '2026-11-02', to: '2026-11-23', count: 3 });
    const { body: off } = await put({});
    expect(off.reconsider).toEqual({ count: 0, from: null, to: null, amount: 0 });
  });

  it.each(['settings', 'account-plan', 'connection'])('take their own answer back: %s', async (path) => {
    await setUp(bench);
    const { body: read } = await bench.get(at(path));
    const saved = await bench.put(at(path), read);
    expect(saved).toMatchObject({ status: 200, body: read });
    expect(await bench.put(at(path), saved.body)).toMatchObject({ status: 200, body: saved.body });
    expect((await bench.get(at(path))).body).toEqual(read);
  });

  it.each(['settings', 'account-plan'])('take back what was never saved: %s', async (path) => {
    const { body: read } = await bench.get(at(path));
    expect(await bench.put(at(path), read)).toMatchObject({ status: 200, body: read });
  });

  it.each(['', '/departments/1'])('names of clients and departments do so, too: %s', async (path) => {
    const saved = await bench.put(`/api/clients/kafe${path}`, { name: 'Kafe' });
    expect(await bench.put(`/api/clients/kafe${path}`, saved.body)).toMatchObject({
      status: 200,
      body: saved.body,
    });
  });

  it('cure what is held when they are saved, and give what is not its new reason', async () => {
    await bench.put(at('connection'), A_CONNECTION);
    await put({ ...SETTINGS_ON, automatic: true });
    const { body: one } = await bench.post(at('z-reports'), aZReport({ number: 1 }));
    const { body: two } = await bench.post(
      at('z-reports'),
      aZReport({ number: 2, payments: [{ method: 'vipps', amount: 990000 }] }),
    );
    expect(one.state).toBe('held');

    await bench.put(at('account-plan'), A_PLAN);
    await bench.settled();
    const { body: cured } = await bench.get(at(`transfers/${one.transferId}`));
    expect(cured).toMatchObject({ state: 'waiting', reason: null });
    expect(cured.dueAt).not.toBeNull();
    const { body: held } = await bench.get(at(`transfers/${two.transferId}`));
    expect(held).toMatchObject({ state: 'held', reason: { code: 'ACCOUNT_NOT_MAPPED' } });
    expect(held.reason.message).toContain('payment:vipps');
    expect(held.reason.message).not.toContain('payment:visa');
  });

  it('leave what is cured to a person where nothing goes by itself', async () => {
    await bench.put(at('connection'), A_CONNECTION);
    await put(SETTINGS_ON);
    const { body } = await bench.post(at('z-reports'), aZReport());
    await bench.put(at('account-plan'), A_PLAN);
    await bench.settled();
    expect((await bench.get(at(`transfers/${body.transferId}`))).body).toMatchObject({
      state: 'waiting',
      dueAt: null,
    });
  });

  it('warn of what a plan lacks, and save it', async () => {
    await bench.put(at('connection'), A_CONNECTION);
    const roles = {
      'sales:3': { account: '3000' },
      'payment:cash': { account: '9999' },
      payIn: { account: '1500' },
    };
    const { status, body } = await bench.put(at('account-plan'), { voucherType: null, roles });

    expect(status).toBe(200);
    expect(
      body.warnings.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`).sort(),
    ).toEqual([
      'ACCOUNT_UNKNOWN roles.payment:cash.account',
      'SUBLEDGER_NEEDS_CUSTOMER roles.payIn.customer',
      'VAT_CODE_MISSING roles.sales:3.vatCode',
    ]);
    expect((await bench.get(at('account-plan'))).body.roles).toEqual(roles);
  });

  it('refuse VAT where none belongs', async () => {
    await bench.put(at('connection'), A_CONNECTION);
    const { status, body } = await bench.put(at('account-plan'), {
      roles: { tips: { account: '2910', vatCode: '3' } },
    });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'VAT_NOT_ALLOWED_HERE' });
    expect(body.faults).toMatchObject([{ path: 'roles.tips.vatCode' }]);
  });
});
