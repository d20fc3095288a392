import { decimalKroner, nearestOre, norwegianKroner, oreFromDecimal, sum } from './money.js';

describe('An amount in øre', () => {
  it.each<[bigint, bigint, number]>([
    [1n, 2n, 1],
    [-1n, 2n, -1],
    [1n, -2n, -1],
    [1n, 3n, 0],
    [-1n, 3n, 0],
  ])('is the nearest of a fraction, half of one away from zero: %s of %s', (part, whole, ore) => {
    expect(nearestOre(part, whole)).toBe(ore);
  });

  it.each([
    [0, '0.00', '0,00'],
    [5, '0.05', '0,05'],
    [-5, '-0.05', '\u22120,05'],
    [123450, '1234.50', '1\u00a0234,50'],
    [-100000000, '-1000000.00', '\u22121\u00a0000\u00a0000,00'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91', '90\u00a0071\u00a0992\u00a0547\u00a0409,91'],
  ])('%i goes on a wire as %s and is read by people as %s', (ore, wire, people) => {
    expect(decimalKroner(ore)).toBe(wire);
    expect(norwegianKroner(ore)).toBe(people);
    expect(oreFromDecimal(wire)).toBe(ore);
  });

  it.each(['1', '1.5', '1.50', '1.5000', ' 1.50 ', '001.5'])('is read from %s', (text) => {
    expect([100, 150]).toContain(oreFromDecimal(text));
  });

  it.each(['', '1,50', '1e3', '1.505', '1.50001', '--1', '9007199254740993.00', 'NaN'])(
    'is not read from "%s"',
    (text) => {
      expect(() => oreFromDecimal(text)).toThrow(RangeError);
    },
  );

  it('is never half an øre, nor more than can be counted exactly', () => {
    expect(() => decimalKroner(0.5)).toThrow(RangeError);
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});
