import { inside, seen } from './by-hand.js';
import { type AtWork, atWork, orderXml, recordsIn, rowXml, textXml } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

const MINUTE = 60_000;
const save = (...orders: string[]) => at.caller.save('invoices', orders.join(''));
const order = (orderId = 1001) => at.kiosk.orders().find((one) => one.orderId === orderId);
const rows = (orderId = 1001) => order(orderId)?.rows ?? [];

describe('GetInvoices', () => {
  const ids = async (filter: string) =>
    (await at.caller.orders(filter, ['OrderId'])).map((record) => Number(inside(record, 'OrderId')));

  beforeEach(async () => {
    at.kiosk.personSavesCustomer({ changes: { name: 'Bar AS' } });
    await save(
      orderXml(
        { ExternalStatus: 311, IncludeVAT: true, ReferenceNumber: 'ord-1' },
        rowXml() + textXml('Levert'),
      ),
      orderXml({ CustomerId: 10001, OrderStatus: 'Offer' }),
    );
    at.clock.pass(10 * MINUTE);
    await save(orderXml({ OrderStatus: 'ForInvoicing' }, rowXml()));
    at.kiosk.personInvoicesOrder(1003);
  });

  it.each([
    ['<CustomerIds><int>10000</int></CustomerIds>', [1001, 1003]],
    ['<ChangedAfter>2026-03-15T05:13:00</ChangedAfter>', [1003]],
    ['<ChangedAfter>2026-03-15T05:03:00</ChangedAfter>', [1001, 1002, 1003]],
    [
      '<OrderStates><OrderSlipStateType>Offer</OrderSlipStateType><OrderSlipStateType>Invoiced</OrderSlipStateType></OrderStates>',
      [1002, 1003],
    ],
    ['<InvoiceIds><int>10001</int></InvoiceIds>', [1003]],
    ['<OrderIds><int>1002</int><int>1001</int><int>7</int></OrderIds>', [1002, 1001]],
    ['<ExternalStatus><int>311</int></ExternalStatus>', [1001]],
    [
      '<CustomerIds><int>10000</int></CustomerIds><OrderIds><int>1002</int><int>1003</int></OrderIds>',
      [1003],
    ],
    ['<InvoiceIds></InvoiceIds>', []],
  ])('finds by %s', async (filter, expected) => {
    expect(await ids(filter)).toEqual(expected);
  });

  it('tells what was named, with fresh sums, and leaves out what has its default', async () => {
    expect(
      await at.caller.orders('<OrderIds><int>1001</int><int>1003</int></OrderIds>', [
        'OrderId',
        'InvoiceId',
        'OrderStatus',
        'IncludeVAT',
        'OrderTotalIncVat',
        'OrderTotalVat',
        'ReferenceNumber',
        'DateChanged',
        'DateInvoiced',
      ]),
    ).toEqual([
      '<OrderId>1001</OrderId><OrderStatus>Draft</OrderStatus><DateChanged>2026-03-15T05:03:00</DateChanged>' +
        '<IncludeVAT>true</IncludeVAT><OrderTotalIncVat>200.00</OrderTotalIncVat>' +
        '<OrderTotalVat>26.09</OrderTotalVat><ReferenceNumber>ord-1</ReferenceNumber>',
      '<OrderId>1003</OrderId><OrderStatus>Invoiced</OrderStatus><InvoiceId>10001</InvoiceId>' +
        '<DateInvoiced>2026-03-15T00:00:00</DateInvoiced><DateChanged>2026-03-15T05:13:00</DateChanged>' +
        '<IncludeVAT>false</IncludeVAT><OrderTotalIncVat>230.00</OrderTotalIncVat>' +
        '<OrderTotalVat>30.00</OrderTotalVat>',
    ]);
  });

  const first = '<OrderIds><int>1001</int></OrderIds>';
  it('tells of rows only when they are asked for, and of each only what is named', async () => {
    const ofRows = ['RowId', 'ProductNo', 'Quantity', 'VatRate', 'Type'];

    expect(await at.caller.orders(first, ['OrderId'], ofRows)).toEqual([
      '<OrderId>1001</OrderId><IncludeVAT xsi:nil="true" />',
    ]);
    expect(inside((await at.caller.orders(first, ['InvoiceRows'], ofRows))[0] ?? '', 'InvoiceRows')).toBe(
      '<InvoiceRow><RowId>70001</RowId><VatRate>15.00</VatRate><Quantity>2</Quantity><ProductNo>K-1000</ProductNo></InvoiceRow>' +
        '<InvoiceRow><RowId>70002</RowId><Type>Text</Type></InvoiceRow>',
    );
  });

  it('rounds VAT where the switch says', async () => {
    await save(orderXml({}, [1, 2, 3].map(() => rowXml({ Price: '0.03', Quantity: 1 })).join('')));
    const vat = async () =>
      inside(
        (await at.caller.orders('<OrderIds><int>1004</int></OrderIds>', ['OrderTotalVat']))[0]!,
        'OrderTotalVat',
      );

    expect(await vat()).toBe('0.00');
    at.kiosk.switches.vatRounding = 'order';
    expect(await vat()).toBe('0.01');
  });

  it.each([
    ['no filter', '', ['OrderId'], 'Please specify at least one search parameter'],
    ['no property', first, [], 'at least one return property'],
    ['an unknown property', first, ['OrderNo'], "There is no property 'OrderNo'"],
    ['rows without a property', first, ['InvoiceRows'], 'at least one return property'],
    [
      'more ids than it takes',
      `<OrderIds>${'<int>1</int>'.repeat(1001)}</OrderIds>`,
      ['OrderId'],
      '1001 ids',
    ],
    [
      'more customers than it takes',
      `<CustomerIds>${'<int>1</int>'.repeat(1001)}</CustomerIds>`,
      ['OrderId'],
      '1001 ids',
    ],
  ])('refuses %s', async (_what, filter, wanted, text) => {
    expect(await seen(at.caller.ordering(filter, wanted))).toContain(text);
  });

  it('takes a thousand ids', async () => {
    expect(await ids(`<OrderIds>${'<int>1001</int>'.repeat(1000)}</OrderIds>`)).toEqual([1001]);
  });
});

describe('people', () => {
  beforeEach(async () => {
    await save(orderXml({ ReferenceNumber: 'ord-1' }, rowXml() + textXml('Levert')));
    at.clock.pass(10 * MINUTE);
  });

  it('edit an order: its head, its rows, one more and one less', () => {
    const edited = at.kiosk.personEditsOrder(1001, {
      invoiceTitle: 'Uke 12',
      rows: [{ rowId: 70001, price: 20_000 }],
      newRows: [{ productId: 55, price: 100, quantity: '1' }],
      deletedRows: [70002],
    });

    expect(edited).toMatchObject({ totalIncVat: 46_115, totalVat: 6_015, changedAt: at.clock.now() });
    expect(order()).toEqual(edited);
    expect(rows().map(({ rowId }) => rowId)).toEqual([70001, 70003]);
    expect(order()).toMatchObject({ invoiceTitle: 'Uke 12', referenceNumber: 'ord-1' });
  });

  it('invoice an order, which is then closed to everybody', () => {
    expect(at.kiosk.personInvoicesOrder(1001)).toBe(10_001);
    expect(order()).toMatchObject({ status: 'Invoiced', invoicedBy: 'person', changedAt: at.clock.now() });
    for (const hand of [
      () => at.kiosk.personInvoicesOrder(1001),
      () => at.kiosk.personEditsOrder(1001, {}),
      () => at.kiosk.personDeletesOrder(1001),
    ])
      expect(hand).toThrow('Order 1001 is invoice 10001');
  });

  it('do not change what a test holds in its hands, nor the other way round', () => {
    const held = order();
    held!.rows[0]!.price = 1;
    at.kiosk.personEditsOrder(1001, { rows: [{ rowId: 70001, quantity: '9' }] });

    expect(rows()[0]).toMatchObject({ price: 10_000, quantity: '9' });
    expect(held?.rows[0]?.quantity).toBe('2');
  });

  it('cannot do what makes no sense', () => {
    expect(() => at.kiosk.personInvoicesOrder(9)).toThrow('No order 9');
    expect(() => at.kiosk.personEditsOrder(1001, { rows: [{ rowId: 9 }] })).toThrow('No row 9');
    expect(() => at.kiosk.personEditsOrder(1001, { deletedRows: [9] })).toThrow('No row 9');
    expect(() => at.kiosk.personEditsOrder(1001, { customerId: 9 })).toThrow('There is no CustomerId 9');
    expect(() => at.kiosk.personEditsOrder(1001, { status: 'Invoiced' })).toThrow('Use personInvoicesOrder');
    expect(order()).toMatchObject({ status: 'Draft', rows: [{}, {}] });
  });

  it('delete an order', async () => {
    at.kiosk.personDeletesOrder(1001);
    expect(at.kiosk.orders()).toEqual([]);
    expect((await save(orderXml()))[0]).toContain('<OrderId>1002</OrderId>');
    expect(
      recordsIn(
        await at.caller.ordering('<OrderIds><int>1001</int></OrderIds>', ['OrderId']),
        'InvoiceOrder',
      ),
    ).toEqual([]);
  });
});
