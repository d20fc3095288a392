import type { Assumptions } from './duell.options.js';

type Zone = Assumptions['timesAreIn'];

const WRITTEN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

const oslo = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-23 20:04:00` → the instant; null for what is no time, such as `0000-00-00 00:00:00`. */
export function instantOf(text: string, zone: Zone): Date | null {
  const match = WRITTEN.exec(text.trim());
  if (!match) return null;
  const [, date = '', minutes = '', seconds = ':00', offset] = match;
  const local = `${date} ${minutes}${seconds}`;
  if (offset !== undefined) return instant(`${local}${offset}`);
  return zone === 'UTC' ? instant(`${local}Z`) : inOslo(local);
}

/** The instant as a filter wants it: local time without an offset. */
export function localText(at: Date, zone: Zone): string {
  return zone === 'UTC' ? at.toISOString().slice(0, 19).replace('T', ' ') : oslo.format(at);
}

/** An hour that comes twice in autumn is taken for the later one: a change is rather seen again than missed. */
function inOslo(local: string): Date | null {
  const winter = instant(`${local}+01:00`);
  if (!winter || oslo.format(winter) === local) return winter;
  const summer = instant(`${local}+02:00`);
  return summer && oslo.format(summer) === local ? summer : winter;
}

function instant(text: string): Date | null {
  const at = new Date(text.replace(' ', 'T'));
  return Number.isNaN(at.getTime()) ? null : at;
}
