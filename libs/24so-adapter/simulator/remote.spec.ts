import { bundleList, Caller, HandClock } from './by-hand.js';
import { orderXml, rowXml } from './by-hand-sales.js';
import { type CompanySeed } from './seed.js';
import { type Simulator, startSimulator } from './simulator.js';

const KIOSK = '887766554433221';
let simulator: Simulator;
let caller: Caller;

beforeEach(async () => {
  simulator = await startSimulator({ clock: new HandClock() });
  caller = new Caller(simulator.url);
  await caller.login();
});

afterEach(() => simulator.stop());

async function control(
  body: object,
  type = 'application/json',
): Promise<{ status: number; answer: { result?: unknown; error?: string } }> {
  const response = await fetch(`${simulator.url}/__control`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as { result?: unknown; error?: string } };
}

const state = async (): Promise<{ companies: object[] }> =>
  (await fetch(`${simulator.url}/__state`)).json() as Promise<{ companies: object[] }>;

describe('the control surface over HTTP', () => {
  it('shows the books, without secrets and without the bytes of documents', async () => {
    await caller.call('account', 'SaveBundleList', bundleList({ stamp: await caller.upload() }));
    const text = JSON.stringify(await state());

    expect((await state()).companies[0]).toMatchObject({
      id: KIOSK,
      vouchers: [{ number: 20001, lines: [{ account: 1920, amount: 10000 }, {}, {}] }],
      files: [{ stamp: 90001, size: 9, flags: ['PostedInJournal'] }],
    });
    expect(text).not.toContain('secret');
    expect(text).not.toContain(caller.session);
    expect(text).not.toContain(Buffer.from('a picture').toString('base64'));
  });

  it('moves the hands of people', async () => {
    await caller.call('account', 'SaveBundleList', bundleList({ option: 1 }));

    expect((await control({ action: 'takeEntryNumber', company: KIOSK })).answer.result).toBe(20002);
    expect((await control({ action: 'takeStamp', company: KIOSK })).answer.result).toBe(90001);
    const posted = await control({
      action: 'accountantPosts',
      company: KIOSK,
      which: 'm4rk',
      date: '2026-03-16',
    });
    expect(posted.answer.result).toEqual([20001]);
    expect(simulator.control.company(KIOSK).lines()[2]).toMatchObject({ date: '2026-03-16' });
  });

  it('adds companies and users, turns switches, sets limits, plans faults and ends sessions', async () => {
    const company = { id: '5', name: 'Ny AS', organizationNumber: '111222333' };
    const identities = [{ id: 'aaaaaaaa-0000-0000-0000-000000000009', company: '5', isDefault: true }];
    const user = { applicationId: '1', username: 'ny@example.no', password: 'x', identities };
    const planned = { operation: 'GetTypeList', fault: { kind: 'html503NotSaved' } };

    for (const body of [
      { action: 'addCompany', company },
      { action: 'addUser', user },
      { action: 'switches', company: '5', switches: { acceptsPdf: true } },
      { action: 'limits', limits: { limitPerHour: 100 } },
      { action: 'planFault', planned },
    ]) {
      expect(await control(body)).toMatchObject({ status: 200 });
    }
    const now = await state();
    expect(now.companies[2]).toMatchObject({ id: '5', switches: { acceptsPdf: true } });
    expect(now).toMatchObject({ limits: { limitPerHour: 100 }, plannedFaults: [planned], sessions: 1 });
    expect((await control({ action: 'expireSessions', company: '5' })).answer.result).toBe(0);
    expect((await control({ action: 'expireSessions' })).answer.result).toBe(1);
  });

  it('moves the hands of those who sell', async () => {
    const act = async (body: object) => (await control({ company: KIOSK, ...body })).answer;
    const kiosk = simulator.control.company(KIOSK);
    const price = { product: { number: 'TE', name: 'Te', categoryId: 1, price: 3990 } };

    expect(await act({ action: 'addProduct', ...price })).toEqual({ result: 56 });
    expect(await act({ action: 'addCategory', category: { name: 'Bøker', taxRate: 0 } })).toEqual({
      result: 4,
    });
    const group = { name: 'Gavekort', account: 2908 };
    expect(await act({ action: 'addTypeGroup', typeGroup: group })).toEqual({ result: 7 });
    await act({ action: 'personSavesProduct', number: 'TE', changes: { price: 4000 } });
    await act({ action: 'personSavesProduct', id: 56, changes: { name: 'Grønn te' } });
    await act({ action: 'personSetsStock', id: 56, quantity: 3 });
    await act({ action: 'personSetsCategoryVat', id: 1, rate: 12 });
    await act({ action: 'refuseRecord', text: 'K-1000' });
    await act({ action: 'personDeletesProduct', id: 55 });
    expect(await act({ action: 'personSavesCustomer', changes: { name: 'Bar AS' } })).toEqual({
      result: 10001,
    });
    await act({ action: 'personDeletesCustomer', id: 10001 });
    await caller.call(
      'invoice',
      'SaveInvoices',
      `<invoices>${orderXml({}, rowXml({ ProductId: 56 })) + orderXml()}</invoices>`,
    );
    const edit = { rows: [{ rowId: 70001, price: 5000 }] };
    expect(await act({ action: 'personEditsOrder', orderId: 1001, edit })).toEqual({ result: 1001 });
    expect(await act({ action: 'personInvoicesOrder', orderId: 1001 })).toEqual({ result: 10001 });
    await act({ action: 'personDeletesOrder', orderId: 1002 });
    expect((await act({ action: 'personDeletesOrder', orderId: 1002 })).error).toBe('No order 1002');

    expect((await state()).companies[0]).toMatchObject({
      products: [{ id: 56, name: 'Grønn te', price: 4000, stock: '3', taxRate: 12 }],
      categories: [{ id: 1, taxRate: 12 }, {}, {}, { id: 4, name: 'Bøker' }],
      customers: [{ id: 10000 }, { id: 10001, deleted: true }],
      orders: [{ orderId: 1001, invoiceId: 10001, invoicedBy: 'person', totalIncVat: 11_200 }],
    });
    expect(kiosk.orders()).toHaveLength(1);
    const product =
      '<products><Product><Name>Kaffe</Name><CategoryId>1</CategoryId><No>K-1000</No></Product></products>';
    expect((await caller.call('product', 'SaveProducts', product)).text).toContain('<APIException>');
    expect(kiosk.typeGroups()).toContainEqual({ id: 7, ...group, module: 'Sale' });
  });

  it('takes a world with its stock and customers from a file, instants as texts', () => {
    const world = JSON.parse(
      JSON.stringify({
        id: '7',
        name: 'Lager AS',
        organizationNumber: '1',
        chart: {
          products: [{ number: 'A', name: 'A', price: 100, changedAt: new Date('2026-01-01T00:00:00Z') }],
          customers: [{ name: 'B', registeredAt: new Date('2026-01-01T00:00:00Z') }],
        },
      }),
    ) as CompanySeed;
    const company = simulator.control.addCompany(world);

    expect(company.products()[0]).toMatchObject({ id: 1, taxRate: 25, changedAt: new Date('2026-01-01') });
    expect(company.customers()[0]).toMatchObject({ id: 10000, registeredAt: new Date('2026-01-01') });
  });

  it('takes a limit away again', async () => {
    await control({ action: 'limits', limits: { limitPerHour: 0 } });
    expect((await caller.call('account', 'GetTypeList')).status).toBe(500);
    await control({ action: 'limits', limits: { limitPerHour: null } });

    expect((await caller.call('account', 'GetTypeList')).status).toBe(200);
  });

  it('says what it does not understand', async () => {
    expect((await control({ action: 'juggle' })).answer.error).toContain(
      'No action juggle. There are: addCompany',
    );
    expect((await control({ action: 'takeStamp', company: '9' })).answer.error).toContain('No company 9');
    const typo = { action: 'switches', company: KIOSK, switches: { acceptPdf: true } };
    expect((await control(typo)).answer.error).toContain('Nothing is named acceptPdf. There are: acceptsPdf');
    expect((await control({ action: 'takeStamp' })).answer.error).toContain('A text is missing');
    expect((await control({ action: 'takeStamp', company: KIOSK }, 'text/plain')).status).toBe(400);
    expect((await fetch(`${simulator.url}/__nothing`)).status).toBe(400);
  });
});
