import fc from 'fast-check';
import { extended } from './decimal.js';
import { aLine } from './invoice.builder.js';
import { orderPrices, type ProductLine } from './order-prices.js';

const pricesOf = (...lines: ProductLine[]) => {
  const { incVat, rows } = orderPrices({ lines });
  return { incVat, rows: lines.map((line) => rows.get(line)) };
};

describe('What a row of an order states', () => {
  it('is what the till shows, where price, quantity and discount come to the net', () => {
    const discounted = aLine({ discountPercent: '10', net: 53_784, vat: 8068, gross: 61_852 });

    expect(pricesOf(aLine(), discounted)).toEqual({
      incVat: false,
      rows: [
        { price: 19_920, discountPercent: '0', comesTo: 59_760 },
        { price: 19_920, discountPercent: '10', comesTo: 53_784 },
      ],
    });
  });

  it('is a discount in kroner as percent, where two decimals tell it exactly', () => {
    const line = aLine({
      discountPercent: undefined,
      discountAmount: 5976,
      net: 53_784,
      vat: 8068,
      gross: 61_852,
    });

    expect(pricesOf(line).rows).toEqual([{ price: 19_920, discountPercent: '10.00', comesTo: 53_784 }]);
  });

  it('is a price with VAT, when that alone reproduces every gross', () => {
    // 7 × 9.90 with VAT = 69.30: net 55.44, and 7 × 7.92 is that; 3 × 3.33 with VAT = 9.99: net 7.99, and 3 × 2.66 is not.
    const one = aLine({
      quantity: '3',
      unitPriceExVat: 266,
      unitPriceIncVat: 333,
      vatRate: 25,
      net: 799,
      vat: 200,
      gross: 999,
    });
    const other = aLine({
      quantity: '7',
      unitPriceExVat: 792,
      unitPriceIncVat: 990,
      vatRate: 25,
      net: 5544,
      vat: 1386,
      gross: 6930,
    });

    expect(pricesOf(one, other)).toEqual({
      incVat: true,
      rows: [
        { price: 333, discountPercent: '0', comesTo: 999 },
        { price: 990, discountPercent: '0', comesTo: 6930 },
      ],
    });
  });

  it('is the price after discount, with the discount in words, where neither comes out; the others stay as shown', () => {
    const odd = aLine({ discountPercent: '12.5', net: 52_000, vat: 7800, gross: 59_800 });
    const inKroner = aLine({
      discountPercent: undefined,
      discountAmount: 1000,
      unitPriceExVat: undefined,
      net: 58_760,
      vat: 8814,
      gross: 67_574,
    });

    expect(pricesOf(odd, inKroner, aLine())).toEqual({
      incVat: false,
      rows: [
        { price: 17_333, discountPercent: '0', comesTo: 51_999, discountInText: 'rabatt 12,5 %' },
        { price: 19_587, discountPercent: '0', comesTo: 58_761, discountInText: 'rabatt 10,00 kr' },
        { price: 19_920, discountPercent: '0', comesTo: 59_760 },
      ],
    });
  });

  it('is the same of a credit, with the quantity negative', () => {
    const credit = aLine({ quantity: '-3', net: -59_760, vat: -8964, gross: -68_724 });

    expect(pricesOf(credit).rows).toEqual([{ price: 19_920, discountPercent: '0', comesTo: -59_760 }]);
  });

  it('is at most half an øre a piece from the net', () => {
    const quantity = fc.integer({ min: 1, max: 5000 }).map((thousandths) => (thousandths / 100).toFixed(2));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), quantity, (net, many) => {
        const [row] = pricesOf(aLine({ unitPriceExVat: undefined, quantity: many, net })).rows;

        expect(Math.abs((row?.comesTo ?? 0) - net)).toBeLessThanOrEqual(Math.ceil(Number(many) / 2) + 1);
      }),
    );
  });

  it('is calculated without floating point', () => {
    expect(extended(105, '1', '50')).toBe(53);
    expect(extended(-105, '1', '50')).toBe(-53);
    expect(extended(9_007_199_254_740, '999', '0')).toBe(9_007_199_254_740 * 999);
    expect(extended(333, '0.333333', '33.333333')).toBe(74);
  });
});
