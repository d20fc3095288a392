import { clockText, dateText, instantOf, wallOf } from './oslo-clock.js';

const wall = (text: string) => Date.parse(`${text}Z`);

describe("Oslo's clocks", () => {
  it.each([
    ['in winter', '2026-11-23T20:04:02', '2026-11-23T19:04:02Z'],
    ['in summer', '2026-07-01T20:04:02', '2026-07-01T18:04:02Z'],
    ['before they go forward', '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
    ['after they went forward', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
    ['before the hour that comes twice', '2026-10-25T01:59:59', '2026-10-24T23:59:59Z'],
    ['after the hour that came twice', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
    ['in the spring of 2027', '2027-03-28T03:00:00', '2027-03-28T01:00:00Z'],
    ['in the autumn of 2027', '2027-10-31T03:00:00', '2027-10-31T02:00:00Z'],
  ])('%s show %s', (_, shown, instant) => {
    expect(wallOf(new Date(instant))).toBe(wall(shown));
    expect(instantOf(wall(shown)).toISOString()).toBe(instant.replace('Z', '.000Z'));
  });

  it('show an hour twice, of which a wall time is the first', () => {
    expect(wallOf(new Date('2026-10-25T00:30:00Z'))).toBe(wall('2026-10-25T02:30:00'));
    expect(wallOf(new Date('2026-10-25T01:30:00Z'))).toBe(wall('2026-10-25T02:30:00'));
    expect(instantOf(wall('2026-10-25T02:30:00')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('leave an hour out, whose wall times are those an hour later', () => {
    const instant = instantOf(wall('2026-03-29T02:30:00'));
    expect(instant.toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(wallOf(instant)).toBe(wall('2026-03-29T03:30:00'));
  });

  it('are written as people write them', () => {
    expect(clockText(wall('2026-11-23T06:09:59'))).toBe('06:09');
    expect(clockText(wall('2026-11-23T00:00:00'))).toBe('00:00');
    expect(dateText(wall('2026-11-23T23:59:59'))).toBe('23.11.2026');
  });
});
