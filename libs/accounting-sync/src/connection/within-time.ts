import { AccountingError, type Clock } from '@accounting/port';
import { reason } from './connection-reasons.js';

/** So long a person waits at a page for an accounting system. */
export const PATIENCE_MS = 20_000;

/** What `read` answers; an AccountingError (`retry`) when it takes longer than a person waits. Only for reads. */
export async function withinTime<T>(
  clock: Clock,
  read: Promise<T>,
  ms = PATIENCE_MS,
  lateBecause = reason('ERP_TOO_SLOW', { seconds: ms / 1000 }),
): Promise<T> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(() => {
    if (!done.signal.aborted) throw new AccountingError(lateBecause, 'retry');
    return read;
  });
  try {
    return await Promise.race([read, late]);
  } finally {
    done.abort();
  }
}
