import { compareOrder } from './compare-order.js';
import { aLine, anInvoice, anOrderContext } from './invoice.builder.js';
import { invoiceToOrder } from './invoice-to-order.js';

const invoice = anInvoice({
  lines: [aLine(), aLine({ vatCode: '3', vatRate: 25, vat: 14_940, gross: 74_700 })],
});
const planned = invoiceToOrder(invoice, anOrderContext());
if (planned.is === 'held') throw new Error('Held');
const { order } = planned.delivery;

const asSold = {
  gross: 143_424,
  vat: 23_904,
  byRate: [
    { rate: 15, net: 59_760 },
    { rate: 25, net: 59_760 },
  ],
};
const said = (read: Partial<typeof asSold>) =>
  compareOrder(order, { ...asSold, ...read }).map(({ code, amount }) => [code, amount]);

describe('What the accounting system adds an order up to', () => {
  it('is no news when it is what was sold', () => {
    expect(said({})).toEqual([]);
    expect(compareOrder(order, { ...asSold, byRate: null })).toEqual([]);
  });

  it.each([
    [1, 'ORDER_TOTAL_ROUNDED'],
    [-2, 'ORDER_TOTAL_ROUNDED'],
    [3, 'ORDER_TOTAL_DIFFERS'],
    [-10_000, 'ORDER_TOTAL_DIFFERS'],
  ])('differs by %i øre over two rows: %s', (off, code) => {
    expect(said({ gross: asSold.gross + off })).toEqual([[code, off]]);
  });

  it('is compared for each VAT rate: a base in another rate is named, a rounded one is not', () => {
    expect(
      said({
        byRate: [
          { rate: 15, net: 59_761 },
          { rate: 25, net: 59_759 },
        ],
      }),
    ).toEqual([]);
    expect(said({ byRate: [{ rate: 25, net: 119_520 }] })).toEqual([['ORDER_VAT_DIFFERS', 119_520]]);
    expect(said({ byRate: [...asSold.byRate, { rate: 12, net: 100 }] })).toEqual([
      ['ORDER_VAT_DIFFERS', 100],
    ]);
  });

  it('names a gift card that has VAT there', () => {
    const sale = anInvoice({
      lines: [aLine(), { type: 'giftCard', description: 'Gavekort', quantity: '1', gross: 100_000 }],
    });
    const sold = invoiceToOrder(sale, anOrderContext());
    if (sold.is === 'held') throw new Error('Held');
    const codes = (rate: number) =>
      compareOrder(sold.delivery.order, {
        ...sold.delivery.order.totals,
        byRate: [
          { rate: 15, net: 59_760 },
          { rate, net: 100_000 },
        ],
      }).map(({ code }) => code);

    expect(codes(0)).toEqual([]);
    expect(codes(25)).toEqual(['ORDER_VAT_DIFFERS', 'ORDER_GIFTCARD_HAS_VAT']);
  });
});
