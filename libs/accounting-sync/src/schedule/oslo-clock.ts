import { norwegianDate } from '@accounting/port';

/** Milliseconds that Oslo's clocks show, read as if they were UTC's: wall time that can be calculated with. */
export type Wall = number;

const HOUR = 3_600_000;
const SUMMER = 2 * HOUR;
const WINTER = HOUR;

const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Clocks change on the hour, so an hour has one offset: asked for once, kept for as long as the process lives. */
const offsets = new Map<number, number>();

function offsetAt(instant: number): number {
  const hour = Math.floor(instant / HOUR);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const shown = Date.parse(`${oslo.format(hour * HOUR).replace(' ', 'T')}Z`);
  offsets.set(hour, shown - hour * HOUR);
  return shown - hour * HOUR;
}

/** What Oslo's clocks show at an instant. */
export function wallOf(instant: Date): Wall {
  return instant.getTime() + offsetAt(instant.getTime());
}

/**
 * The one instant of a wall time: in the hour that comes twice in autumn the first, in the hour that spring leaves
 * out an hour later, as clocks that were just put forward show it.
 */
export function instantOf(wall: Wall): Date {
  const summer = wall - SUMMER;
  return new Date(offsetAt(summer) === SUMMER ? summer : wall - WINTER);
}

/** `06:10` */
export function clockText(wall: Wall): string {
  const minutes = Math.floor(wall / 60_000) % (24 * 60);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `23.11.2026` */
export function dateText(wall: Wall): string {
  return norwegianDate(new Date(wall).toISOString().slice(0, 10));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
