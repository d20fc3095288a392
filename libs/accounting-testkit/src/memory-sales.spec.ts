import type { OrderDelivery } from '@accounting/port';
import { aConnection } from './builders.js';
import { anItemRow, anOrder, anOrderDelivery, aCustomerRecord, aProductRecord } from './builders-sales.js';
import { InMemoryBooks } from './in-memory-books.js';
import { MemoryBatchJournal } from './memory-batch-journal.js';
import { MemoryCompany } from './memory-company.js';
import { MemoryJournal } from './memory-journal.js';
import type { InMemoryBooksOptions } from './memory-port.js';
import { memoryTools } from './memory-tools.js';
import { totalsOf } from './memory-totals.js';
import { inPlace, revised } from './order-worker.js';
import { TestClock } from './test-clock.js';

function openBooks(options: Partial<InMemoryBooksOptions> = {}) {
  const clock = new TestClock();
  const company = new MemoryCompany({ clock });
  const tools = memoryTools({ clock });
  const port = new InMemoryBooks(company, options).open(aConnection(), tools);
  const journal = () => new MemoryJournal({ clock, timing: port.timing });
  const batch = (...keys: string[]) => new MemoryBatchJournal({ clock, timing: port.timing }).of(keys);
  const deliver = (delivery: OrderDelivery, own = journal()) => port.deliverOrder(delivery, own);
  return { company, clock, tools, port, journal, batch, deliver };
}

const withRow = (over: Parameters<typeof anItemRow>[0]) =>
  anOrderDelivery({ order: anOrder({ rows: [anItemRow(over)] }) });

describe('The orders of the in-memory books', () => {
  it.each([
    ['CUSTOMER_GONE', anOrderDelivery({ customer: aCustomerRecord({ erpId: '99' }) })],
    ['PRODUCT_GONE', anOrderDelivery({ products: [aProductRecord({ erpId: '99' })] })],
    ['PRODUCT_GONE', withRow({ product: 'of no delivery' })],
    ['ACCOUNT_UNKNOWN', withRow({ account: '9999' })],
    ['VAT_CODE_UNKNOWN', withRow({ vatCode: '99' })],
    ['DEPARTMENT_UNKNOWN', anOrderDelivery({ order: anOrder({ department: '99' }) })],
    ['ORDER_GONE', anOrderDelivery({ changes: { orderId: 'O99' } })],
  ])('are refused with %s', async (code, delivery) => {
    const { company, deliver } = openBooks();

    await expect(deliver(delivery)).rejects.toMatchObject({ code, next: 'ask-a-human', refused: true });
    expect(company.orders()).toEqual([]);
  });

  it('take no customer that a person deleted', async () => {
    const { company, deliver } = openBooks();
    const receipt = await deliver(anOrderDelivery());
    company.personDeletesCustomer(receipt.customerId);

    const again = revised(anOrderDelivery(), receipt);

    await expect(deliver(again)).rejects.toMatchObject({ code: 'CUSTOMER_GONE' });
  });

  it('are found again, with their customer, by a journal that has forgotten them', async () => {
    const { company, deliver } = openBooks();
    const receipt = await deliver(anOrderDelivery());

    const known = { ...anOrderDelivery(), products: inPlace(anOrderDelivery(), receipt).products };

    expect(await deliver(known)).toEqual(receipt);
    expect([company.orders().length, company.customers().length]).toEqual([1, 1]);
  });

  it('say what a person changed before the lost answer was asked for', async () => {
    const { company, clock, deliver, journal } = openBooks();
    const own = journal();
    const receipt = await deliver(anOrderDelivery());
    const other = { ...inPlace(anOrderDelivery(), receipt), order: anOrder({ marker: 'anotherorder' }) };
    company.loseNextAnswer({ saved: true });
    await expect(deliver(other, own)).rejects.toMatchObject({ name: 'StepUndecided' });
    company.personEditsOrder('anotherorder', { note: 'Ring først' });
    await clock.advance(120_000);

    await deliver(other, own);

    expect(own.notes).toMatchObject([{ code: 'ORDER_CHANGED' }]);
  });

  it('add up row by row, each to whole øre, whichever way the sale was counted', () => {
    const row = { quantity: '1', price: 333, discountPercent: '50', vatRate: 25 };

    expect(totalsOf([row, row], false)).toEqual({ gross: 418, vat: 84, byRate: [{ rate: 25, net: 334 }] });
    expect(totalsOf([{ ...row, quantity: '-2' }], false)).toMatchObject({ gross: -416, vat: -83 });
    expect(totalsOf([{ ...row, quantity: '0.5', discountPercent: '0' }], true)).toMatchObject({
      gross: 167,
      vat: 33,
    });
  });

  it("leave their products' VAT on the rows where rows have none of their own", async () => {
    const { company, deliver } = openBooks({ rowVat: false });

    await deliver(withRow({ vatCode: '3', vatRate: 25 }));

    const [order] = company.orders();
    expect(company.orderBook.totals(order!)).toMatchObject({ vat: 8_964, byRate: [{ rate: 15 }] });
  });
});

describe('The registers of the in-memory books', () => {
  const chair = aProductRecord({ key: 'chair', number: 'S-1', name: 'Stol', category: 'Møbler', stock: '4' });
  const lamp = aProductRecord({ key: 'lamp', number: 'L-1', name: 'Lampe', category: 'Lys' });

  it('make a category that an earlier attempt did not ask for', async () => {
    const { company, port, batch } = openBooks();
    const journal = batch('chair');
    company.refuseRecord('S-1');
    await port.saveProducts([chair], journal, []);

    await port.saveProducts([chair, lamp], journal.of(['chair', 'lamp']), []);

    expect(company.categories().map(({ name }) => name)).toEqual(['Møbler', 'Lys']);
    expect(journal.sent.map(({ step }) => step)).toContain('save-categories-2');
  });

  it('take no product that was there before for one whose answer was lost', async () => {
    const { company, clock, port, batch } = openBooks();
    await port.saveProducts([lamp], batch('lamp'), []);
    const journal = batch('another');
    const another = { ...lamp, key: 'another' };
    company.loseNextAnswer({ saved: false });

    for (let attempt = 0; attempt < 3; attempt++) {
      await port.saveProducts([another], journal, []);
      await clock.advance(120_000);
    }

    expect(company.products().map(({ number }) => number)).toEqual(['L-1', 'L-1']);
  });

  it('count their writes by operation, and keep change stamps to the minute', async () => {
    const { company, clock, port, batch } = openBooks();
    await clock.advance(31_000);

    await port.saveProducts([chair, lamp], batch('chair', 'lamp'), []);

    expect(company.writes()).toEqual({ 'save-categories': 1, 'save-product': 1, 'set-stock': 1 });
    expect(company.products().map(({ changedAt }) => changedAt.toISOString())).toEqual([
      '2026-11-23T19:05:00.000Z',
      '2026-11-23T19:05:00.000Z',
    ]);
  });

  it('leave the stock alone where it cannot be written', async () => {
    const { company, port, batch } = openBooks({ stockWrite: false });

    const outcomes = await port.saveProducts([chair], batch('chair'), []);

    expect(outcomes.get('chair')).toMatchObject({ done: { erpId: '2' } });
    expect(company.products()).toMatchObject([{ stock: '0' }]);
  });

  it('answer pages of the size that was asked for', async () => {
    const { port, batch } = openBooks({ recordsPerPage: 1 });
    await port.saveProducts([chair, lamp], batch('chair', 'lamp'), []);

    const sizes = [];
    for await (const page of port.products(null)) sizes.push(page.length);

    expect(sizes).toEqual([1, 1]);
  });

  it('refuse to change what is not there, each alone', async () => {
    const { port, batch } = openBooks();
    const gone = { ...lamp, erpId: '99' };

    const outcomes = await port.saveProducts([gone, chair], batch('lamp', 'chair'), []);

    expect(outcomes.get('lamp')).toMatchObject({ failed: { code: 'PRODUCT_GONE' }, erpId: '99' });
    expect(outcomes.get('chair')?.failed).toBeUndefined();
  });
});

describe('In-memory books that take vouchers only', () => {
  const { port, journal, batch } = openBooks({ orders: false, products: false, customers: false });

  it.each([
    ['orders', () => port.deliverOrder(anOrderDelivery(), journal())],
    ['the state of orders', () => port.lookUpOrders([])],
    ['products', () => port.saveProducts([], batch(), [])],
    ['customers', () => port.saveCustomers([], batch())],
    ['the register of products', async () => port.products(null)],
    ['the register of customers', async () => port.customers(null)],
  ])('refuse %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_OFFERED', next: 'ask-a-human' });
  });
});
