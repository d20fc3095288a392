import {
  changeStamp,
  dateTime,
  decimalIn,
  endOfDay,
  numberIn,
  oreOf,
  priceIn,
  stampedFrom,
  wholeNumber,
  xmlText,
} from './24so.wire.js';

describe('on the wire', () => {
  it('a date has no offset', () => {
    expect([dateTime('2026-03-29'), endOfDay('2026-03-29')]).toEqual([
      '2026-03-29T00:00:00',
      '2026-03-29T23:59:59',
    ]);
  });

  it.each([
    ['blåbær & <øl> "x" 😀', 'blåbær & <øl> "x" 😀'],
    ['a\u0000b\u0008c\u001f', 'abc'],
    ['half \ud83d and \ude00', 'half  and '],
    ['\ufffe\uffff', ''],
    ['<![CDATA[x]]></Comment>', 'x]]></Comment>'],
  ])('a text has nothing that XML cannot carry: %j', (text, fit) => {
    expect(xmlText(text)).toBe(fit);
  });

  it.each(['0', '7', '0042', '2147483647'])('%s is a number', (text) => {
    expect(wholeNumber('Kontoen', text)).toBe(Number(text));
  });

  it.each(['', ' 7', '-7', '1e3', '7.0', '2147483648', 'x'])('%j is none', (text) => {
    expect(() => wholeNumber('Kontoen', text)).toThrow('NOT_A_NUMBER');
  });

  it.each([
    ['-5000.0000', -500_000],
    ['0', 0],
    ['12.345', 1235],
    ['x', 0],
    [undefined, 0],
  ])('an amount in an answer: %j', (decimal, ore) => {
    expect(oreOf(decimal)).toBe(ore);
  });

  it.each([
    ['199.2000', 199.2, 19_920, '199.2'],
    [19.99, 19.99, 1999, null],
    ['-0.0050', -0.005, 0, '-0.005'],
    ['0', 0, 0, '0'],
    ['-79228162514264337593543950335', null, null, null],
    [-1.7976931348623157e308, null, null, null],
    ['', null, null, null],
    ['x', null, null, null],
    [undefined, null, null, null],
    [null, null, null, null],
  ])('a number in an answer: %j', (value, number, price, decimal) => {
    expect([numberIn(value), priceIn(value)]).toEqual([number, price]);
    if (typeof value !== 'number') expect(decimalIn(value)).toBe(decimal);
  });

  it('a search for changes begins earlier, and says so in UTC, or in Oslo time where that is assumed', () => {
    const since = stampedFrom(new Date('2026-07-01T10:00:30.500Z'));
    expect(changeStamp(since, { stampsAre: 'UTC' })).toBe('2026-07-01T09:58:30');
    expect(changeStamp(since, { stampsAre: 'Oslo' })).toBe('2026-07-01T11:58:00');
  });
});
