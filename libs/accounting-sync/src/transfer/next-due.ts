import { type EntityManager } from '@mikro-orm/postgresql';
import { Transfer } from './transfer.js';

/**
 * The transfer whose turn it is in a lane: what a dead worker left first, then settlements and invoices by department,
 * day and Z number, then products and customers, drafts that are only looked up last. While one holds the lane (a stamp
 * number is undecided), it alone. No revision overtakes an earlier one whose fate is not known.
 */
export async function nextDue(em: EntityManager, lane: string, now: Date): Promise<Transfer | null> {
  const [row] = await em.execute<{ id: string }[]>(
    `select id from accounting.transfer t
     where lane = ? and due_at <= ?
       and not exists (select 1 from accounting.transfer blocking where blocking.lane = t.lane and blocking.id <> t.id
         and ((blocking.state = 'sending' and t.state <> 'sending') or blocking.holds_lane))
       and not exists (select 1 from accounting.transfer earlier where earlier.client_id = t.client_id
         and earlier.department_id = t.department_id and earlier.kind = t.kind
         and earlier.document_id = t.document_id and earlier.revision < t.revision
         and earlier.state in ('sending', 'unknown'))
     order by state = 'sending' desc, state = 'draft', kind in ('product', 'customer'), client_id, department_id,
       business_date, number, revision, created_at, document_id, id
     limit 1`,
    [lane, now],
  );
  return row ? em.findOneOrFail(Transfer, { id: row.id }) : null;
}
