import { AccountingError, oreFromDecimal, type CivilDate, type Ore } from '@accounting/port';
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
