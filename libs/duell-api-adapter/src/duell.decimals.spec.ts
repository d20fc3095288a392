import fc from 'fast-check';
import { decimal, difference, negative, sumOf } from './duell.decimals.js';

describe('a decimal', () => {
  it.each([
    ['12.500', '12.5'],
    ['12', '12'],
    ['12.', '12'],
    ['.5', '0.5'],
    ['007', '7'],
    ['+3', '3'],
    ['-0.00', '0'],
    ['-3.10', '-3.1'],
    [' 4 ', '4'],
    ['100', '100'],
  ])('%s is %s', (text, written) => {
    expect(decimal(text)).toBe(written);
  });

  it.each(['', '.', '-', 'ti', '1,5', '1e3', '1 000', '1.2.3', 'NaN', '--1'])('is not %j', (text) => {
    expect(decimal(text)).toBeNull();
  });

  it('is reckoned with to the last place, where floats are not', () => {
    expect(difference('0.3', '0.1')).toBe('0.2');
    expect(difference('10', '12.25')).toBe('-2.25');
    expect(sumOf('-0.1', '0.1')).toBe('0');
    expect(sumOf('90071992547409931', '0.001')).toBe('90071992547409931.001');
    expect(negative('-2')).toBe('2');
    expect(negative('0')).toBe('0');
  });

  it('comes back when what was taken off is added again', () => {
    const any = fc
      .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
      .map(([units, places]) => {
        const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
        const point = digits.length - places;
        return decimal(`${units < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`) ?? '';
      });
    fc.assert(fc.property(any, any, (a, b) => sumOf(difference(a, b), b) === a));
  });
});
