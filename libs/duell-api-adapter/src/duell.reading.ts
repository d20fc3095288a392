import type { Reason } from '@accounting/port';
import type { z } from 'zod';
import type { Assumptions } from './duell.options.js';
import { reason, type Both } from './duell.reasons.js';
import { instantOf } from './duell.times.js';

/** A row as we read it, or why it is left out. */
export type Read<T> = { ok: T } | { leftOut: Reason };

export function rowLeftOut(what: Both, why: Both): Reason {
  return reason('DUELL_ROW_LEFT_OUT', { what, why });
}

/** Which fields of a row can't be read. */
export function faultsOf(error: z.ZodError): Both {
  const fields = error.issues.map(({ path }) => path.join('.')).join(', ');
  return { no: `${fields} mangler eller er av feil slag`, en: `${fields} is missing or of the wrong kind` };
}

/** When a row was changed last; null: DUELL does not say. */
export function updatedAt(
  row: { updated_at: string; created_at: string },
  { timesAreIn }: Pick<Assumptions, 'timesAreIn'>,
): Date | null {
  return instantOf(row.updated_at, timesAreIn) ?? instantOf(row.created_at, timesAreIn);
}

/** A field that is absent when there is nothing in it. */
export function given<Name extends string>(name: Name, value: string): Partial<Record<Name, string>> {
  return value === '' ? {} : ({ [name]: value } as Record<Name, string>);
}
