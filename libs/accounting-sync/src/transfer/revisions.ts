import { type Admission } from './accept.js';
import { type Transfer } from './transfer.js';

/**
 * Invoices, products and customers: compared with the latest alone, for a change back is a change. What is older
 * than the latest by its own `updatedAt` comes too late to say anything.
 */
export function comparedWithLatest(updatedAt?: string): Pick<Admission, 'sameAs' | 'mayFollow'> {
  return {
    sameAs: ([latest], hash) =>
      latest && (latest.contentHash === hash || isOlder(updatedAt, latest)) ? latest : undefined,
    // Whatever became of the one before: other content is a revision of its own.
    mayFollow: () => undefined,
  };
}

function isOlder(updatedAt: string | undefined, latest: Transfer): boolean {
  const { updatedAt: before } = latest.document as { updatedAt?: string };
  return updatedAt !== undefined && before !== undefined && Date.parse(updatedAt) < Date.parse(before);
}
