import { nearest, plainDecimal, scaled } from './decimals.js';
import { type Countable, totalsOf } from './totals.js';

const row = (over: Countable = {}): Countable => ({ price: 10_000, quantity: '1', vatRate: 25, ...over });
const sums = (rows: Countable[], includeVat = false, vatRounding: 'row' | 'order' = 'row') => {
  const { totalIncVat, totalVat } = totalsOf(rows, includeVat, vatRounding);
  return [totalIncVat - totalVat, totalVat, totalIncVat];
};

describe('the sums of an order', () => {
  it.each<[string, Countable[], number[]]>([
    ['of nothing', [], [0, 0, 0]],
    ['of one', [row()], [10_000, 2_500, 12_500]],
    ['of several', [row({ quantity: '3' })], [30_000, 7_500, 37_500]],
    ['of a text', [row(), {}], [10_000, 2_500, 12_500]],
    ['with a discount', [row({ discountRate: '12.5' })], [8_750, 2_188, 10_938]],
    ['with all of it as discount', [row({ discountRate: '100' })], [0, 0, 0]],
    ['of a fraction of a piece', [row({ price: 999, quantity: '0.3333' })], [333, 83, 416]],
    ['with half an øre, away from zero', [row({ price: 1, quantity: '0.5', vatRate: 0 })], [1, 0, 1]],
    ['of a return, the mirror of its sale', [row({ price: 1, quantity: '-0.5', vatRate: 0 })], [-1, 0, -1]],
    [
      'of a negative price',
      [row({ price: -19_920, quantity: '3', vatRate: 15 })],
      [-59_760, -8_964, -68_724],
    ],
    ['at 11.11 %', [row({ vatRate: 11.11 })], [10_000, 1_111, 11_111]],
    [
      'of more than a float can hold',
      [row({ price: 900_719_925_474_099, vatRate: 0 })],
      [900_719_925_474_099, 0, 900_719_925_474_099],
    ],
  ])('%s', (_what, rows, expected) => {
    expect(sums(rows)).toEqual(expected);
  });

  it.each<[string, Countable[], number[]]>([
    ['of one', [row({ price: 12_500 })], [10_000, 2_500, 12_500]],
    ['with a rounded net', [row({ price: 100, vatRate: 15 })], [87, 13, 100]],
    ['of a return', [row({ price: 100, quantity: '-1', vatRate: 15 })], [-87, -13, -100]],
    ['without VAT', [row({ price: 100, vatRate: 0 })], [100, 0, 100]],
  ])('are split out of prices with VAT: %s', (_what, rows, expected) => {
    expect(sums(rows, true)).toEqual(expected);
  });

  const three = [1, 2, 3].map(() => row({ price: 2, vatRate: 25 }));
  it('have their VAT rounded on each row, or once for each rate', () => {
    expect(sums(three)).toEqual([6, 3, 9]);
    expect(sums(three, false, 'order')).toEqual([6, 2, 8]);
    expect(sums([...three, row({ price: 2, vatRate: 15 })], false, 'order')).toEqual([8, 2, 10]);
    expect(sums([...three, row({ price: 4, vatRate: 15 })], false, 'order')).toEqual([10, 3, 13]);
    expect(sums(three, true)).toEqual([6, 0, 6]);
    expect(sums(three, true, 'order')).toEqual([5, 1, 6]);
  });
});

describe('decimals', () => {
  it.each([
    ['12.5', 2, 1250n],
    ['-0.05', 2, -5n],
    ['+7', 0, 7n],
    ['1.2300', 2, 123n],
    ['1.231', 2, undefined],
    ['x', 2, undefined],
  ])('%s to %i places', (decimal, places, expected) => {
    expect(scaled(decimal, places)).toBe(expected);
  });

  it.each([
    ['0012.500', '12.5'],
    ['-0.00', '0'],
    ['-3', '-3'],
    ['100', '100'],
  ])('%s is %s', (decimal, expected) => {
    expect(plainDecimal(decimal)).toBe(expected);
  });

  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
  ])('%s / %s is nearest to %s', (numerator, denominator, expected) => {
    expect(nearest(numerator, denominator)).toBe(expected);
  });
});
