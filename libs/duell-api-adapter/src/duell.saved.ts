import { AccountingError } from '@accounting/port';
import type { Body } from './duell.answers.js';

/**
 * The id of what was saved: `data: [{ product_id: "88" }]`, `customers: "501"`, or the field itself on top. null: DUELL
 * does not tell.
 */
export function savedIdIn(body: Body, where: string, field: string): string | null {
  const told = body[where] ?? body[field];
  const first: unknown = Array.isArray(told) ? told[0] : told;
  const id = typeof first === 'object' && first !== null ? (first as Body)[field] : first;
  const text = typeof id === 'string' || typeof id === 'number' ? String(id).trim() : '';
  return /^[1-9]\d*$/.test(text) ? text : null;
}

/** What is read once something is saved: it may fail, and yet it is saved. */
export async function afterSaving<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AccountingError)) throw error;
    throw new AccountingError(error.reason, 'look-up-first', { cause: error });
  }
}
