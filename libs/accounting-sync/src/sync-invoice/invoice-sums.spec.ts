import { invoiceSchema } from './invoice.js';
import { invoiceSumFaults } from './invoice-sums.js';

/** The contract's own example. */
function anInvoice(over: object = {}) {
  return invoiceSchema.parse({
    id: 'F-2201',
    date: '2026-11-23',
    customer: { id: '501' },
    lines: [
      {
        type: 'product',
        productId: '88',
        description: 'Kaffe 1 kg',
        quantity: '3',
        unitPriceExVat: 19920,
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
}

describe('the sums of an invoice', () => {
  it.each([
    ['of the contract', {}],
    ['with rounding', { rounding: -24, totalGross: 168700 }],
    ['of nothing', { lines: [], totalNet: 0, totalVat: 0, totalGross: 0 }],
  ])('%s are right', (_, over) => {
    expect(invoiceSumFaults(anInvoice(over))).toEqual([]);
  });

  it('are held against each line and each total', () => {
    const [product, giftCard] = anInvoice().lines;
    const lines = [
      { ...product, vat: 8965 },
      { ...giftCard, net: 90000, vat: 10000 },
    ];
    expect(invoiceSumFaults(anInvoice({ lines }))).toEqual([
      { text: 'beløpet med mva på linje 1 (Kaffe 1 kg)', path: 'lines[0].gross', is: 68724, shouldBe: 68725 },
      { text: 'mva på linje 2 (Gavekort)', path: 'lines[1].vat', is: 10000, shouldBe: 0 },
      { text: 'sum uten mva', path: 'totalNet', is: 159760, shouldBe: 149760 },
      { text: 'sum mva', path: 'totalVat', is: 8964, shouldBe: 18965 },
    ]);
  });
});
