import { z } from 'zod';
import { civilDateField } from '../document/document-fields.js';
import { type Kind, type State } from './transfer.js';

/** Whose transfers. */
export interface Place {
  clientId: string;
  departmentId: string;
}

/** Which of a department's transfers. What is left out does not limit. */
export interface TransferFilter {
  kind?: Kind | undefined;
  states?: readonly State[] | undefined;
  /** By the document's own day; by the day it came, Oslo time, where it has none. Inclusive. */
  from?: string | undefined;
  to?: string | undefined;
  ids?: readonly string[] | undefined;
  /** A part of a number, an id, a marker or a reference. */
  q?: string | undefined;
  /** Only those with notes. */
  notes?: boolean | undefined;
}

export const dateRange = { from: civilDateField().optional(), to: civilDateField().optional() };
export const idList = z.array(z.uuid()).min(1).max(1000);

const DAY = `coalesce(t.business_date, (t.created_at at time zone 'Europe/Oslo')::date)`;

/** A WHERE for `accounting.transfer t`, with its parameters. */
export function whereOf(place: Place, filter: TransferFilter): { sql: string; parameters: unknown[] } {
  const conditions: [string, ...unknown[]][] = [
    ['t.client_id = ? and t.department_id = ?', place.clientId, place.departmentId],
  ];
  const { kind, states, from, to, ids, q, notes } = filter;
  if (kind) conditions.push(['t.kind = ?', kind]);
  if (states) conditions.push([`t.state in (${marks(states)})`, ...states]);
  if (from) conditions.push([`${DAY} >= ?`, from]);
  if (to) conditions.push([`${DAY} <= ?`, to]);
  if (ids) conditions.push([`t.id in (${marks(ids)})`, ...ids]);
  if (notes) conditions.push(['jsonb_array_length(t.notes) > 0']);
  if (q) conditions.push(containing(q));
  return {
    sql: conditions.map(([condition]) => `(${condition})`).join(' and '),
    parameters: conditions.flatMap(([, ...values]) => values),
  };
}

function containing(q: string): [string, ...unknown[]] {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const columns = ['t.document_id', 't.marker', 't.reference::text', `t.reason->>'code'`];
  return [columns.map((column) => `${column} ilike ?`).join(' or '), ...columns.map(() => pattern)];
}

/** No value at all is true of nothing. */
function marks(values: readonly unknown[]): string {
  return values.length === 0 ? 'null' : values.map(() => '?').join(', ');
}
