import { netByRate, type CountedRow } from './24so.order-sums.js';

const row = (over: Partial<CountedRow> = {}): CountedRow => ({
  ...{ rate: 25, price: 10_000, quantity: '1', discount: '0' },
  ...over,
});

describe('the base of each rate', () => {
  it.each<[string, Partial<CountedRow>, net: number]>([
    ['four decimals', { quantity: '1.2345' }, 12_345],
    ['five decimals', { quantity: '1.23455' }, 12_346],
    ['six decimals', { quantity: '0.333333' }, 3333],
    ['a discount of six decimals', { discount: '33.333333' }, 6667],
    ['both', { quantity: '3.141593', discount: '12.345678' }, 27_537],
    ['half an øre goes up', { price: 1, quantity: '0.5' }, 1],
    ['less than half does not', { price: 1, quantity: '0.499999' }, 0],
    ['a credit is the mirror of its sale', { price: 1, quantity: '-0.5' }, -1],
  ])('is exact with %s', (_what, over, net) => {
    expect(netByRate([row(over)], false)).toEqual([{ rate: 25, net }]);
  });

  it('is without VAT where prices hold it, and added up by rate', () => {
    const rows = [row({ price: 12_500 }), row({ price: 12_501 }), row({ rate: 15, price: 11_500 })];
    expect(netByRate(rows, true)).toEqual([
      { rate: 25, net: 20_001 },
      { rate: 15, net: 10_000 },
    ]);
  });

  it('is not told where something is no decimal', () => {
    expect(netByRate([row({ quantity: '1e3' })], false)).toBeNull();
  });
});
