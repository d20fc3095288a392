import { carriesMarker, type OrderDelivery, StepUndecided } from '@accounting/port';
import {
  aMarker,
  anItemRow,
  anOrder,
  anOrderDelivery,
  type MemoryJournal,
  type MemoryJournalOptions,
} from '@accounting/testkit';
import { atWork, failureOf } from '../simulator/24so.bench.js';
import type { Fault } from '../simulator/faults.js';

const at = atWork();
const marker = aMarker(1);

const anOrderOf = (over: Partial<OrderDelivery> = {}, order: Parameters<typeof anOrder>[0] = {}) =>
  anOrderDelivery({ order: anOrder({ marker, department: '2', ...order }), ...over });

const deliver = (delivery: OrderDelivery, journal: MemoryJournal = at.journalOf()) =>
  at.open().deliverOrder(delivery, journal);

async function deliverToTheEnd(delivery: OrderDelivery, journal: MemoryJournal) {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      return await deliver(delivery, journal);
    } catch (error) {
      if (!(error instanceof StepUndecided)) throw error;
      await at.bench.tools.clock.advanceTo(error.askAt);
    }
  }
  throw new Error('Not delivered');
}

const ours = () =>
  at.bench.company.orders().filter(({ referenceNumber = '' }) => carriesMarker(referenceNumber, marker));

/** A draft that is there, and a revision of it. */
async function revision(over: Parameters<typeof anOrder>[0] = {}) {
  const { reference, customerId, productIds } = await deliver(anOrderOf());
  const { customer, products } = anOrderOf();
  const delivery: OrderDelivery = {
    order: anOrder({ marker, department: '2', rows: [anItemRow({ quantity: '7' })], ...over }),
    customer: { ...customer, erpId: customerId },
    products: products.map((product) => ({ ...product, erpId: productIds[product.key] ?? null })),
    changes: { orderId: reference.orderId ?? '' },
  };
  return { delivery, orderId: Number(reference.orderId) };
}

afterEach(() => {
  // Whatever happened, nothing of ours was issued by us.
  expect(at.bench.company.orders().filter(({ invoicedBy }) => invoicedBy === 'api')).toEqual([]);
});

describe('an order', () => {
  it('is one draft, with its customer and products in place, in few calls', async () => {
    const receipt = await deliver(anOrderOf());

    expect(ours()).toMatchObject([
      {
        ...{ status: 'Draft', distributor: 'Manual', departmentId: 2, skipStock: true, paymentTime: 14 },
        ...{ dateOrdered: '2026-11-23', totalIncVat: 91_314, totalVat: 13_482 },
        referenceNumber: `F-2201 [${marker}]`,
      },
    ]);
    const [order] = ours();
    expect(receipt).toMatchObject({
      ...{ state: 'draft', customerId: String(order?.customerId) },
      reference: { orderId: String(order?.orderId), customerId: String(order?.customerId) },
    });
    for (const write of ['SaveCategories', 'SaveCompanies', 'SaveProducts', 'SaveInvoices'])
      expect([write, at.calls(write)]).toEqual([write, 1]);
  });

  it.each(['number', 'id'] as const)('has the type group of its account, told by %s', async (how) => {
    at.bench.company.switches.typeGroupAccountIs = how;
    await deliver(anOrderOf());

    const groups = at.bench.company.typeGroups();
    const accounts = ours()[0]?.rows.map((row) => groups.find(({ id }) => id === row.typeGroupId)?.account);
    expect(accounts).toEqual([3001, 3000, undefined]);
    expect(at.calls('GetAccountList')).toBe(1);
  });

  it('goes without a type group where there is none, and the log says so', async () => {
    const journal = at.journalOf();
    await deliver(anOrderOf({}, { rows: [anItemRow({ account: '2908' })] }), journal);

    expect(journal.notes).toMatchObject([{ code: 'TYPE_GROUP_MISSING' }]);
    expect(journal.notes[0]?.message).toContain('2908');
    expect(ours()[0]?.rows[0]).not.toHaveProperty('typeGroupId');
  });

  it('has the VAT of its products where that is switched so', async () => {
    at.readapt({ rowVatBy: 'none' });
    expect(at.bench.adapter.description.capabilities.rowVat).toBe(false);

    await deliver(anOrderOf({}, { rows: [anItemRow({ vatCode: '3', vatRate: 25 })] }));

    expect(ours()[0]?.rows).toMatchObject([{ vatRate: 15 }]);
  });
});

const SILENT: Fault[] = [
  { kind: 'dropAfterSaving' },
  { kind: 'dropBeforeSaving' },
  { kind: 'html503Saved' },
  { kind: 'html503NotSaved' },
  { kind: 'emptyAnswer', saved: true },
  { kind: 'cutOff', saved: true },
  { kind: 'absentResultElement', saved: true },
  { kind: 'absentResultElement', saved: false },
  { kind: 'soapFault', text: 'Request timed out.', saved: true },
  { kind: 'recordFails', record: 0, text: 'Timeout expired.', saved: true },
  { kind: 'recordFails', record: 0, text: 'Timeout expired.', saved: false },
];

describe('products that an order makes', () => {
  it.each([true, false])('are said to have another VAT there, and once (answer lost: %s)', async (isLost) => {
    Object.assign(at.bench.company.switches, { productTaxRateIsTaken: false, newCategoryTaxRate: 15 });
    if (isLost) at.plan('SaveProducts', { kind: 'dropAfterSaving' });
    at.plan('SaveInvoices', { kind: 'dropBeforeSaving' });
    const journal = at.journalOf();

    await deliverToTheEnd(anOrderOf(), journal);

    expect(journal.notes).toMatchObject([{ code: 'PRODUCT_VAT_DIFFERS' }]);
    expect(journal.notes[0]?.message).toContain('Vare K-2000 har 25 % mva i DUELL, men 15 %');
  });

  it('go through where their VAT cannot be read back', async () => {
    at.bench.simulator.control.planFault({
      ...{ operation: 'GetProducts', nth: 3 },
      fault: { kind: 'html503NotSaved' },
    });
    await expect(deliver(anOrderOf())).resolves.toMatchObject({ state: 'draft' });
  });
});

describe('an order whose answer tells nothing', () => {
  const writes = ['SaveCategories', 'SaveCompanies', 'SaveProducts', 'SaveInvoices'];

  it.each(writes.flatMap((write) => SILENT.map((fault) => [write, fault] as const)))(
    'stands once in the end, as everything it needs: %s %j',
    async (write, fault) => {
      at.plan(write, fault);
      const journal = at.journalOf();
      expect(await failureOf(deliver(anOrderOf(), journal))).toMatchObject({ next: 'look-up-first' });

      const receipt = await deliverToTheEnd(anOrderOf(), journal);

      expect(ours().map(({ orderId }) => String(orderId))).toEqual([receipt.reference.orderId]);
      const { company } = at.bench;
      expect(company.customers().filter(({ externalId }) => externalId === 'duell-501')).toHaveLength(1);
      expect(
        company.products().filter(({ id }) => Object.values(receipt.productIds).includes(String(id))),
      ).toHaveLength(2);
      expect(company.products().filter(({ number }) => number === 'K-2000')).toHaveLength(1);
      expect(company.categories().filter(({ name }) => name === 'Kjøkken')).toHaveLength(1);
    },
  );

  it('is found with the customer that a person gave it to meanwhile', async () => {
    const other = at.bench.company.personSavesCustomer({ changes: { name: 'Fjord' } }).id;
    at.plan('SaveInvoices', { kind: 'dropAfterSaving' });
    const journal = at.journalOf();
    await failureOf(deliver(anOrderOf(), journal));
    const orderId = ours()[0]?.orderId ?? 0;
    at.bench.company.personEditsOrder(orderId, { customerId: other });

    const receipt = await deliverToTheEnd(anOrderOf(), journal);

    expect(receipt.reference).toEqual({ orderId: String(orderId), customerId: String(other) });
    expect(ours()).toMatchObject([{ customerId: other }]);
    expect(journal.notes).toMatchObject([{ code: 'ORDER_OTHER_CUSTOMER' }]);
    expect(at.calls('SaveInvoices')).toBe(1);
  });

  it('costs no look at all orders when nothing was lost', async () => {
    await deliver(anOrderOf());
    expect(at.calls('GetInvoices')).toBe(1);
  });

  it('has only what is missing made again, when some of it was saved', async () => {
    const products = anOrderDelivery().products.map((each, n) => ({ ...each, number: `N-${n}` }));
    at.bench.company.refuseRecord('N-1');
    at.plan('SaveProducts', { kind: 'dropAfterSaving' });
    const journal = at.journalOf();
    await failureOf(deliver(anOrderOf({ products }), journal));
    await at.bench.tools.clock.advance(600_000);
    // One look that does not find all of it is not believed.
    expect(await deliver(anOrderOf({ products }), journal).catch((error: unknown) => error)).toBeInstanceOf(
      StepUndecided,
    );
    expect(at.calls('SaveProducts')).toBe(1);

    const { productIds } = await deliverToTheEnd(anOrderOf({ products }), journal);

    const made = at.bench.company.products().filter(({ number }) => number.startsWith('N-'));
    expect(made.map(({ number }) => number)).toEqual(['N-0', 'N-1']);
    expect(Object.values(productIds)).toEqual(made.map(({ id }) => String(id)));
    expect(at.calls('SaveProducts')).toBe(2);
  });

  it('is not proven absent by one answer without its result', async () => {
    at.plan('SaveInvoices', { kind: 'dropAfterSaving' });
    const journal = at.journalOf();
    await failureOf(deliver(anOrderOf(), journal));
    at.plan('GetInvoices', { kind: 'absentResultElement', saved: false });
    await deliverToTheEnd(anOrderOf(), journal);
    expect([at.calls('SaveInvoices'), ours().length]).toEqual([1, 1]);
  });
});

describe('an order that was refused', () => {
  it.each([true, false])('by the database is looked up on the spot (saved: %s)', async (saved) => {
    at.plan('SaveInvoices', { kind: 'recordFails', record: 0, saved });
    const delivered = deliver(anOrderOf());

    if (saved) expect((await delivered).reference.orderId).toBe(String(ours()[0]?.orderId));
    else expect(await failureOf(delivered)).toMatchObject({ code: 'RECORD_REFUSED', refused: true });
    expect(ours()).toHaveLength(saved ? 1 : 0);
  });

  it('and could not be looked up may be there', async () => {
    at.plan('SaveInvoices', { kind: 'recordFails', record: 0, saved: true });
    at.bench.simulator.control.planFault({
      operation: 'GetInvoices',
      nth: 2,
      fault: { kind: 'html503NotSaved' },
    });
    const journal = at.journalOf();

    expect(await failureOf(deliver(anOrderOf(), journal))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await deliverToTheEnd(anOrderOf(), journal);
    expect(ours()).toHaveLength(1);
  });
});

describe('what a forgotten journal finds', () => {
  it('is the order, its customer and its products, and none is made again', async () => {
    const first = await deliver(anOrderOf());
    await at.bench.tools.clock.advance(20 * 24 * 3_600_000);
    const journal = at.journalOf();

    const again = await deliver(anOrderOf(), journal);

    expect(again).toEqual(first);
    expect(journal.sent.filter((step) => step !== 'save-products')).toEqual([]);
    for (const write of ['SaveCompanies', 'SaveProducts', 'SaveInvoices']) expect(at.calls(write)).toBe(1);
  });

  it('is said to be another where a person has changed its rows, and left alone', async () => {
    await deliver(anOrderOf());
    const [there] = ours();
    const { orderId = 0, rows: [first] = [] } = there ?? {};
    at.bench.company.personEditsOrder(orderId, { rows: [{ rowId: first?.rowId ?? 0, quantity: '99' }] });
    const journal = at.journalOf();

    await deliver(anOrderOf(), journal);

    expect(journal.notes).toMatchObject([{ code: 'ORDER_CHANGED' }]);
    expect(ours()).toMatchObject([{ rows: [{ quantity: '99' }, {}, {}] }]);
  });

  it('is the one with our rows where two carry our marker, and the other is named', async () => {
    await deliver(anOrderOf({}, { rows: [anItemRow({ quantity: '1' })] }));
    const [old] = ours();
    at.bench.company.personEditsOrder(old?.orderId ?? 0, { referenceNumber: 'kopi' });
    const { reference } = await deliver(anOrderOf());
    at.bench.company.personEditsOrder(old?.orderId ?? 0, { referenceNumber: `x [${marker}]` });
    const journal = at.journalOf();

    expect((await deliver(anOrderOf(), journal)).reference).toEqual(reference);
    expect(journal.notes).toMatchObject([{ code: 'ORDER_TWICE' }]);
    expect(journal.notes[0]?.message).toContain(String(old?.orderId));
  });

  it('is made by somebody else meanwhile: customer and products are taken as they stand', async () => {
    const { company } = at.bench;
    const { id } = company.personSavesCustomer({ changes: { name: 'Fjord', externalId: 'duell-501' } });
    const productId = company.addProduct({ number: 'K-2000', name: 'Kopp', taxRate: 25 });

    const receipt = await deliver(anOrderOf());

    expect(receipt.customerId).toBe(String(id));
    expect(receipt.productIds).toMatchObject({ '89': String(productId) });
    expect(at.calls('SaveCompanies')).toBe(0);
  });
});

describe('a draft that is changed', () => {
  it('has the new rows and none of the old, and is still one', async () => {
    const { delivery, orderId } = await revision({ note: 'Ny merknad' });

    const receipt = await deliver(delivery);

    expect(receipt.reference.orderId).toBe(String(orderId));
    expect(ours()).toMatchObject([{ orderId, status: 'Draft', rows: [{ quantity: '7' }] }]);
    expect(ours()[0]?.invoiceText).toContain('Ny merknad');
  });

  it('names the rows that somebody added or changed, which go with the old ones', async () => {
    const { delivery, orderId } = await revision();
    const changes = { orderId: String(orderId), before: anOrder().rows };
    const [first] = ours()[0]?.rows ?? [];
    at.bench.company.personEditsOrder(orderId, {
      rows: [{ rowId: first?.rowId ?? 0, price: 1 }],
      newRows: [{ type: 'Text', name: 'Takk for handelen' }],
    });
    const journal = at.journalOf();

    await deliver({ ...delivery, changes }, journal);

    expect(journal.notes).toMatchObject([{ code: 'ORDER_ROWS_DROPPED', who: 'regnskapsfører' }]);
    expect(journal.notes[0]?.message).toContain(`: «${first?.name}», «Takk for handelen».`);
    expect(ours()).toMatchObject([{ rows: [{ quantity: '7' }] }]);
  });

  it('says so when somebody had taken it further, and is a draft again', async () => {
    const { delivery, orderId } = await revision();
    at.bench.company.personEditsOrder(orderId, { status: 'ForInvoicing' });
    const journal = at.journalOf();
    await deliver(delivery, journal);

    expect(journal.notes).toMatchObject([{ code: 'ORDER_DRAFT_AGAIN' }]);
    expect(ours()).toMatchObject([{ status: 'Draft' }]);
  });

  it('says nothing of rows where nobody touched them', async () => {
    const { delivery, orderId } = await revision();
    const journal = at.journalOf();
    await deliver({ ...delivery, changes: { orderId: String(orderId), before: anOrder().rows } }, journal);
    expect(journal.notes).toEqual([]);
  });

  it.each(SILENT)('is changed once in the end: %j', async (fault) => {
    const { delivery, orderId } = await revision();
    at.plan('SaveInvoices', fault);
    const journal = at.journalOf();
    expect(await failureOf(deliver(delivery, journal))).toMatchObject({ next: 'look-up-first' });

    await deliverToTheEnd(delivery, journal);

    expect(ours()).toMatchObject([{ orderId, rows: [{ quantity: '7' }] }]);
  });

  it('is sent again when only its rows stand there, and not its head', async () => {
    const { delivery } = await revision({ rows: anOrder().rows, note: 'Ny merknad' });
    at.plan('SaveInvoices', { kind: 'dropBeforeSaving' });
    const journal = at.journalOf();
    await failureOf(deliver(delivery, journal));

    await deliverToTheEnd(delivery, journal);

    expect(ours()[0]?.invoiceText).toContain('Ny merknad');
  });

  it('goes back to being a draft when somebody has let it go to invoicing', async () => {
    const { delivery, orderId } = await revision();
    at.bench.company.personEditsOrder(orderId, { status: 'ForInvoicing' });
    await deliver(delivery);
    expect(ours()).toMatchObject([{ status: 'Draft', rows: [{ quantity: '7' }] }]);
  });

  it.each<[string, (orderId: number) => unknown, string]>([
    ['is issued', (orderId) => at.bench.company.personInvoicesOrder(orderId), 'ORDER_ISSUED'],
    [
      'is packed',
      (orderId) => at.bench.company.personEditsOrder(orderId, { status: 'Pack' }),
      'ORDER_ISSUED',
    ],
    ['is gone', (orderId) => at.bench.company.personDeletesOrder(orderId), 'ORDER_GONE'],
  ])('is left alone when it %s, and a person is told', async (_what, happens, code) => {
    const { delivery, orderId } = await revision();
    happens(orderId);
    const before = JSON.stringify(at.bench.company.orders());

    expect(await failureOf(deliver(delivery))).toMatchObject({ code, next: 'ask-a-human', refused: true });

    expect(at.calls('SaveInvoices')).toBe(1);
    expect(JSON.stringify(at.bench.company.orders())).toBe(before);
  });

  it.each<[string, (orderId: number) => unknown, string]>([
    ['is issued', (orderId) => at.bench.company.personInvoicesOrder(orderId), 'ORDER_ISSUED'],
    ['is gone', (orderId) => at.bench.company.personDeletesOrder(orderId), 'RECORD_REFUSED'],
  ])('is left alone when it %s between our look and our save', async (_what, happens, code) => {
    const { delivery, orderId } = await revision();
    const over: Partial<MemoryJournalOptions> = {
      beforeSend: (step) => (step === 'save-order' ? void happens(orderId) : undefined),
    };

    expect(await failureOf(deliver(delivery, at.journalOf(over)))).toMatchObject({ code, refused: true });
    expect(ours().every(({ rows }) => rows.length === 3)).toBe(true);
  });

  it.each<[string, (orderId: number) => unknown, string]>([
    ['issued', (orderId) => at.bench.company.personInvoicesOrder(orderId), 'ORDER_ISSUED'],
    ['deleted', (orderId) => at.bench.company.personDeletesOrder(orderId), 'ORDER_GONE'],
  ])('is not made anew when its change was lost and it is %s', async (_what, happens, code) => {
    const { delivery, orderId } = await revision();
    at.plan('SaveInvoices', { kind: 'dropBeforeSaving' });
    const journal = at.journalOf();
    await failureOf(deliver(delivery, journal));
    happens(orderId);

    await expect(deliverToTheEnd(delivery, journal)).rejects.toMatchObject({ code, refused: true });
    expect(at.calls('SaveInvoices')).toBe(2);
  });
});

describe('orders that are looked up', () => {
  it('are found in few calls, with what they come to', async () => {
    const { reference } = await deliver(anOrderOf());
    const orders = Array.from({ length: 1001 }, (_, n) => ({
      order: anOrder(),
      reference: n === 1000 ? reference : { orderId: String(500_000 + n) },
    }));
    const before = at.calls('GetInvoices');

    const findings = await at.open().lookUpOrders([...orders, { order: anOrder(), reference: {} }]);

    expect(at.calls('GetInvoices') - before).toBe(3);
    expect(findings.filter(({ is }) => is === 'gone')).toHaveLength(1001);
    expect(findings[1000]).toEqual({
      is: 'draft',
      read: {
        ...{ gross: 91_314, vat: 13_482 },
        byRate: [
          { rate: 15, net: 59_760 },
          { rate: 25, net: 18_072 },
        ],
      },
    });
  });

  it('are not gone when one answer lacks its result', async () => {
    const { reference } = await deliver(anOrderOf());
    at.plan('GetInvoices', { kind: 'absentResultElement', saved: false });
    expect(await at.open().lookUpOrders([{ order: anOrder(), reference }])).toMatchObject([{ is: 'draft' }]);
  });
});
