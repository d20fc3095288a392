import { type CivilDate } from '@accounting/port';

/** What a till's clock showed. A Norwegian till writes no offset; where one stands, it is kept. */
export interface WallTime {
  date: CivilDate;
  time: string;
  offset?: string | undefined;
}

const DATE = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;
const TIME = /^(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

const SUMMER = { text: '+02:00', milliseconds: 7_200_000 };
const WINTER = { text: '+01:00', milliseconds: 3_600_000 };

const osloClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** An `xsd:date` and an `xsd:time` together; undefined when there is no such day or time. Fractions of a second are cut. */
export function wallTime(date: string | undefined, time: string | undefined): WallTime | undefined {
  const day = DATE.exec(date ?? '')?.[1];
  const [, clock, offset] = TIME.exec(time ?? '') ?? [];
  if (!day || !clock) return undefined;
  const utc = Date.parse(`${day}T${clock}Z`);
  // Date.parse reads 30 February as 2 March, and 24:00:00 as the day after.
  const exists = !Number.isNaN(utc) && new Date(utc).toISOString().startsWith(`${day}T${clock}`);
  return exists ? { date: day, time: clock, offset } : undefined;
}

/**
 * `2026-03-29 03:30:00` → `2026-03-29T03:30:00+02:00`: the instant at which Oslo's clocks showed it. In the hour that
 * comes twice in autumn: the first one. In the hour that spring leaves out, only a clock that was not put forward
 * shows it: winter time.
 */
export function osloInstant({ date, time, offset }: WallTime): string {
  const shown = Date.parse(`${date}T${time}Z`);
  const isSummer = osloShows(shown - SUMMER.milliseconds) === shown;
  return `${date}T${time}${offset ?? (isSummer ? SUMMER : WINTER).text}`;
}

/** `20260329033000`: of two times on one till's clock the later is the larger, and takes eight bytes. */
export function comparable({ date, time }: WallTime): number {
  return Number((date + time).replaceAll(/\D/g, ''));
}

/** The wall time of {@link comparable}. */
export function wallTimeOf(number: number): WallTime {
  const digits = String(number).padStart(14, '0');
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  return { date: [year, month, day].join('-'), time: [hour, minute, second].join(':') };
}

/** What Oslo's clocks show at an instant, as if it were UTC. */
function osloShows(instant: number): number {
  return Date.parse(`${osloClock.format(new Date(instant)).replace(' ', 'T')}Z`);
}
