import { AccountingError, oreFromDecimal, osloDateTime, type CivilDate, type Ore } from '@accounting/port';
import type { Settled } from './24so.options.js';
import { reason } from './24so.reasons.js';

/** An accounting date: local, at midnight, without an offset that could move it to the day before (fact sheet 2.11). */
export function dateTime(date: CivilDate): string {
  return `${date}T00:00:00`;
}

/** The last instant of a day, for searches (fact sheet 4.8). */
export function endOfDay(date: CivilDate): string {
  return `${date}T23:59:59`;
}

/** The day of a date as the service writes it. */
export function civilDate(text: string): CivilDate {
  return text.slice(0, 10);
}

/** What XML 1.0 cannot carry, half characters, and a CDATA opener, which the soap package would pass through unescaped. */
const UNFIT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|<!\[CDATA\[/g;

/** A text that XML can carry. */
export function xmlText(text: string): string {
  return text.replace(UNFIT, '');
}

/** An id of theirs, which our port carries as text: at most an Int32, and never empty (fact sheet 2.3). */
export function wholeNumber(what: string, text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (number <= 2_147_483_647) return number;
  throw new AccountingError(reason('NOT_A_NUMBER', { what, text }), 'ask-a-human');
}

/** Øre of an amount in an answer. It is only compared: what is finer than an øre is rounded, what is no amount is 0. */
export function oreOf(decimal: string | undefined): Ore {
  if (decimal === undefined) return 0;
  try {
    return oreFromDecimal(decimal);
  } catch {
    const ore = Math.round(Number(decimal) * 100);
    return Number.isSafeInteger(ore) ? ore : 0;
  }
}

/** "Not set" in .NET's words (fact sheet 2.3): as low as a decimal goes, and a double, which is lower yet. */
const LOWEST_DECIMAL = -7.9e28;

/** A number of an answer; null where there is none. Decimals come as text. */
export function numberIn(value: number | string | null | undefined): number | null {
  if (value === undefined || value === null || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) && number > LOWEST_DECIMAL ? number : null;
}

/** Øre of a price in an answer; null where there is none. */
export function priceIn(value: number | string | null | undefined): Ore | null {
  const kroner = numberIn(value);
  return kroner === null ? null : Math.round(kroner * 100) || 0;
}

/** `12.5000` → `12.5`; null where there is none. */
export function decimalIn(text: string | null | undefined): string | null {
  if (numberIn(text) === null) return null;
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text ?? '') ?? [];
  if (whole === '') return null;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** An instant as a search for changes takes it. */
export function changeStamp(instant: Date, { stampsAre }: Pick<Settled, 'stampsAre'>): string {
  if (stampsAre === 'UTC') return instant.toISOString().slice(0, 19);
  const [date = '', time = ''] = osloDateTime(instant).split(' ');
  return `${date.split('.').reverse().join('-')}T${time}:00`;
}

/** Looks for changes begin so much earlier: stamps are rounded to the minute (fact sheet 2.12), and clocks differ. */
const STAMP_MARGIN_MS = 2 * 60_000;

/** From when on what changes now, or later, may be stamped. */
export function stampedFrom(now: Date): Date {
  return new Date(now.getTime() - STAMP_MARGIN_MS);
}
