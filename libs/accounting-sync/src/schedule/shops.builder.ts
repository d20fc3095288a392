import { type Kind } from '../transfer/transfer.js';
import { instantOf } from './oslo-clock.js';

/** Dice that fall the same way for the same seed (mulberry32): [0, 1). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A shop as it comes: when it closes, on which days, and what of it is transferred. */
export interface Shop {
  key: string;
  habit: Habit;
  kinds: Kind[];
  /** How likely something of a kind has changed on a day. */
  changes: Record<Kind, number>;
  /** The instant at which the till of a business day was closed; null: not open. Days count from 1970. */
  closedAt(day: number): Date | null;
}

/** Minutes after noon for Monday to Sunday; null: not open. */
interface Habit {
  name: string;
  share: number;
  closes: (number | null)[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = 12 * 60 * MINUTE;

const at = (hour: number, minutes = 0) => ((hour + 12) % 24) * 60 + minutes;
const week = (weekdays: number | null, saturday: number | null, sunday: number | null) => [
  ...Array<number | null>(5).fill(weekdays),
  saturday,
  sunday,
];

const HABITS: Habit[] = [
  { name: 'workshop', share: 0.08, closes: week(at(16), null, null) },
  { name: 'small shop', share: 0.17, closes: week(at(17), at(15), null) },
  { name: 'shop, late on Thursdays', share: 0.15, closes: [17, 17, 17, 19, 17, 15].map((hour) => at(hour)) },
  { name: 'shop in a centre', share: 0.25, closes: week(at(20), at(18), null) },
  { name: 'centre in the city', share: 0.08, closes: week(at(21), at(19), null) },
  { name: 'grocer', share: 0.1, closes: week(at(23), at(22), null) },
  { name: 'kiosk', share: 0.05, closes: week(at(23), at(23), at(22)) },
  {
    name: 'restaurant',
    share: 0.07,
    closes: [null, at(23), at(23), at(23), at(23, 59), at(23, 59), at(22)],
  },
  { name: 'night club', share: 0.03, closes: [null, null, at(1), at(2), at(3, 30), at(3, 30), null] },
  { name: 'round the clock', share: 0.02, closes: week(at(7), at(7), at(7)) },
];

const ENABLED: Record<Kind, number> = { 'z-report': 0.95, invoice: 0.35, product: 0.6, customer: 0.4 };

/** `count` shops that are the same for the same seed. `from` and `days`: the year, for holidays. */
export function shops(count: number, seed: number, from: number, days: number): Shop[] {
  const roll = dice(seed);
  return Array.from({ length: count }, (_, index) => shop(index, roll, from, days));
}

function shop(index: number, roll: () => number, from: number, days: number): Shop {
  const habit = habitOf(roll());
  // Nobody is in the year's every week: a third closes for one to five weeks, a few for the winter.
  const weeks = roll() < 0.03 ? 13 : roll() < 0.33 ? 1 + Math.floor(roll() * 5) : 0;
  const holiday = from + Math.floor(roll() * days);
  const minutesOff = Math.floor((roll() - 0.5) * 40);
  const seed = Math.floor(roll() * 2 ** 32);
  const rare = roll() < 0.3;
  return {
    key: `${1000 + Math.floor(index / 3)}/${1 + (index % 3)}`,
    habit,
    kinds: (Object.keys(ENABLED) as Kind[]).filter((kind) => roll() < ENABLED[kind]),
    changes: {
      'z-report': 0,
      invoice: rare ? 0.01 : 0.5,
      product: rare ? 0.008 : 0.4,
      customer: rare ? 0.004 : 0.2,
    },
    closedAt: (day) => {
      const usual = habit.closes[(day + 3) % 7] ?? null;
      if (usual === null || (day >= holiday && day < holiday + weeks * 7)) return null;
      const tonight = dice(seed ^ Math.imul(day, 0x9e3779b1));
      const late = tonight() < 0.02 ? tonight() * 180 : tonight() * 25;
      return instantOf(day * DAY + NOON + Math.floor((usual + minutesOff + late) * MINUTE));
    },
  };
}

function habitOf(place: number): Habit {
  let left = place;
  const habit = HABITS.find(({ share }) => (left -= share) < 0) ?? HABITS[0];
  if (!habit) throw new Error('There are no habits');
  return habit;
}
