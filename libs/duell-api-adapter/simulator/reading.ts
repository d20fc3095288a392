import { Refusal } from './answers.js';

/** What a caller sent, to the letter: DUELL forgives more. */

export type Fields = Record<string, unknown>;

/** A JSON object with these fields and no others. */
export function object(value: unknown, where: string, required: string[], optional: string[] = []): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(where, 'must be an object');
  const fields = value as Fields;
  for (const name of required) if (!(name in fields)) throw invalid(`${where}.${name}`, 'is required');
  for (const name of Object.keys(fields))
    if (![...required, ...optional].includes(name))
      throw invalid(`${where}.${name}`, 'is not known (the simulator is stricter)');
  return fields;
}

/** The one item of a list: whether DUELL saves several or none of them is not known, so nobody sends more. */
export function onlyItem(value: unknown, where: string): unknown {
  if (!Array.isArray(value) || value.length !== 1)
    throw invalid(where, 'must hold one item (the simulator is stricter)');
  return value[0];
}

export function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw invalid(name, 'must be a text');
  return value;
}

export function filled(fields: Fields, name: string): string {
  const value = text(fields, name);
  if (value === '' || value !== value.trim())
    throw invalid(name, 'must not be empty, or have blanks around it (the simulator is stricter)');
  return value;
}

/** A number, or a text that is one. */
export function decimal(fields: Fields, name: string): string {
  const value = typeof fields[name] === 'number' ? String(fields[name]) : text(fields, name);
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalid(name, 'must be a number');
  return value;
}

export function wholeNumber(value: string | null, name: string): number {
  if (value === null || !/^\d+$/.test(value)) throw invalid(name, 'must be a whole number');
  return Number(value);
}

export function invalid(field: string, says: string): Refusal {
  return new Refusal(422, 'Validation failed', { [field]: [`${field} ${says}`] });
}
