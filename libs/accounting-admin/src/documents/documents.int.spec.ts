import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';
import { at, aZReport, setUp } from '../department.builder.js';

describe('documents over HTTP', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  const clock = new TestClock();

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({
      databaseUrl: database.url,
      adapters: [new InMemoryBooks(new MemoryCompany({ clock }))],
      clock,
    });
    await setUp(bench);
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  it('takes a Z-report and answers the same ticket again', async () => {
    const first = await bench.post(at('z-reports'), aZReport());
    expect(first.body).toMatchObject({ state: 'waiting', duplicate: false });
    const again = await bench.post(at('z-reports'), aZReport());

    expect(first.status).toBe(202);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
  });

  it('names each fault of a document', async () => {
    const { status, body } = await bench.post(at('z-reports'), { ...aZReport({ number: 0 }), colour: 'red' });

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'DOCUMENT_INVALID', who: 'DUELL' });
    expect(body.faults.map(({ path }: { path: string }) => path).sort()).toEqual(['colour', 'number']);
  });

  it('says 409 where two registers took one number', async () => {
    await bench.post(at('z-reports'), aZReport({ number: 7, registers: ['K1'] }));
    const { status, body } = await bench.post(at('z-reports'), aZReport({ number: 7, registers: ['K2'] }));

    expect({ status, code: body.code }).toEqual({ status: 409, code: 'Z_NUMBER_TAKEN' });
  });
});

describe('products, customers and invoices', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  const clock = new TestClock();
  const product = (over: object = {}) => ({
    id: '88',
    number: 'K-1000',
    name: 'Kaffe 1 kg',
    priceIncVat: 22908,
    vatCode: '31',
    vatRate: 15,
    isService: false,
    deleted: false,
    updatedAt: '2026-11-23T12:00:00+01:00',
    ...over,
  });
  const customer = (over: object = {}) => ({
    id: '501',
    type: 'company',
    name: 'Kari AS',
    deleted: false,
    updatedAt: '2026-11-23T12:00:00+01:00',
    ...over,
  });
  const invoice = (over: object = {}) => ({
    id: 'F-2201',
    date: '2026-11-23',
    customer: { id: '501' },
    lines: [
      {
        type: 'product',
        productNumber: 'K-1000',
        description: 'Kaffe',
        quantity: '3',
        vatCode: '31',
        vatRate: 15,
        net: 59760,
        vat: 8964,
        gross: 68724,
      },
      { type: 'giftCard', description: 'Gavekort', quantity: '1', gross: 100000 },
      { type: 'text', description: 'Levert 23.11.' },
    ],
    totalNet: 159760,
    totalVat: 8964,
    totalGross: 168724,
    ...over,
  });

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({
      databaseUrl: database.url,
      adapters: [new InMemoryBooks(new MemoryCompany({ clock }))],
      clock,
    });
    await setUp(bench, {
      settings: {
        invoices: { enabled: true },
        products: { enabled: true },
        customers: { enabled: true, master: 'erp' },
      },
    });
    await bench.put(at('customers/501'), customer());
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });
  const look = async (id: string) => (await bench.get(at(`transfers/${id}`))).body;

  it('keeps a product until somebody starts it, where nothing goes by itself', async () => {
    const { status, body } = await bench.put(at('products/88'), product());
    expect({ status, state: body.state }).toEqual({ status: 202, state: 'waiting' });
    expect(await look(body.transferId)).toMatchObject({ dueAt: null, reason: null });
  });

  it('takes other content as a new revision, also a change back; what is older says nothing', async () => {
    const first = await bench.put(at('products/90'), product({ id: '90' }));
    const second = await bench.put(
      at('products/90'),
      product({ id: '90', name: 'Te', updatedAt: '2026-11-23T13:00:00+01:00' }),
    );
    const older = await bench.put(
      at('products/90'),
      product({ id: '90', name: 'Mel', updatedAt: '2026-11-23T11:00:00+01:00' }),
    );
    const back = await bench.put(
      at('products/90'),
      product({ id: '90', updatedAt: '2026-11-23T14:00:00+01:00' }),
    );

    expect(second.body.duplicate).toBe(false);
    expect(older.body).toEqual({ ...second.body, duplicate: true });
    expect(await look(back.body.transferId)).toMatchObject({ revision: 3 });
    expect(await look(first.body.transferId)).toMatchObject({
      state: 'skipped',
      reason: { code: 'SUPERSEDED' },
    });
  });

  it('takes the id from the address, and no other', async () => {
    expect((await bench.put(at('products/89'), product({ id: undefined }))).status).toBe(202);
    expect((await bench.put(at('products/89'), product({ id: '1' }))).body).toMatchObject({
      faults: [{ path: 'id' }],
    });
  });

  it('skips a customer where the accounting system is master', async () => {
    const { body } = await bench.put(at('customers/502'), customer({ id: '502' }));
    expect(await look(body.transferId)).toMatchObject({
      state: 'skipped',
      reason: { code: 'ERP_IS_MASTER' },
    });
  });

  it('answers many in order, tickets and errors', async () => {
    const { status, body } = await bench.post(at('products'), [
      product({ id: 'a' }),
      { id: 'b' },
      product({ id: 'a' }),
    ]);

    expect(status).toBe(202);
    expect(body.items).toMatchObject([
      { state: 'waiting', duplicate: false },
      { error: { code: 'DOCUMENT_INVALID' } },
      { state: 'waiting', duplicate: true },
    ]);
    expect((await bench.post(at('customers'), Array(1001).fill(customer()))).status).toBe(400);
  });

  it.each([
    ['adds up', {}, 'waiting', undefined],
    ['has another total', { totalGross: 1 }, 'held', 'INVOICE_SUM_DIFFERS'],
    ['is rounded, and says so', { rounding: 24, totalGross: 168748 }, 'waiting', undefined],
    ['is to a customer that never came', { customer: { id: 'nobody' } }, 'held', 'INVOICE_CUSTOMER_UNKNOWN'],
    ['is before the from-date', { date: '2025-12-31' }, 'skipped', 'BEFORE_FROM_DATE'],
  ])('an invoice that %s', async (name, over, state, code) => {
    const { body } = await bench.post(at('invoices'), invoice({ id: name, ...over }));
    const transfer = await look(body.transferId);
    expect({ state: transfer.state, code: transfer.reason?.code }).toEqual({ state, code });
  });

  it('lets an invoice go whose sums a person confirms', async () => {
    const { body } = await bench.post(at('invoices'), invoice({ id: 'F-1', totalGross: 1 }));
    const sent = await bench.post(at(`transfers/${body.transferId}/send`), {
      confirm: ['INVOICE_SUM_DIFFERS'],
      note: 'Avrundet',
    });

    expect(sent.status).toBe(202);
    expect(sent.body).toMatchObject({ state: 'waiting', started: true, why: null });
  });
});
