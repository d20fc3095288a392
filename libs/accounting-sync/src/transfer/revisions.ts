import { type EntityManager } from '@mikro-orm/postgresql';
import { type Admission } from './accept.js';
import { type Transfer } from './transfer.js';

/**
 * Invoices, products and customers: compared with the latest alone, for a change back is a change. What is older
 * than the latest by its own `updatedAt` comes too late to say anything.
 */
export function comparedWithLatest(
  updatedAt?: string,
): Pick<Admission, 'sameAs' | 'seenAgain' | 'mayFollow'> {
  return {
    sameAs: ([latest], hash) =>
      latest && (latest.contentHash === hash || isOlder(updatedAt, latest)) ? latest : undefined,
    seenAgain: (tx, latest) => rememberNewer(tx, latest, updatedAt),
    // Whatever became of the one before: other content is a revision of its own.
    mayFollow: () => undefined,
  };
}

function isOlder(updatedAt: string | undefined, latest: Transfer): boolean {
  const before = updatedAtOf(latest);
  return updatedAt !== undefined && before !== undefined && Date.parse(updatedAt) < Date.parse(before);
}

/** The same, later: what is older than this comes too late, too. Beside the row's version: nobody works otherwise for it. */
async function rememberNewer(
  tx: EntityManager,
  latest: Transfer,
  updatedAt: string | undefined,
): Promise<void> {
  const before = updatedAtOf(latest);
  if (updatedAt === undefined || before === undefined || Date.parse(updatedAt) <= Date.parse(before)) return;
  await tx.execute(
    `update accounting.transfer set document = jsonb_set(document, '{updatedAt}', to_jsonb(?::text)) where id = ?`,
    [updatedAt, latest.id],
  );
}

function updatedAtOf({ document }: Transfer): string | undefined {
  return (document as { updatedAt?: string }).updatedAt;
}
