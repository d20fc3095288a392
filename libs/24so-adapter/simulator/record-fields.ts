import { plainDecimal, scaled } from './decimals.js';
import { toCivilDate, toDecimal, toOre, toRoundedStamp } from './formats.js';
import { STRICTER } from './read.js';
import { RecordRefusal } from './record-refusal.js';

/** How one element of a record on the wire is kept in the books. */
export interface RecordField<Key> {
  key: Key;
  /**
   * `ore`, `decimal` and `rate` (percent) are decimals on the wire, `day` is a date without a clock; anything else is
   * kept as it comes.
   */
  kind: 'plain' | 'ore' | 'decimal' | 'rate' | 'day';
  /** The longest text that the database takes. */
  longest?: number;
  /** The schema's default where it is not a sentinel: cannot be told from an element that is not there. */
  unless?: unknown;
  /** The service sets it. Whoever sends it all the same is refused. */
  readOnly?: boolean;
}

/** By the element's name. What is not listed is not modelled. */
export type RecordFields<Kept> = Record<string, RecordField<keyof Kept & string>>;

type Sent = Record<string, unknown>;

export const plain = <Key>(key: Key, unless?: unknown): RecordField<Key> => ({ key, kind: 'plain', unless });
export const text = <Key>(key: Key, longest?: number): RecordField<Key> => ({ key, kind: 'plain', longest });
export const ore = <Key>(key: Key): RecordField<Key> => ({ key, kind: 'ore' });
export const day = <Key>(key: Key): RecordField<Key> => ({ key, kind: 'day' });
export const rate = <Key>(key: Key): RecordField<Key> => ({ key, kind: 'rate' });
export const decimal = <Key>(key: Key, unless?: string): RecordField<Key> => ({
  key,
  kind: 'decimal',
  unless,
});
export const readOnly = <Key>(key: Key, kind: RecordField<Key>['kind'] = 'plain'): RecordField<Key> => ({
  key,
  kind,
  readOnly: true,
});

/**
 * What of a record was given, as the books keep it. What has its default was not given (fact sheet 2.3), so
 * an update leaves it as it was, and a text cannot be emptied.
 */
export function given<Kept>(sent: Sent, fields: RecordFields<Kept>): Partial<Kept> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined || value === '') continue;
    const field = fields[name];
    if (!field) refuse(`${name} is not modelled by the simulator`);
    if (value === field.unless) continue;
    if (field.readOnly) refuse(`${name} is set by the service`);
    kept[field.key] = keptAs(name, value, field);
  }
  return kept as Partial<Kept>;
}

/** A record as it goes on the wire, with the named elements only. */
export function written<Kept extends object>(kept: Kept, fields: RecordFields<Kept>, names: string[]): Sent {
  const sent: Sent = {};
  for (const name of names) {
    const field = fields[name];
    if (field) sent[name] = writtenAs(kept[field.key], field.kind);
  }
  return sent;
}

function keptAs(name: string, value: unknown, { kind, longest }: RecordField<string>): unknown {
  if (typeof value === 'object') return pruned(value);
  if (typeof value !== 'string') return value;
  if (longest !== undefined && value.length > longest) {
    throw RecordRefusal.byDatabase(`${name} is longer than ${longest}`);
  }
  switch (kind) {
    case 'ore':
      return toOre(value) ?? refuse(`${name} ${value} has more than two decimals`);
    case 'decimal':
      if (scaled(value, 4) === undefined) refuse(`${name} ${value} has more than four decimals`);
      return plainDecimal(value);
    case 'rate':
      return Number(value);
    case 'day':
      return toCivilDate(value) ?? refuse(`${name} ${value} is not a day without time and offset`);
    default:
      return value;
  }
}

/** What of an object was sent: the reader names every element that the schema has. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [name, pruned(part)]));
}

function writtenAs(value: unknown, kind: RecordField<string>['kind']): unknown {
  if (value instanceof Date) return toRoundedStamp(value);
  if (kind === 'day' && typeof value === 'string') return `${value}T00:00:00`;
  if (typeof value !== 'number' || kind === 'plain') return value;
  return toDecimal(kind === 'rate' ? Math.round(value * 100) : value);
}

/** Refuses a record for a rule that the service may not have. */
export function refuse(reason: string): never {
  throw RecordRefusal.because('Core.ArgumentException', `${reason}. ${STRICTER}`);
}
