import { AccountingError, type Check, type Reason } from '@accounting/port';
import { reason } from './24so.reasons.js';

/** A looked-at thing that is well. */
export function ok(code: string, message: string): Check {
  return { code, status: 'ok', message, fix: null, who: 'butikk' };
}

/** A looked-at thing that is not, with what to do about it. */
export function notOk({ code, message, fix, who }: Reason, status: 'failed' | 'warning' = 'failed'): Check {
  return { code, status, message, fix, who };
}

/** What a look came to that ended in an error. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof AccountingError) return error.reason;
  // A bug of ours, in the words for one; the log of the host has the rest.
  const text = error instanceof Error ? error.name : 'ukjent';
  return reason('REQUEST_NOT_UNDERSTOOD', { operation: 'Test integrasjon', text });
}
