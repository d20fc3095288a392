import { STRICTER } from './read.js';
import { SoapFault } from './soap.js';

/** The list of names that says which properties are wanted. */
export interface ReturnProperties {
  string?: (string | undefined)[];
}

/** Of each record only the properties that were asked for (fact sheet 4.5). Names unknown here are refused. */
export function onlyRequested(
  records: Record<string, unknown>[],
  known: string[],
  wanted: ReturnProperties = {},
): Record<string, unknown>[] {
  const names = wanted.string ?? [];
  if (names.length === 0) throw SoapFault.because(`Please specify at least one return property. ${STRICTER}`);
  const unknown = names.find((name) => name === undefined || !known.includes(name));
  if (unknown !== undefined) throw SoapFault.because(`There is no property '${unknown}'. ${STRICTER}`);
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name))),
  );
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
export function isLike(text: string, pattern: string): boolean {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text);
}
