import { DailySlot } from './daily-slot.js';

const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const at20 = { minutes: 8 * 60, known: true };

/** The slot of a shop that closes at 20:00, at a time of the night: `place` of the ten hours from 21:00 to 07:00. */
const slotAt = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new DailySlot(at20, (((hours + 3) % 24) * 60 + minutes) / 600);
};

describe('the daily slot', () => {
  it.each([
    ['from an hour after closing', 20, 0, '2026-11-23T21:00:00+01:00'],
    ['until seven in the morning', 20, 0.99999, '2026-11-24T06:59:59+01:00'],
    ['somewhere between', 20, 0.5, '2026-11-24T02:00:00+01:00'],
    ['in the afternoon, for who closes at 15', 15, 0, '2026-11-23T16:00:00+01:00'],
    ['within two hours, for who closes at 5', 29, 0, '2026-11-24T06:00:00+01:00'],
    ['within two hours, for who closes at 5', 29, 0.99999, '2026-11-24T07:59:59+01:00'],
    ['before noon, for who closes in the morning', 33, 0.5, '2026-11-24T11:00:00+01:00'],
  ])('comes %s', (_, closes, place, instant) => {
    const slot = new DailySlot({ minutes: (closes - 12) * 60, known: true }, place);
    expect(slot.on(dayOf('2026-11-23'))).toEqual(new Date(instant));
  });

  it.each([
    ['before the gap', '01:30', '2026-03-28', '2026-03-29T01:30:00+01:00'],
    ['in the gap: an hour later', '02:30', '2026-03-28', '2026-03-29T03:30:00+02:00'],
    ['after the gap', '03:30', '2026-03-28', '2026-03-29T03:30:00+02:00'],
    ['in the gap of 2027', '02:00', '2027-03-27', '2027-03-28T03:00:00+02:00'],
    ['before the doubled hour', '01:30', '2026-10-24', '2026-10-25T01:30:00+02:00'],
    ['in the doubled hour: the first', '02:30', '2026-10-24', '2026-10-25T02:30:00+02:00'],
    ['after the doubled hour', '03:30', '2026-10-24', '2026-10-25T03:30:00+01:00'],
    ['in the doubled hour of 2027', '02:00', '2027-10-30', '2027-10-31T02:00:00+02:00'],
  ])('%s is on Oslo’s clocks (%s)', (_, clock, day, instant) => {
    expect(slotAt(clock).on(dayOf(day))).toEqual(new Date(instant));
  });

  it.each([
    ['a run before closing time leaves tonight’s slot', '2026-11-23T19:59:59+01:00', '2026-11-23'],
    ['so does one after it, long before the slot', '2026-11-23T21:59:59+01:00', '2026-11-23'],
    ['four hours before the slot it takes its place', '2026-11-23T22:00:00+01:00', '2026-11-24'],
    ['as does the slot’s own run', '2026-11-24T02:00:00+01:00', '2026-11-24'],
    ['and one at any time until the next closing', '2026-11-24T19:59:59+01:00', '2026-11-24'],
  ])('%s', (_, ranAt, day) => {
    expect(new DailySlot(at20, 0.5).dayAfter(new Date(ranAt))).toBe(dayOf(day));
  });

  it('takes no run before closing time for the day’s, however near the slot', () => {
    expect(new DailySlot(at20, 0).dayAfter(new Date('2026-11-23T19:59:59+01:00'))).toBe(dayOf('2026-11-23'));
    expect(new DailySlot(at20, 0).dayAfter(new Date('2026-11-23T20:00:00+01:00'))).toBe(dayOf('2026-11-24'));
  });

  it('is looked for from an instant on', () => {
    const slot = new DailySlot(at20, 0.5);
    expect(slot.dayFrom(new Date('2026-11-24T02:00:00+01:00'))).toBe(dayOf('2026-11-23'));
    expect(slot.dayFrom(new Date('2026-11-24T02:00:01+01:00'))).toBe(dayOf('2026-11-24'));
    const late = new DailySlot({ minutes: 24 * 60, known: true }, 0.999);
    expect(late.dayFrom(new Date('2026-11-24T12:30:00+01:00'))).toBe(dayOf('2026-11-23'));
  });

  it('says by when the shop has closed', () => {
    expect(new DailySlot({ minutes: 870, known: true }, 0).closingText()).toEqual({
      closing: '02:30',
      known: true,
    });
  });
});
