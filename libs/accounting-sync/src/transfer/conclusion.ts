import {
  ConnectionException,
  DeadlockException,
  type EntityManager,
  LockWaitTimeoutException,
} from '@mikro-orm/postgresql';
import { AccountingError, StepUndecided } from '@accounting/port';
import { DeliveryStep } from './step.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** What becomes of a transfer after an attempt: applied to its row as it is then. */
export type Conclusion = (fresh: Transfer) => void;

/** Switches on `next` alone. */
export function afterFailure(error: unknown, now: Date): Conclusion {
  if (error instanceof StepUndecided)
    return (fresh) => fresh.loseSight(error.reason, error.askAt, error.holdsLane, now);
  if (isPassing(error)) return (fresh) => fresh.retryLater(reason('DATABASE_BUSY'), now);
  if (!(error instanceof AccountingError)) {
    const detail = error instanceof Error ? error.name : 'ukjent';
    return (fresh) => fresh.hold(reason('UNEXPECTED_FAILURE', { detail }), now);
  }
  if (error.next === 'retry') return (fresh) => fresh.retryLater(error.reason, now, error.retryAt);
  return (fresh) => (error.refused ? fresh.refuse(error.reason, now) : fresh.hold(error.reason, now));
}

/** Trouble of our own database, over when it is over: no person has to mend the transfer for it. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof ConnectionException ||
    error instanceof DeadlockException ||
    error instanceof LockWaitTimeoutException
  );
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What was sent and not answered stays unknown, whatever stopped us from asking now: only proof or a person ends it.
 * So does a delivery whose voucher stands there, when something after it went wrong: it is never begun anew.
 * What a person must mend first (a refused login) is asked about less and less, and holds the lane no longer: others
 * may reach these books all the same.
 */
export async function keepSight(tx: EntityManager, fresh: Transfer, now: Date): Promise<void> {
  if (fresh.state === 'unknown' || fresh.state === 'draft' || fresh.state === 'posted') return;
  const { id: transferId, delivery } = fresh;
  const place = { transferId, delivery };
  const undecided =
    (await tx.findOne(DeliveryStep, { ...place, state: 'undecided' })) ??
    (await tx.findOne(DeliveryStep, { ...place, state: 'done', leavesVoucher: true }));
  if (!undecided) return;
  const settleAt = undecided.settleAt?.getTime() ?? now.getTime();
  const passing = fresh.state === 'waiting';
  const pause = now.getTime() - settleAt < DAY ? HOUR : DAY;
  const askAt = new Date(Math.max(settleAt, passing ? (fresh.dueAt?.getTime() ?? 0) : now.getTime() + pause));
  const why = fresh.reason ?? reason('ANSWER_LOST', { askAt, kind: fresh.kind });
  fresh.loseSight(why, askAt, passing && undecided.state === 'undecided' && undecided.holdsLane, now);
  fresh.thawed = false;
}

/**
 * What was frozen and of which nothing was ever sent decides nothing: corrected choices count at the next try. Only
 * draft or ledger stays as it was at the first attempt.
 */
export async function thawUnsent(tx: EntityManager, fresh: Transfer): Promise<void> {
  if (fresh.state !== 'waiting' || !fresh.stands) return;
  const { id: transferId, delivery } = fresh;
  if ((await tx.count(DeliveryStep, { transferId, delivery, sends: { $gt: 0 } })) === 0) fresh.thawed = true;
}
