import { norwegianKroner, osloDateTime, type Ore } from '@accounting/port';

/** A count or a quantity: `12 450`, `1,5`. */
export function number(value: number | undefined): string {
  if (value === undefined) return '';
  const [whole = '', fraction] = String(Number(value.toFixed(3))).split('.');
  const grouped = whole.replace('-', '\u2212').replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

/** An amount; nothing where there is none. */
export function kroner(ore: Ore | undefined): string {
  return ore === undefined ? '' : norwegianKroner(ore);
}

/** `23.11.2026 08:58 – 20:03`; both dates when they differ. */
export function period(start: string, end: string): string {
  const from = osloDateTime(new Date(start));
  const to = osloDateTime(new Date(end));
  const [day = '', time = ''] = to.split(' ');
  return `${from} – ${from.startsWith(day) ? time : to}`;
}

export function moment(instant: string): string {
  return osloDateTime(new Date(instant));
}

/** `123456789` → `123 456 789`; what is no such number stays as it is. */
export function organisation(text: string, vatRegistered: boolean): string {
  const digits = text.replace(/\s|MVA$/gi, '');
  const grouped = /^\d{9}$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0') : text;
  return `Org.nr. ${grouped}${vatRegistered && !/MVA$/i.test(grouped) ? ' MVA' : ''}`;
}

/** The first of a list, and how many more there are: a list of thousands would fill the paper. */
export function some(items: string[], most: number): string {
  const more = items.length - most;
  return items.slice(0, most).join(', ') + (more > 0 ? ` og ${more} til` : '');
}
