import { type Wall, clockText, instantOf, wallOf } from './oslo-clock.js';
import { type UsualClosing } from './usual-closing.js';

/** Oslo's days from noon to noon, counted: what is closed after midnight belongs to the evening before. */
export type BusinessDay = number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = 12 * HOUR;

/** A till that is closed a little later than usual is still in. */
const AFTER_CLOSING = HOUR;
/** The night's runs are over at 07:00, before shops open ... */
const NIGHT_ENDS = 19 * HOUR;
/** ... and where the till is closed late in the night, this long after the first may come. */
const NARROWEST = 2 * HOUR;
/** A run after closing time, and this short before the slot, is the day's run already. Earlier ones leave it standing. */
const COUNTS_BEFORE = 4 * HOUR;

/**
 * When the daily run comes: one slot for each business day, always at the same time on Oslo's clocks, between an hour
 * after the usual closing time and the morning.
 */
export class DailySlot {
  /** After noon, in full seconds. */
  private readonly slot: number;
  /** After noon: from then on a run is that day's run. */
  private readonly counts: number;

  /** @param place In [0, 1): where between the first and the last that may come. */
  constructor(
    private readonly usual: UsualClosing,
    place: number,
  ) {
    const closing = usual.minutes * MINUTE;
    const first = closing + AFTER_CLOSING;
    const width = Math.max(NIGHT_ENDS - first, NARROWEST);
    this.slot = first + Math.floor((place * width) / 1000) * 1000;
    this.counts = Math.max(closing, this.slot - COUNTS_BEFORE);
  }

  on(day: BusinessDay): Date {
    return instantOf(noonOf(day) + this.slot);
  }

  /** The first business day whose run is still to come after one at `ranAt`. */
  dayAfter(ranAt: Date): BusinessDay {
    let day = dayOf(ranAt) - 1;
    while (instantOf(noonOf(day) + this.counts) <= ranAt) day++;
    return day;
  }

  /** The business day of the first slot at `earliest` or after it. */
  dayFrom(earliest: Date): BusinessDay {
    let day = dayOf(earliest) - 1;
    while (this.on(day) < earliest) day++;
    return day;
  }

  /** For people. */
  closingText(): { closing: string; known: boolean } {
    return { closing: clockText(NOON + this.usual.minutes * MINUTE), known: this.usual.known };
  }
}

function dayOf(instant: Date): BusinessDay {
  return Math.floor((wallOf(instant) - NOON) / DAY);
}

function noonOf(day: BusinessDay): Wall {
  return day * DAY + NOON;
}
