import { addDays, daysBetween, norwegianDate, osloDate, osloDateTime } from './dates.js';

describe('A day in Oslo', () => {
  it.each([
    ['2026-11-23T22:59:59Z', '2026-11-23', '23.11.2026 23:59'],
    ['2026-11-23T23:00:00Z', '2026-11-24', '24.11.2026 00:00'],
    ['2026-06-30T21:59:00Z', '2026-06-30', '30.06.2026 23:59'],
    ['2026-06-30T22:00:00Z', '2026-07-01', '01.07.2026 00:00'],
    ['2026-12-31T23:00:00Z', '2027-01-01', '01.01.2027 00:00'],
  ])('%s is on %s', (instant, day, people) => {
    expect(osloDate(new Date(instant))).toBe(day);
    expect(osloDateTime(new Date(instant))).toBe(people);
  });

  it('is counted in days, whatever the clocks do in between', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(norwegianDate('2026-11-23')).toBe('23.11.2026');
  });
});
