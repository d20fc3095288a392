import { type EntityManager } from '@mikro-orm/postgresql';
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
  if (!(error instanceof AccountingError)) {
    const detail = error instanceof Error ? error.name : 'ukjent';
    return (fresh) => fresh.hold(reason('UNEXPECTED_FAILURE', { detail }), now);
  }
  if (error.next === 'retry') return (fresh) => fresh.retryLater(error.reason, now, error.retryAt);
  return (fresh) => (error.refused ? fresh.refuse(error.reason, now) : fresh.hold(error.reason, now));
}

const LOOK_AGAIN_MS = 60_000;

/** What was sent and not answered stays unknown, whatever stopped us now: only proof or a person ends it. */
export async function keepSight(tx: EntityManager, fresh: Transfer, now: Date): Promise<void> {
  if (fresh.state === 'unknown' || fresh.state === 'draft' || fresh.state === 'posted') return;
  const { id: transferId, delivery } = fresh;
  const undecided = await tx.findOne(DeliveryStep, { transferId, delivery, state: 'undecided' });
  if (!undecided) return;
  const askAt = new Date(Math.max(now.getTime() + LOOK_AGAIN_MS, undecided.settleAt?.getTime() ?? 0));
  fresh.loseSight(fresh.reason ?? reason('ANSWER_LOST', { askAt }), askAt, undecided.holdsLane, now);
  fresh.thawed = false;
}
