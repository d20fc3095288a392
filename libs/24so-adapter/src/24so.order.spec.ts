import { anItemRow, anOrder } from '@accounting/testkit';
import type { Order } from '@accounting/port';
import { settled, type Assumptions, type TwentyFourSoOptions } from './24so.options.js';
import { headStands, isIssued, isOpen, readBackOf, rowsStand, stateOf } from './24so.order-proof.js';
import { orderOf, referenceNumber } from './24so.order.js';

const place = {
  customerId: '10021',
  productIds: { '88': '57', '89': '56' },
  productNames: { '88': 'Kaffe' },
  groups: { '3001': 2 },
};

function translated(over: Partial<Order> = {}, how: Partial<Assumptions> = {}) {
  const options = settled({ apiUrl: '', webservicesUrl: '', ...how } as TwentyFourSoOptions);
  return orderOf(anOrder(over), place, options);
}
const rowOf = (over: Parameters<typeof anItemRow>[0], how?: Partial<Assumptions>) =>
  translated({ rows: [anItemRow(over)] }, how).sent.rows[0];

describe('our order in their words', () => {
  it('is a draft that is sent to nobody, whatever else it is', () => {
    expect(translated().sent).toMatchObject({ OrderStatus: 'Draft', Distributor: 'Manual' });
  });

  it('says whether its prices hold VAT', () => {
    expect(translated({ pricesIncVat: true }).sent.IncludeVAT).toBe(true);
    expect(translated({ pricesIncVat: false }).sent.IncludeVAT).toBe(false);
  });

  it('has days to pay in where it has a due date later than its own', () => {
    expect(translated({ dueDate: '2026-12-07' }).sent.PaymentTime).toBe(14);
    for (const dueDate of [null, '2026-11-23', '2026-11-01'])
      expect(translated({ dueDate }).sent).not.toHaveProperty('PaymentTime');
  });

  it('leaves out what DUELL does not say', () => {
    const empty = { yourReference: '', ourReference: '', orderReference: '', note: '', orderNumber: null };
    const { sent } = translated({ ...empty, skipStock: false });
    for (const name of ['YourReference', 'InvoiceText', 'CustomerReferenceNo', 'SkipStock', 'DeliveryDate'])
      expect(sent).not.toHaveProperty(name);
    for (const name of ['DepartmentId', 'ReferenceOrderId']) expect(sent).not.toHaveProperty(name);
  });

  it('carries its marker whole, however long its number is', () => {
    const marker = '7h2d9c4n1xrk';
    expect(referenceNumber(anOrder())).toBe(`F-2201 [${marker}]`);
    const long = referenceNumber(anOrder({ invoiceId: 'ø'.repeat(80) }));
    expect(long).toHaveLength(50);
    expect(long.endsWith(` [${marker}]`)).toBe(true);
  });

  it('is cut where it is too long, and the log says so', () => {
    const { sent, notes } = translated({
      ...{ yourReference: 'r'.repeat(51), orderReference: 'o'.repeat(51), text: 't'.repeat(301) },
      note: `${'n'.repeat(749)}😀`,
      rows: [anItemRow({ text: 'æ'.repeat(301) }), { type: 'text', text: `${'å'.repeat(299)}😀` }],
    });
    expect([sent.YourReference, sent.CustomerReferenceNo]).toEqual(['r'.repeat(50), 'o'.repeat(50)]);
    expect([sent.InvoiceTitle, sent.InvoiceText]).toEqual(['t'.repeat(300), 'n'.repeat(749)]);
    expect(sent.rows.map(({ Name }) => Name)).toEqual(['æ'.repeat(300), 'å'.repeat(299)]);
    expect(notes).toMatchObject([{ code: 'TEXT_CUT' }]);
    for (const field of ['deres referanse', 'ordrereferanse', 'tittel', 'fakturatekst', 'varelinje'])
      expect(notes[0]?.message).toContain(`${field} (`);
    expect(notes[0]?.message).toContain(' og tekstlinje (300 tegn).');
  });
});

describe('a row', () => {
  it('has its price to the øre and its quantity as it is, negative on a credit', () => {
    expect(rowOf({ price: 5, quantity: '-0.25', discountPercent: '33.33' })).toEqual({
      ...{ ProductId: 57, Price: '0.05', Name: 'Kaffe 1 kg', DiscountRate: '33.33', Quantity: '-0.25' },
      ...{ ChangeState: 'Add', TypeGroupId: 2, Type: 'Normal' },
      TaxSettings: { TaxCode: 31, TaxRate: '15.00' },
    });
    expect(rowOf({ price: -1 })).toMatchObject({ Price: '-0.01' });
  });

  it.each(['0', '0.00'])('says nothing of a discount of %s', (discountPercent) => {
    expect(rowOf({ discountPercent })).not.toHaveProperty('DiscountRate');
  });

  it('says "no VAT" in so many words', () => {
    expect(rowOf({ vatCode: '0', vatRate: 0 })).toMatchObject({
      TaxSettings: { TaxCode: 0, TaxRate: '0.00' },
    });
  });

  it('leaves VAT to its product where that is switched so', () => {
    expect(rowOf({}, { rowVatBy: 'none' })).not.toHaveProperty('TaxSettings');
  });

  it('whose account has no type group goes without one', () => {
    expect(rowOf({ account: '2908' })).not.toHaveProperty('TypeGroupId');
  });

  it('without a text is called as its product', () => {
    expect(rowOf({ text: '' })).toMatchObject({ Name: 'Kaffe' });
  });

  it('with a VAT code that is no number is not sent', () => {
    expect(() => rowOf({ vatCode: '3a' })).toThrow('NOT_A_NUMBER');
  });
});

describe('an order that is there', () => {
  const { sent } = translated();
  const [coffee, , text] = sent.rows;
  const rows = sent.rows.map((row, at) => ({ ...row, RowId: 9 - at }));
  const there = { ...sent, OrderId: 1007, InvoiceRows: { InvoiceRow: rows } };
  const withRows = (...InvoiceRow: object[]) => ({ ...there, InvoiceRows: { InvoiceRow } });

  it('has our rows, in whatever order and with whatever decimals', () => {
    expect(rowsStand(there, sent)).toBe(true);
    expect(rowsStand(withRows(...[...rows].reverse()), sent)).toBe(true);
    const finer = rows.map((row) =>
      'Price' in row ? { ...row, Price: `${row.Price}00`, Quantity: `${row.Quantity}.0000` } : row,
    );
    expect(rowsStand(withRows(...finer), sent)).toBe(true);
  });

  it('has others when one is missing, twice there, or different', () => {
    expect(rowsStand(withRows(...rows.slice(1)), sent)).toBe(false);
    expect(rowsStand(withRows(...rows, rows[0] ?? {}), sent)).toBe(false);
    expect(rowsStand(withRows({ ...coffee, Quantity: '4' }, ...rows.slice(1)), sent)).toBe(false);
    expect(rowsStand(withRows(...rows.slice(0, -1), { ...text, Name: 'Hentet' }), sent)).toBe(false);
    expect(rowsStand({ ...there, InvoiceRows: null }, sent)).toBe(false);
  });

  it('has our head, or another', () => {
    expect(
      headStands({ ...there, InvoiceText: sent.InvoiceText?.replaceAll('\n', '\r\n') ?? '' }, sent),
    ).toBe(true);
    expect(headStands({ ...there, IncludeVAT: true }, sent)).toBe(false);
    expect(headStands({ ...there, InvoiceText: 'Annet' }, sent)).toBe(false);
    expect(headStands({ ...there, PaymentTime: 30 }, sent)).toBe(false);
  });

  it.each([
    [{ OrderStatus: 'Draft' }, true, false],
    [{ OrderStatus: 'ForInvoicing' }, true, false],
    [{}, true, false],
    [{ OrderStatus: 'Invoiced', InvoiceId: 10_001 }, false, true],
    [{ OrderStatus: 'InvoicedCashAccount' }, false, true],
    [{ OrderStatus: 'Draft', InvoiceId: 10_001 }, false, true],
    [{ OrderStatus: 'Pack' }, false, false],
    [{ OrderStatus: 'Inactive' }, false, false],
    [{ OrderStatus: 'SomethingNew' }, false, false],
  ])('%j: open %s, issued %s', (order, open, issued) => {
    expect([isOpen(order), isIssued(order)]).toEqual([open, issued]);
  });

  it('is pointed out by its numbers', () => {
    expect(stateOf({ OrderId: 7, CustomerId: 9, OrderStatus: 'Invoiced', InvoiceId: 10_001 })).toEqual({
      state: 'posted',
      reference: { orderId: '7', customerId: '9', invoiceNumber: '10001' },
    });
  });
});

describe('what the service counts', () => {
  const row = (over: object = {}) => ({ VatRate: '25.0000', Price: '100.4000', Quantity: '2.0000', ...over });
  const order = (IncludeVAT: boolean | null, ...InvoiceRow: object[]) => ({
    ...{ OrderTotalIncVat: '251.00', OrderTotalVat: '50.20', IncludeVAT, InvoiceRows: { InvoiceRow } },
  });

  it('is read in øre, its bases by rate', () => {
    const cup = row({ DiscountRate: '10' });
    const bread = row({ VatRate: '15.00', Price: '0.05', Quantity: '-1' });
    expect(readBackOf(order(null, row(), cup, bread, { Type: 'Text', Name: 'x' }))).toEqual({
      ...{ gross: 25_100, vat: 5_020 },
      byRate: [
        { rate: 25, net: 20_080 + 18_072 },
        { rate: 15, net: -5 },
      ],
    });
  });

  it('is taken out of prices that hold VAT, row by row', () => {
    const odd = row({ VatRate: '11.11', Price: '99.99', Quantity: '1' });
    expect(readBackOf(order(true, row(), odd))?.byRate).toEqual([
      { rate: 25, net: 16_064 },
      { rate: 11.11, net: 8_999 },
    ]);
  });

  it.each([{ VatRate: undefined }, { Price: undefined }, { Quantity: undefined }])(
    'has no bases where a row does not tell: %j',
    (over) => {
      expect(readBackOf(order(false, row(), row(over)))).toEqual({ gross: 25_100, vat: 5_020, byRate: null });
    },
  );

  it.each(['OrderTotalIncVat', 'OrderTotalVat'])('is nothing without %s', (name) => {
    expect(readBackOf({ ...order(false, row()), [name]: '-79228162514264337593543950335' })).toBeNull();
  });
});
