import { comparable, osloInstant, wallTime, wallTimeOf } from './oslo-time.js';

describe("a till's clock", () => {
  it.each([
    ['in winter', '2026-11-23', '20:04:02', '2026-11-23T20:04:02+01:00'],
    ['in summer', '2026-07-01', '20:04:02', '2026-07-01T20:04:02+02:00'],
    ['before clocks go forward', '2026-03-29', '01:59:59', '2026-03-29T01:59:59+01:00'],
    ['in the hour that spring leaves out', '2026-03-29', '02:30:00', '2026-03-29T02:30:00+01:00'],
    ['after clocks went forward', '2026-03-29', '03:00:00', '2026-03-29T03:00:00+02:00'],
    ['before clocks go back', '2026-10-25', '01:59:59', '2026-10-25T01:59:59+02:00'],
    ['in the hour that comes twice, the first time', '2026-10-25', '02:30:00', '2026-10-25T02:30:00+02:00'],
    ['after clocks went back', '2026-10-25', '03:00:00', '2026-10-25T03:00:00+01:00'],
    ['with a fraction of a second', '2026-11-23', '20:04:02.987', '2026-11-23T20:04:02+01:00'],
    ['with an offset of its own', '2026-11-23', '19:04:02Z', '2026-11-23T19:04:02Z'],
    ['with an offset at the date', '2026-11-23+01:00', '20:04:02', '2026-11-23T20:04:02+01:00'],
  ])('%s is Oslo time', (_, date, time, instant) => {
    const wall = wallTime(date, time);
    expect(wall && osloInstant(wall)).toBe(instant);
  });

  it.each([
    ['2026-02-30', '10:00:00'],
    ['2026-11-23', '24:00:00'],
    ['2026-11-23', '10:60:00'],
    ['23.11.2026', '10:00:00'],
    ['2026-11-23', '10:00'],
    ['2026-11-23', undefined],
    [undefined, '10:00:00'],
    ['', ''],
  ])('is refused when there is no %s %s', (date, time) => {
    expect(wallTime(date, time)).toBeUndefined();
  });

  it('compares as numbers, and comes back from them', () => {
    const early = { date: '2026-11-23', time: '09:59:59', offset: undefined };
    const late = { date: '2026-11-23', time: '10:00:00', offset: undefined };
    expect(comparable(early)).toBeLessThan(comparable(late));
    expect(wallTimeOf(comparable(early))).toEqual({ date: '2026-11-23', time: '09:59:59' });
  });
});
