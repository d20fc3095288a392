import { millionthsOf, oreOf, percentOf, signed, total } from './saf-t-decimal.js';

describe('an amount in the file', () => {
  it.each([
    ['0.00', 0],
    ['-0.00', 0],
    ['16.40', 1640],
    ['-16.4', -1640],
    ['+12', 1200],
    ['.5', 50],
    ['-.05', -5],
    ['12.', 1200],
    ['1.10', 110],
    ['4.35', 435],
    ['1.1000', 110],
    ['90071992547409.91', 9007199254740991],
  ])('%s is read digit by digit', (text, ore) => {
    expect(oreOf(text)).toBe(ore);
  });

  it.each([
    '',
    '.',
    '-',
    '1,50',
    '1 000.00',
    '1e3',
    '0x10',
    'NaN',
    '1.001',
    '12.3.4',
    '--1',
    '90071992547409.92',
  ])('%j is refused', (text) => {
    expect(oreOf(text)).toBeUndefined();
  });

  it('has six decimals in quantities and three in percentages', () => {
    expect(millionthsOf('0.355')).toBe(355_000);
    expect(percentOf('11.110')).toBe(11.11);
    expect(percentOf('25')).toBe(25);
  });
});

describe('its side', () => {
  it.each([
    [1640, 'C', 1640],
    [-1640, 'C', -1640],
    [1640, 'D', -1640],
    [-1640, 'D', -1640],
    [1640, undefined, 1640],
  ])('%d %s is %d', (amount, side, expected) => {
    expect(signed(amount, side)).toBe(expected);
  });

  it('makes no negative zero', () => {
    expect(Object.is(signed(0, 'D'), 0)).toBe(true);
  });
});

it('a sum that passes through what a number can hold exactly is none, even if it came back', () => {
  expect(total([Number.MAX_SAFE_INTEGER, 1, -1])).toBeNaN();
  expect(total([1, 2, -3])).toBe(0);
});
