/** A day without a clock, `YYYY-MM-DD`. */
export type CivilDate = string;

const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day it is in Oslo at an instant. */
export function osloDate(instant: Date): CivilDate {
  return oslo.format(instant).slice(0, 10);
}

/** `23.11.2026 20:04`, Oslo time: for people. */
export function osloDateTime(instant: Date): string {
  const [date = '', time = ''] = oslo.format(instant).split(' ');
  return `${norwegianDate(date)} ${time}`;
}

/** `2026-11-23` → `23.11.2026`. */
export function norwegianDate(date: CivilDate): string {
  return date.split('-').reverse().join('.');
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day `days` after `date`. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
