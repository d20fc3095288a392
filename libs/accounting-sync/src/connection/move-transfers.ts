import { type EntityManager } from '@mikro-orm/postgresql';
import { type Place } from '../transfer/transfer-filter.js';
import { reason } from './connection-reasons.js';

/** Nothing is frozen that counts: it will be prepared anew, for whatever the department is connected to then. */
const FREE = `client_id = ? and department_id = ? and state in ('waiting', 'held', 'refused', 'skipped')
  and (frozen is null or thawed)`;

/**
 * The department's transfers follow its connection. The version goes up, so that a worker that began with the
 * connection before notices. What is frozen stays in the lane of the books it was begun in.
 */
export async function moveTransfers(
  tx: EntityManager,
  { clientId, departmentId }: Place,
  to: { lane: string | null; otherBooks: boolean },
): Promise<void> {
  await tx.execute(`update accounting.transfer set lane = ?, version = version + 1 where ${FREE}`, [
    to.lane,
    clientId,
    departmentId,
  ]);
  if (!to.otherBooks) return;
  // What was prepared in other books is of no use here; only draft or ledger stays as it was decided.
  await tx.execute(
    `update accounting.transfer set chosen_mode = coalesce(chosen_mode, frozen->>'mode'), frozen = null
     where ${FREE} and frozen is not null`,
    [clientId, departmentId],
  );
}

/**
 * Without a connection nobody can be asked: what is unknown or a draft rests until there is one again, and keeps
 * nobody else out of the lane.
 */
export async function restTransfers(tx: EntityManager, { clientId, departmentId }: Place): Promise<void> {
  await tx.execute(
    `update accounting.transfer set due_at = null, holds_lane = false, version = version + 1,
       reason = ?::jsonb
     where client_id = ? and department_id = ? and state in ('unknown', 'draft')`,
    [JSON.stringify(reason('CONNECTION_MISSING')), clientId, departmentId],
  );
}

/** What rested is asked about again, and drafts of another system rest. Answers the lanes to wake. */
export async function rouseTransfers(
  tx: EntityManager,
  { clientId, departmentId }: Place,
  adapter: string,
  now: Date,
): Promise<string[]> {
  await tx.execute(
    `update accounting.transfer set due_at = null, version = version + 1
     where client_id = ? and department_id = ? and state = 'draft' and frozen->>'adapter' <> ?`,
    [clientId, departmentId, adapter],
  );
  const rows = await tx.execute<{ lane: string | null }[]>(
    `update accounting.transfer set due_at = ?, version = version + 1
     where client_id = ? and department_id = ? and state in ('unknown', 'draft') and due_at is null
       and frozen->>'adapter' = ? returning lane`,
    [now, clientId, departmentId, adapter],
  );
  return [...new Set(rows.flatMap(({ lane }) => lane ?? []))];
}
