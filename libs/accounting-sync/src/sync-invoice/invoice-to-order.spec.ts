import { aGiftCardLine, aLine, anInvoice, anOrderContext, INVOICE_PLAN } from './invoice.builder.js';
import { invoiceToOrder, type OrderContext } from './invoice-to-order.js';
import { type Invoice } from './invoice.js';

function planned(invoice: Invoice = anInvoice(), over: Partial<OrderContext> = {}) {
  const result = invoiceToOrder(invoice, anOrderContext(over));
  if (result.is === 'held') throw new Error(`Held: ${result.reasons.map(({ code }) => code).join()}`);
  return result;
}

const heldFor = (invoice: Invoice, over: Partial<OrderContext> = {}) => {
  const result = invoiceToOrder(invoice, anOrderContext(over));
  return result.is === 'held' ? result.reasons.map(({ code }) => code) : [];
};

describe('An invoice basis as an order', () => {
  it('has a row for each line, with account and VAT by the sale, and the sums of the sale', () => {
    const lines = [aLine(), { type: 'text' as const, description: 'Levert 23.11.' }, aGiftCardLine];
    const { order } = planned(anInvoice({ lines, orderReference: 'PO 17' })).delivery;

    expect(order).toMatchObject({
      invoiceId: 'F-2201',
      marker: '4k7f3q2m9xwt',
      department: '2',
      orderReference: 'PO 17',
      pricesIncVat: false,
      totals: { net: 159_760, vat: 8964, gross: 168_724 },
    });
    expect(order.rows).toEqual([
      expect.objectContaining({
        product: '88',
        account: '3001',
        vatCode: '31',
        role: 'sales:31',
        path: 'lines[0]',
      }),
      { type: 'text', text: 'Levert 23.11.' },
      expect.objectContaining({
        product: 'GIFTCARD',
        account: '2901',
        vatCode: '0',
        vatRate: 0,
        vat: 0,
        price: 100_000,
      }),
    ]);
  });

  it("takes the role of the product's group before the general one, whatever category the product fell into", () => {
    const { order } = planned(
      anInvoice({ lines: [aLine({ group: '04006' }), aLine({ group: '04003' })] }),
    ).delivery;

    expect(order.rows).toMatchObject([
      { account: '3006', role: 'sales:31:04006' },
      { account: '3001', role: 'sales:31' },
    ]);
  });

  it('carries VAT of the sale, and not of today’s product', () => {
    const { order } = planned(
      anInvoice({ lines: [aLine({ vatCode: '3', vatRate: 25, vat: 14_940, gross: 74_700 })] }),
    ).delivery;

    expect(order.rows[0]).toMatchObject({ account: '3000', vatCode: '3', vatRate: 25 });
  });

  it('brings the products that its rows name, each once', () => {
    const { products } = planned(anInvoice({ lines: [aLine(), aLine(), aGiftCardLine] })).delivery;

    expect(products.map(({ key }) => key)).toEqual(['88', 'GIFTCARD']);
  });

  it.each([
    ['two of 500.00', { quantity: '2', gross: 100_000 }, { quantity: '2', price: 50_000 }],
    ['three that do not divide', { quantity: '3', gross: 100_000 }, { quantity: '1', price: 100_000 }],
    ['without a quantity', { quantity: undefined, gross: 100_000 }, { quantity: '1', price: 100_000 }],
    ['taken back', { quantity: '-1', gross: -100_000 }, { quantity: '-1', price: 100_000 }],
  ])('sells gift cards: %s', (_, line, row) => {
    const { order } = planned(anInvoice({ lines: [{ ...aGiftCardLine, ...line }] })).delivery;

    expect(order.rows).toMatchObject([row]);
  });

  it('leaves the stock alone where DUELL counts the goods, and names what it credits and what it changes', () => {
    const credits = { orderId: '900', invoiceNumber: null };
    const { delivery } = planned(anInvoice(), { skipStock: true, credits, changes: { orderId: '7' } });

    expect(delivery).toMatchObject({ order: { skipStock: true, credits }, changes: { orderId: '7' } });
  });

  it('says what rounding leaves: rows that do not come out, and øreavrunding, which no row carries', () => {
    const odd = aLine({ discountPercent: '12.5', net: 52_000, vat: 7800, gross: 59_800 });
    const { notes, delivery } = planned(anInvoice({ lines: [odd], rounding: 20, totalGross: 59_820 }));

    expect(notes.map(({ code, amount }) => [code, amount])).toEqual([
      ['ORDER_ROW_ROUNDED', 1],
      ['ORDER_ROUNDING_NOT_SENT', 20],
    ]);
    expect(delivery.order.rows[0]).toMatchObject({ text: 'Kaffe 1 kg (rabatt 12,5 %)' });
  });

  it('says nothing where nothing differs', () => {
    expect(planned().notes).toEqual([]);
  });
});

describe('An invoice basis is held', () => {
  const withoutGiftCards = Object.fromEntries(
    Object.entries(INVOICE_PLAN.roles).filter(([role]) => role !== 'giftCardSold'),
  );
  it.each([
    ['ACCOUNT_NOT_MAPPED', [aLine({ vatCode: '33' })], {}],
    ['ACCOUNT_NOT_MAPPED', [aGiftCardLine], { plan: { ...INVOICE_PLAN, roles: withoutGiftCards } }],
    [
      'VAT_CODE_MISSING',
      [aLine()],
      { plan: { voucherType: null, roles: { 'sales:31': { account: '3001' } } } },
    ],
    ['VAT_CODE_UNKNOWN', [aLine()], { vatCodes: [] }],
    ['VAT_RATE_DIFFERS', [aLine({ vatRate: 12 })], {}],
  ])('as %s', (code, lines, over) => {
    expect(heldFor(anInvoice({ lines }), over)).toEqual([code]);
  });

  it('for no VAT rate that a person has accepted, and for nothing where the list could not be read', () => {
    const invoice = anInvoice({ lines: [aLine({ vatRate: 12 })] });

    expect(heldFor(invoice, { confirmed: ['VAT_RATE_DIFFERS'] })).toEqual([]);
    expect(heldFor(invoice, { vatCodes: null })).toEqual([]);
  });
});
