import { inside } from './by-hand.js';
import { type AtWork, atWork, exceptionIn, orderXml, reasonIn, rowXml, textXml } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;
const save = (...orders: string[]) => at.caller.save('invoices', orders.join(''));
const order = (orderId = 1001) => at.kiosk.orders().find((one) => one.orderId === orderId);
const rows = (orderId = 1001) => order(orderId)?.rows ?? [];

describe('SaveInvoices changes an order', () => {
  beforeEach(async () => {
    await save(
      orderXml({ InvoiceTitle: 'Uke 11', OrderStatus: 'ForInvoicing' }, rowXml() + textXml('Levert')),
    );
    at.clock.pass(10 * MINUTE);
  });

  const head = (content: string) =>
    save(`<InvoiceOrder><OrderId>1001</OrderId>${content}<IncludeVAT xsi:nil="true" /></InvoiceOrder>`);
  const change = (...changed: string[]) => save(orderXml({ OrderId: 1001 }, changed.join('')));

  it('in what is given, and leaves the rest', async () => {
    await head('<OrderStatus>Draft</OrderStatus>');
    expect(order()).toMatchObject({ status: 'Draft', invoiceTitle: 'Uke 11', changedAt: at.clock.now() });
    expect(rows()).toHaveLength(2);

    await head('');
    await head('<OrderStatus>Web</OrderStatus>');
    expect(order()?.status).toBe('Draft');
  });

  it('row by row: one changed, one gone, one new, and none that is not mentioned', async () => {
    const edited =
      '<InvoiceRow><RowId>70001</RowId><Price>90.00</Price><ChangeState>Edit</ChangeState></InvoiceRow>';
    const gone = '<InvoiceRow><RowId>70002</RowId><ChangeState>Delete</ChangeState></InvoiceRow>';
    const [echo] = await change(edited, gone, rowXml({ Quantity: 1 }));

    expect(inside(echo ?? '', 'InvoiceRows').match(/<RowId>\d+/g)).toEqual([
      '<RowId>70001',
      '<RowId>70002',
      '<RowId>70003',
    ]);
    expect(rows()).toMatchObject([
      { rowId: 70001, price: 9_000, quantity: '2', name: 'Kaffe', vatRate: 15 },
      { rowId: 70003, price: 10_000, quantity: '1' },
    ]);
    await change(textXml('Takk'));
    expect(rows().map(({ rowId }) => rowId)).toEqual([70001, 70003, 70004]);
  });

  it('not in a row whose number comes without a change, and not in one that says nothing of it', async () => {
    const mention = '<InvoiceRow><RowId>70001</RowId></InvoiceRow>';
    const change1 = '<InvoiceRow><RowId>70001</RowId><Price>90.00</Price></InvoiceRow>';
    expect((await change(mention)).map(exceptionIn)).toEqual(['']);
    expect((await change(change1)).map(reasonIn)[0]).toContain('needs ChangeState Edit');
    expect(rows()[0]?.price).toBe(10_000);
  });

  it('whole or not at all', async () => {
    const gone = '<InvoiceRow><RowId>70002</RowId><ChangeState>Delete</ChangeState></InvoiceRow>';
    const echoes = await save(
      orderXml({ OrderId: 1001, InvoiceTitle: 'Ny' }, gone + rowXml({ ProductId: 9 })),
    );

    expect(echoes.map(exceptionIn)).toEqual(['DataBaseServerException']);
    expect(order()).toMatchObject({ invoiceTitle: 'Uke 11', rows: [{}, {}] });
  });

  it('never once it is invoiced', async () => {
    at.kiosk.personInvoicesOrder(1001);
    const echoes = await head('<OrderStatus>Draft</OrderStatus>');

    expect(echoes.map(exceptionIn)).toEqual(['OrderIsLockedException']);
    expect(order()).toMatchObject({ status: 'Invoiced', invoiceId: 10_001, invoicedBy: 'person' });
  });

  it('into an invoice when it says so, and it is remembered who did it', async () => {
    const [echo] = await head('<OrderStatus>Invoiced</OrderStatus>');

    expect(echo).toContain('<OrderStatus>Invoiced</OrderStatus><InvoiceId>10001</InvoiceId>');
    expect(order()).toMatchObject({ invoiceId: 10_001, invoicedBy: 'api', dateInvoiced: '2026-03-15' });
    const cash = await save(orderXml({ OrderStatus: 'InvoicedCashAccount' }, rowXml()));
    expect(cash[0]).toContain('<InvoiceId>10002</InvoiceId>');
  });
});

describe('the VAT of a row', () => {
  const rateOf = async (row: string) => {
    await save(orderXml({}, row));
    return at.kiosk.orders().at(-1)?.rows[0]?.vatRate;
  };

  it('is its product’s category’s, as it was then', async () => {
    expect(await rateOf(rowXml())).toBe(15);
    at.kiosk.personSetsCategoryVat(2, 12);
    expect(await rateOf(rowXml())).toBe(12);
    expect(rows(1001)[0]?.vatRate).toBe(15);
  });

  it.each([
    ['<TaxCode>3</TaxCode>', 25],
    ['<TaxRate>12.00</TaxRate>', 12],
    ['<TaxCode>31</TaxCode><TaxRate>15</TaxRate>', 15],
    ['<TaxAccount>2700</TaxAccount><TaxCode>5</TaxCode>', 0],
    ['<TaxAccount>2700</TaxAccount>', 15],
  ])('is what it says itself: %s', async (settings, rate) => {
    expect(await rateOf(rowXml({ TaxSettings: settings }))).toBe(rate);
  });

  it('is none of a text’s, whatever is said of it', async () => {
    expect(await rateOf(textXml('Takk', { TaxSettings: '<TaxCode>3</TaxCode>' }))).toBeUndefined();
  });

  it('follows another product, and tax settings that come later', async () => {
    await save(orderXml({}, rowXml()));
    const gift = at.kiosk.addProduct({ number: 'GIFTCARD', name: 'Gavekort', taxRate: 0 });
    const edit = (content: string) =>
      save(orderXml({ OrderId: 1001 }, `<InvoiceRow>${content}</InvoiceRow>`));

    await edit(`<ProductId>${gift}</ProductId><RowId>70001</RowId><ChangeState>Edit</ChangeState>`);
    expect(rows()[0]).toMatchObject({ productNo: 'GIFTCARD', vatRate: 0, name: 'Kaffe' });
    await edit(
      '<RowId>70001</RowId><ChangeState>Edit</ChangeState><TaxSettings><TaxCode>3</TaxCode></TaxSettings>',
    );
    expect(rows()[0]?.vatRate).toBe(25);
  });
});
