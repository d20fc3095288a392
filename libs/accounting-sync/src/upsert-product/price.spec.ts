import fc from 'fast-check';
import { priceExVat, priceIncVat, shelfPrice } from './price.js';

const RATES = [0, 11.11, 12, 15, 25];
const price = fc.integer({ min: -100_000_000, max: 100_000_000 });

describe('The price without VAT', () => {
  it.each([
    [24_900, 25, 19_920],
    [22_908, 15, 19_920],
    [100, 11.11, 90],
    [10_000, 12, 8929],
    [7, 25, 6],
    [-24_900, 25, -19_920],
    [0, 25, 0],
    [12_345, 0, 12_345],
  ])('of %i øre at %d %% is %i', (incVat, rate, exVat) => {
    expect(priceExVat(incVat, rate)).toBe(exVat);
  });

  it('is never a rounding away from the shelf price by more than half an øre and its VAT', () => {
    fc.assert(
      fc.property(price, fc.constantFrom(...RATES), (incVat, rate) => {
        expect(Math.abs(priceIncVat(priceExVat(incVat, rate), rate) - incVat)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('The shelf price that comes back', () => {
  it('is the one that was sent, whatever the accounting system keeps of it', () => {
    fc.assert(
      fc.property(price, fc.constantFrom(...RATES), fc.boolean(), (incVat, rate, keepsShelfPrice) => {
        const there = { exVat: priceExVat(incVat, rate), incVat: keepsShelfPrice ? incVat : null, rate };

        expect(shelfPrice(there, incVat)).toBe(incVat);
      }),
    );
  });

  it.each([
    ['changed there: its own shelf price, if that fits', { exVat: 2, incVat: 2, rate: 25 }, 99, 2],
    [
      'changed there, and the shelf price left behind: calculated',
      { exVat: 20_000, incVat: 24_900, rate: 25 },
      24_900,
      25_000,
    ],
    [
      'changed there, without a shelf price: calculated, half up',
      { exVat: 21, incVat: null, rate: 15 },
      99,
      24,
    ],
    ['new to DUELL', { exVat: 19_920, incVat: null, rate: 25 }, null, 24_900],
    ['only a shelf price there', { exVat: null, incVat: 500, rate: 25 }, 400, 500],
    ['no price at all', { exVat: null, incVat: null, rate: 25 }, 400, null],
  ])('%s', (_, there, duell, expected) => {
    expect(shelfPrice(there, duell)).toBe(expected);
  });
});
