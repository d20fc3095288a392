import { roundedToMinute, toInstant } from './formats.js';
import { STRICTER } from './read.js';
import { SoapFault } from './soap.js';
import { type Switches } from './switches.js';

/** The list of names that says which properties are wanted. */
export interface ReturnProperties {
  string?: (string | undefined)[];
}

/** The properties that were asked for: no others come back (fact sheet 4.5). Names unknown here are refused. */
export function requested(wanted: ReturnProperties | undefined, known: object): string[] {
  const names = (wanted?.string ?? []).map((name = '') => name);
  if (names.length === 0) throw SoapFault.because(`Please specify at least one return property. ${STRICTER}`);
  const unknown = names.find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw SoapFault.because(`There is no property '${unknown}'. ${STRICTER}`);
  return names;
}

/** What of a search was given, apart from its defaults. One that the simulator does not know is refused. */
export function givenIn<Search extends object>(
  search: Search | undefined,
  modelled: (keyof Search & string)[],
): Partial<Search> {
  const given = Object.entries(search ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) throw SoapFault.because('Please specify at least one search parameter');
  const other = given.find(([name]) => !modelled.some((one) => one === name));
  if (other) throw SoapFault.because(`The simulator does not search by ${other[0]}. ${STRICTER}`);
  return Object.fromEntries(given) as Partial<Search>;
}

/** A name with `%` for whatever may stand there (fact sheet 4.5, 4.6). That case does not matter is inferred. */
export function namedLike(pattern: string): Condition<{ name: string }> {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 'is');
  return ({ name }) => whole.test(name);
}

/** Changed at this instant or later, by the stamp that is read back, which is rounded (fact sheet 2.12). */
export function changedSince(dateTime: string, switches: Switches): Condition<{ changedAt: Date }> {
  const isIn = since(dateTime, switches);
  return ({ changedAt }) => isIn(roundedToMinute(changedAt));
}

/** An instant, as it is read back, at which a search after another finds something. */
export function since(dateTime: string, { changedAfterIncludes }: Switches): Condition<Date> {
  const start = toInstant(dateTime);
  return (stamp) => (changedAfterIncludes ? stamp >= start : stamp > start);
}

export type Condition<Kept> = (kept: Kept) => boolean;

/** The condition of a filter. One that was not given lets everything through. */
export function when<Value, Kept>(
  value: Value | undefined,
  condition: (value: Value) => Condition<Kept>,
): Condition<Kept> {
  return value === undefined ? () => true : condition(value);
}

/** All filters that are given must fit (fact sheet 4.4). */
export function all<Kept>(...conditions: Condition<Kept>[]): Condition<Kept> {
  return (kept) => conditions.every((condition) => condition(kept));
}
