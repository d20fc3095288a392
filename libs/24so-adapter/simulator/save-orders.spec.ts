import { type AtWork, atWork, exceptionIn, orderXml, reasonIn, rowXml, textXml } from './by-hand-sales.js';

let at: AtWork;

beforeEach(async () => {
  at = await atWork();
});

afterEach(() => at.stop());

type Fields = Parameters<typeof orderXml>[0];
const save = (...orders: string[]) => at.caller.save('invoices', orders.join(''));
const order = (orderId = 1001) => at.kiosk.orders().find((one) => one.orderId === orderId);
const rows = (orderId = 1001) => order(orderId)?.rows ?? [];

describe('SaveInvoices makes an order', () => {
  it('with the next number, and echoes what was sent with the numbers, but no sums', async () => {
    const [echo] = await save(
      orderXml(
        { DateOrdered: '2026-03-14T00:00:00', ReferenceNumber: 'ord-7c1b' },
        rowXml() + textXml('Levert'),
      ),
    );

    expect(echo).toBe(
      '<OrderId>1001</OrderId><CustomerId>10000</CustomerId><OrderStatus>Draft</OrderStatus>' +
        '<DateOrdered>2026-03-14T00:00:00</DateOrdered><IncludeVAT xsi:nil="true" /><InvoiceRows>' +
        '<InvoiceRow><ProductId>55</ProductId><RowId>70001</RowId><Price>100.00</Price><Name>Kaffe</Name>' +
        '<Quantity>2</Quantity><ChangeState>Add</ChangeState></InvoiceRow>' +
        '<InvoiceRow><RowId>70002</RowId><Name>Levert</Name><ChangeState>Add</ChangeState><Type>Text</Type></InvoiceRow>' +
        '</InvoiceRows><ReferenceNumber>ord-7c1b</ReferenceNumber>',
    );
    expect(order()).toMatchObject({
      status: 'Draft',
      customerId: 10000,
      dateOrdered: '2026-03-14',
      referenceNumber: 'ord-7c1b',
      includeVat: false,
      changedAt: at.clock.now(),
      totalIncVat: 23_000,
      totalVat: 3_000,
      rows: [
        {
          rowId: 70001,
          type: 'Normal',
          productId: 55,
          productNo: 'K-1000',
          price: 10_000,
          quantity: '2',
          vatRate: 15,
        },
        { rowId: 70002, type: 'Text', name: 'Levert' },
      ],
    });
  });

  it('with a quantity and a discount of which only the value counts', async () => {
    await save(orderXml({}, rowXml({ Quantity: '02.50', DiscountRate: '10.00' })));
    expect(rows()[0]).toMatchObject({ quantity: '2.5', discountRate: '10' });
  });

  it('of the caller’s own number, and goes on from there', async () => {
    await save(orderXml({ OrderId: 5000 }));
    expect((await save(orderXml()))[0]).toContain('<OrderId>5001</OrderId>');
  });

  it('in the web tray when it says nothing of a state', async () => {
    await save('<InvoiceOrder><CustomerId>10000</CustomerId><IncludeVAT xsi:nil="true" /></InvoiceOrder>');
    expect(order()?.status).toBe('Web');
  });

  it('with what it leaves out copied from the customer, and from the product', async () => {
    const addresses = { Post: { Street: 'Strandgata 1' } };
    const { id } = at.kiosk.personSavesCustomer({
      changes: { name: 'Fjord AS', addresses, paymentTime: 14 },
    });
    const nameless = rowXml().replace('<Name>Kaffe</Name>', '');
    await save(
      orderXml({ CustomerId: id }, nameless),
      orderXml({ CustomerId: id, CustomerName: 'Fjord', PaymentTime: 30 }),
    );

    expect(order(1001)).toMatchObject({ customerName: 'Fjord AS', addresses, paymentTime: 14 });
    expect(rows()[0]?.name).toBe('Kaffe 1 kg');
    expect(order(1002)).toMatchObject({ customerName: 'Fjord', addresses, paymentTime: 30 });
  });

  it('twice when it is asked twice', async () => {
    for (let time = 0; time < 2; time += 1) await save(orderXml({ ReferenceNumber: 'ord-7c1b' }));
    expect(at.kiosk.orders().map(({ orderId }) => orderId)).toEqual([1001, 1002]);
  });

  it('anew where a person has deleted the one of that number', async () => {
    await save(orderXml({}, rowXml()));
    at.kiosk.personDeletesOrder(1001);
    await save(orderXml({ OrderId: 1001, InvoiceTitle: 'Igjen' }));

    expect(order()).toMatchObject({ invoiceTitle: 'Igjen', rows: [] });
  });
});

describe('SaveInvoices refuses', () => {
  it.each<[string, Fields, string, string]>([
    ['a customer who is not there', { CustomerId: 9 }, 'DataBaseServerException', 'CustomerId 9'],
    ['a department that is not there', { DepartmentId: 9 }, 'DataBaseServerException', 'DepartmentId 9'],
    ['a project that is not there', { ProjectId: 9 }, 'DataBaseServerException', 'ProjectId 9'],
    ['a sales type that is not there', { TypeOfSaleId: 99 }, 'DataBaseServerException', 'TypeOfSaleId 99'],
    [
      'a payment method that is not there',
      { PaymentMethodId: 9 },
      'DataBaseServerException',
      'PaymentMethodId 9',
    ],
    ['an order to refer to', { ReferenceOrderId: 9 }, 'DataBaseServerException', 'ReferenceOrderId 9'],
    ['an invoice to refer to', { ReferenceInvoiceId: 9 }, 'DataBaseServerException', 'ReferenceInvoiceId 9'],
    ['number 0', { OrderId: 0 }, 'DataBaseServerException', 'OrderId 0'],
    ['an invoice number', { InvoiceId: 9 }, 'ArgumentException', 'InvoiceId is set by the service'],
    ['a sum', { OrderTotalIncVat: '1.00' }, 'ArgumentException', 'OrderTotalIncVat is set by the service'],
    ['a payment', { PaymentAmount: '1.00' }, 'ArgumentException', 'PaymentAmount is not modelled'],
    ['a time of day', { DateOrdered: '2026-03-14T12:00:00' }, 'ArgumentException', '2026-03-14T12:00:00'],
  ])('%s, and saves the next record', async (_what, fields, exception, reason) => {
    const echoes = await save(orderXml(fields), orderXml({ InvoiceTitle: 'Neste' }));

    expect(echoes.map(exceptionIn)).toEqual([exception, '']);
    expect(reasonIn(echoes[0])).toContain(reason);
    expect(at.kiosk.orders().map(({ invoiceTitle }) => invoiceTitle)).toEqual(['Neste']);
  });

  it('a record without customer', async () => {
    const echoes = await save('<InvoiceOrder><IncludeVAT xsi:nil="true" /></InvoiceOrder>');
    expect(echoes.map(exceptionIn)).toEqual(['ParameterNotFoundException']);
  });

  it('a customer who was deleted', async () => {
    at.kiosk.personDeletesCustomer(10000);
    expect((await save(orderXml())).map(exceptionIn)).toEqual(['DataBaseServerException']);
  });

  const tax = (content: string) => rowXml({ TaxSettings: content });
  it.each<[string, string, string, string]>([
    ['an unknown product', rowXml({ ProductId: 9 }), 'DataBaseServerException', 'ProductId 9'],
    ['an unknown type group', rowXml({ TypeGroupId: 99 }), 'DataBaseServerException', 'TypeGroupId 99'],
    ['an unknown department', rowXml({ DepartmentId: 9 }), 'DataBaseServerException', 'DepartmentId 9'],
    ['an unknown project', rowXml({ ProjectId: 9 }), 'DataBaseServerException', 'ProjectId 9'],
    ['an unknown tax code', tax('<TaxCode>99</TaxCode>'), 'DataBaseServerException', 'TaxCode 99'],
    [
      'an unknown tax account',
      tax('<TaxAccount>99</TaxAccount>'),
      'DataBaseServerException',
      'TaxAccount 99',
    ],
    ['a rate that no code has', tax('<TaxRate>24</TaxRate>'), 'ArgumentException', 'TaxRate 24'],
    [
      'another rate than the code’s',
      tax('<TaxCode>3</TaxCode><TaxRate>15</TaxRate>'),
      'ArgumentException',
      'tax code 3',
    ],
    ['a rate of its own', rowXml({ VatRate: 15 }), 'ArgumentException', 'VatRate is set by the service'],
    ['its product’s number', rowXml({ ProductNo: 'K-1000' }), 'ArgumentException', 'ProductNo is set by'],
    [
      'no product',
      rowXml().replace('<ProductId>55</ProductId>', ''),
      'ParameterNotFoundException',
      'ProductId',
    ],
    ['no price', rowXml().replace('<Price>100.00</Price>', ''), 'ArgumentException', 'Price and Quantity'],
    [
      'no quantity',
      rowXml().replace('<Quantity>2</Quantity>', ''),
      'ArgumentException',
      'Price and Quantity',
    ],
    ['a fifth decimal', rowXml({ Quantity: '1.00001' }), 'ArgumentException', 'more than four decimals'],
    ['too much discount', rowXml({ DiscountRate: '100.5' }), 'ArgumentException', 'DiscountRate 100.5'],
    ['less than no discount', rowXml({ DiscountRate: '-1' }), 'ArgumentException', 'DiscountRate -1'],
    ['text without text', textXml(''), 'ParameterNotFoundException', 'Name'],
    ['text with a price', textXml('x', { Price: '1.00' }), 'ArgumentException', 'A text row has no'],
    ['text with a product', textXml('x', { ProductId: 55 }), 'ArgumentException', 'A text row has no'],
    ['text with a quantity', textXml('x', { Quantity: 1 }), 'ArgumentException', 'A text row has no'],
    ['a number before it is saved', rowXml({ RowId: 1 }), 'ArgumentException', 'no RowId yet'],
    ['no word of being new', rowXml({ ChangeState: 'None' }), 'ArgumentException', 'needs ChangeState Add'],
    [
      'a number that is not there',
      rowXml({ RowId: 1, ChangeState: 'Edit' }),
      'DataBaseServerException',
      'no row 1',
    ],
    ['a product that is gone', rowXml({ ProductId: 56 }), 'DataBaseServerException', 'ProductId 56'],
  ])('a row with %s, and its whole order', async (_what, row, exception, reason) => {
    at.kiosk.personDeletesProduct(at.kiosk.addProduct({ number: 'X', name: 'Borte' }));
    const echoes = await save(orderXml({}, rowXml() + row));

    expect(echoes.map(exceptionIn)).toEqual([exception]);
    expect(reasonIn(echoes[0])).toContain(reason);
    expect(at.kiosk.orders()).toEqual([]);
  });

  it.each([
    ['CustomerName', 100],
    ['CustomerDeliveryName', 250],
    ['CustomerDeliveryPhone', 25],
    ['YourReference', 50],
    ['InvoiceTitle', 300],
    ['InvoiceText', 750],
    ['OCR', 32],
    ['CustomerOrgNo', 20],
    ['ReferenceNumber', 50],
    ['InvoiceEmailAddress', 250],
    ['ProductionNumber', 20],
    ['GLNNumber', 13],
  ])('a %s of more than %i characters', async (field, longest) => {
    const echoes = await save(
      orderXml({ [field]: 'x'.repeat(longest) }),
      orderXml({ [field]: 'x'.repeat(longest + 1) }),
    );
    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException']);
    expect(reasonIn(echoes[1])).toBe(`${field} is longer than ${longest}`);
  });

  it('a row’s name of more than 300 characters', async () => {
    const echoes = await save(...[300, 301].map((length) => orderXml({}, textXml('x'.repeat(length)))));
    expect(echoes.map(exceptionIn)).toEqual(['', 'DataBaseServerException']);
  });
});
