import { instantOf, localText } from './duell.times.js';

describe('a time of DUELL’s', () => {
  it.each([
    ['2026-11-23 20:04:05', 'Europe/Oslo', '2026-11-23T19:04:05.000Z'],
    ['2026-07-23 20:04:05', 'Europe/Oslo', '2026-07-23T18:04:05.000Z'],
    ['2026-07-23 20:04:05', 'UTC', '2026-07-23T20:04:05.000Z'],
    ['2026-11-23T20:04', 'Europe/Oslo', '2026-11-23T19:04:00.000Z'],
    ['2026-11-23T20:04:05.123Z', 'Europe/Oslo', '2026-11-23T20:04:05.000Z'],
    ['2026-11-23T20:04:05+02:00', 'UTC', '2026-11-23T18:04:05.000Z'],
    // Clocks are put back: the later of two hours, so that nothing is missed.
    ['2026-10-25 02:30:00', 'Europe/Oslo', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25 01:59:59', 'Europe/Oslo', '2026-10-24T23:59:59.000Z'],
    ['2026-10-25 03:00:00', 'Europe/Oslo', '2026-10-25T02:00:00.000Z'],
    // Clocks are put forward: an hour that never was.
    ['2026-03-29 02:30:00', 'Europe/Oslo', '2026-03-29T01:30:00.000Z'],
  ] as const)('%s in %s is %s', (text, zone, instant) => {
    expect(instantOf(text, zone)?.toISOString()).toBe(instant);
  });

  it.each(['', '0000-00-00 00:00:00', '2026-13-01 00:00:00', '23.11.2026 20:04', '1795460682', 'null'])(
    'is none: %j',
    (text) => {
      expect(instantOf(text, 'Europe/Oslo')).toBeNull();
      expect(instantOf(text, 'UTC')).toBeNull();
    },
  );

  it('is written as DUELL’s own plugin writes it', () => {
    const at = new Date('2026-07-23T18:04:05.999Z');
    expect(localText(at, 'Europe/Oslo')).toBe('2026-07-23 20:04:05');
    expect(localText(at, 'UTC')).toBe('2026-07-23 18:04:05');
  });
});
