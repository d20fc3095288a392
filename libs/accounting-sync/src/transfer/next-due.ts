import { type EntityManager } from '@mikro-orm/postgresql';
import { Transfer } from './transfer.js';

/**
 * The transfer whose turn it is in a lane: what a dead worker left first, then by department, day and Z number,
 * drafts that are only looked up last. While one holds the lane (a stamp number is undecided), it alone.
 */
export async function nextDue(em: EntityManager, lane: string, now: Date): Promise<Transfer | null> {
  const [row] = await em.execute<{ id: string }[]>(
    `select id from accounting.transfer t
     where lane = ? and due_at <= ?
       and not exists (select 1 from accounting.transfer blocking where blocking.lane = t.lane and blocking.id <> t.id
         and (blocking.state = 'sending' or blocking.holds_lane))
     order by state = 'sending' desc, state = 'draft', client_id, department_id, business_date, number, revision
     limit 1`,
    [lane, now],
  );
  return row ? em.findOneOrFail(Transfer, { id: row.id }) : null;
}
