/** Whole øre from a decimal text with at most two decimals, or undefined when it has more. */
export function toOre(decimal: string): number | undefined {
  const [, sign, kroner = '', decimals = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (kroner === '' || /[1-9]/.test(decimals.slice(2))) return undefined;
  const ore = Number(kroner) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0'));
  return sign === '-' ? 0 - ore : ore;
}

/** `-6250.00`: invariant culture, two decimals. */
export function toDecimal(ore: number): string {
  const digits = String(Math.abs(ore)).padStart(3, '0');
  return `${ore < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The calendar day of an accounting date. An offset, or a time of day, could move it: undefined (fact sheet 2.11). */
export function toCivilDate(dateTime: string): string | undefined {
  return /^(\d{4}-\d\d-\d\d)T00:00:00$/.exec(dateTime)?.[1];
}

/** An instant as the service writes it: UTC without saying so, to the second (fact sheet 2.11). */
export function toStamp(instant: Date): string {
  return instant.toISOString().slice(0, 19);
}

/** Change stamps are rounded to the nearest minute, so they can lie half a minute ahead (fact sheet 2.12). */
export function toRoundedStamp(instant: Date): string {
  return toStamp(roundedToMinute(instant));
}

export function roundedToMinute(instant: Date): Date {
  return new Date(Math.round(instant.getTime() / 60_000) * 60_000);
}

/** A search instant: without an offset it is UTC, as in the answers. */
export function toInstant(dateTime: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(dateTime) ? dateTime : `${dateTime}Z`);
}
