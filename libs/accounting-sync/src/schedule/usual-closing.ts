import { wallOf } from './oslo-clock.js';

/** When a shop has usually been closed. */
export interface UsualClosing {
  /** Minutes after noon of the business day: 20:00 is 480, two in the night 840. A full quarter of an hour. */
  minutes: number;
  /** false: too few closings yet, so it is {@link DEFAULT_CLOSING}. */
  known: boolean;
}

const NOON = 12 * 60;
const DAY = 24 * 60;
const QUARTER = 15;

/** Four weeks: longer habits are older habits. */
const MOST_CLOSINGS = 28;
/** Fewer say nothing about a habit. */
const FEWEST_CLOSINGS = 10;
/** One closing in so many may be later: a stocktaking does not move the nights of a month. */
const ODD_ONE_IN = 10;
/** 23:00: most shops have closed by then. */
const DEFAULT_CLOSING = 11 * 60;

/**
 * By when nine of ten business days were closed, of the latest {@link MOST_CLOSINGS}. Not the median: a restaurant
 * that closes at 23 and in the weekend at 3, or a café with a settlement after lunch and one in the evening, would
 * have its run before it has closed.
 *
 * @param closings Instants, newest first. What is closed before noon belongs to the evening before.
 */
export function usualClosing(closings: readonly Date[]): UsualClosing {
  if (closings.length < FEWEST_CLOSINGS) return { minutes: DEFAULT_CLOSING, known: false };
  const latest = Float64Array.from(closings.slice(0, MOST_CLOSINGS), minutesAfterNoon).sort();
  const minutes = latest[latest.length - 1 - Math.floor(latest.length / ODD_ONE_IN)] ?? DEFAULT_CLOSING;
  return { minutes: Math.ceil(minutes / QUARTER) * QUARTER, known: true };
}

function minutesAfterNoon(instant: Date): number {
  const minutes = wallOf(instant) / 60_000 - NOON;
  return minutes - Math.floor(minutes / DAY) * DAY;
}
