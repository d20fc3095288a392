import { type EntityManager } from '@mikro-orm/postgresql';
import { type Transfer } from './transfer.js';

/**
 * Is a worker at it this moment? Its last attempt has not ended and its lane is held. (After a worker's death this
 * may say yes for as long as another works in the lane: seconds, and then no.)
 */
export async function beingWorkedOn(tx: EntityManager, { id, lane }: Transfer, now: Date): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `select 1 from accounting.lane l where l.key = ? and l.owner is not null and l.lease_until > ?
       and (select a.finished_at is null from accounting.attempt a where a.transfer_id = ? order by a.number desc limit 1)`,
    [lane, now, id],
  );
  return rows.length > 0;
}
