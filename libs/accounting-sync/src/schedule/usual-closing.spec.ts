import { instantOf } from './oslo-clock.js';
import { usualClosing } from './usual-closing.js';

/** `count` days back from 23 November 2026, newest first; `time` names each day's closing, null: not open. */
function closings(count: number, time: (daysBack: number) => string | null): Date[] {
  return Array.from({ length: count }, (_, daysBack) => {
    const clock = time(daysBack);
    if (clock === null) return [];
    const [hours = 0, minutes = 0] = clock.split(':').map(Number);
    const night = hours < 12 ? 24 : 0;
    return [instantOf(Date.UTC(2026, 10, 23 - daysBack, hours + night, minutes))];
  }).flat();
}

const minutesOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return ((hours + 12) % 24) * 60 + minutes;
};

describe('the usual closing time', () => {
  it.each([
    ['every evening at the same time', '20:00', closings(28, () => '20:00')],
    ['the next full quarter', '20:15', closings(28, () => '20:01')],
    ['after midnight, of the evening before', '02:30', closings(28, () => '02:30')],
    ['around midnight', '00:15', closings(28, (back) => (back % 2 ? '23:50' : '00:10'))],
    ['late on one evening a week', '21:00', closings(28, (back) => (back % 7 === 3 ? '21:00' : '18:00'))],
    ['late in the weekend', '03:00', closings(28, (back) => (back % 7 < 2 ? '03:00' : '23:00'))],
    [
      'after lunch and in the evening',
      '22:00',
      closings(14, () => '14:00').concat(closings(14, () => '22:00')),
    ],
    ['two odd nights in four weeks', '18:00', closings(28, (back) => (back < 2 ? '03:00' : '18:00'))],
    ['early before a holiday', '20:00', closings(28, (back) => (back % 6 === 0 ? '13:00' : '20:00'))],
    [
      'the next morning, by those who forget',
      '09:00',
      closings(28, (back) => (back % 3 ? '20:00' : '09:00')),
    ],
    ['in both halves of an October', '20:00', closings(60, () => '20:00').slice(20, 48)],
    ['the latest four weeks', '17:00', closings(60, (back) => (back < 28 ? '17:00' : '22:00'))],
  ])('is that of a shop that closes %s: %s', (_, clock, instants) => {
    expect(usualClosing(instants)).toEqual({ minutes: minutesOf(clock), known: true });
  });

  it.each([0, 1, 9])('is 23:00 while only %d closings are known', (count) => {
    expect(usualClosing(closings(count, () => '17:00'))).toEqual({
      minutes: minutesOf('23:00'),
      known: false,
    });
  });

  it('is known from ten closings on', () => {
    expect(usualClosing(closings(10, () => '17:00'))).toEqual({ minutes: minutesOf('17:00'), known: true });
  });

  it('leaves what it is given as it is', () => {
    const given = closings(12, (back) => (back % 2 ? '18:00' : '22:00'));
    const before = [...given];
    usualClosing(given);
    expect(given).toEqual(before);
  });
});
