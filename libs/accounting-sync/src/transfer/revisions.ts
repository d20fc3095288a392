import { type EntityManager } from '@mikro-orm/postgresql';
import { type Admission } from './accept.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

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

/**
 * Documents of which a later revision came while these were on their way: when nothing of them stands there, they are
 * over. A revision that could not take their place then, takes it now. Answers by whom, by transfer.
 */
export async function laterRevisions(em: EntityManager, transfers: Transfer[]): Promise<Map<string, string>> {
  if (transfers.length === 0) return new Map();
  const rows = await em.execute<{ id: string; later: string }[]>(
    `select t.id, (select l.id from accounting.transfer l where l.client_id = t.client_id
       and l.department_id = t.department_id and l.kind = t.kind and l.document_id = t.document_id
       and l.direction = t.direction and l.revision > t.revision order by l.revision desc limit 1) as later
     from accounting.transfer t where t.id in (${transfers.map(() => '?').join(', ')})`,
    transfers.map(({ id }) => id),
  );
  return new Map(rows.flatMap(({ id, later }) => (later ? [[id, later] as const] : [])));
}

/** Inside the transaction that has the row locked. Whether it is over. */
export async function supersedeOvertaken(em: EntityManager, transfer: Transfer, now: Date): Promise<boolean> {
  if (!transfer.isReplaceable(now) || transfer.supersededBy) return false;
  const by = (await laterRevisions(em, [transfer])).get(transfer.id);
  if (by === undefined) return false;
  transfer.supersede(by, reason('SUPERSEDED', { by }), now);
  return true;
}
