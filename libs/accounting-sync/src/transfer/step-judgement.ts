import {
  AccountingError,
  type AccountingPort,
  type Json,
  type Proof,
  type Reason,
  StepUndecided,
} from '@accounting/port';
import { type DeliveryStep } from './step.js';
import { type Kind } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** Between two "it is not here" that are believed; shrinks with the adapter's own waiting time. */
const SECOND_LOOK_MS = 60_000;
const USUAL_SETTLE_AFTER_MS = 300_000;
/** As often one intent is sent when each time the answer is lost and it is proven absent. */
const MOST_SENDS = 5;
/** What no read can prove today may still become visible, for instance when the draft is approved. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a proof means for a step that was sent and not answered. */
export interface Judgement<Result> {
  /** To be written on the step's row, if anything is. */
  change?: () => void;
  /** Given: until when something may still come through; null: nothing can. */
  notBefore?: null;
  /** For the attempt alone. */
  remark?: Reason;
  /** For the attempt and the export log. */
  notes?: Reason[];
  outcome: { done: Result } | { failed: AccountingError | StepUndecided } | 'send-again';
}

/** What a proof is judged by, besides the step. `kind` of the document, for its name. */
export interface Judging {
  now: Date;
  timing: AccountingPort['timing'];
  kind: Kind;
}

/** Pure but for the row, which `change` alone touches. */
export function judge<Result extends Json>(
  row: DeliveryStep,
  proof: Proof<Result>,
  judging: Judging,
): Judgement<Result> {
  const { now } = judging;
  switch (proof.verdict) {
    case 'found':
      return {
        change: () => row.finish(proof.result),
        notBefore: null,
        notes: proof.notes ?? [],
        outcome: { done: proof.result },
      };
    case 'impossible':
      return { change: () => row.startOver(), notBefore: null, remark: proof.why, outcome: 'send-again' };
    case 'cannot-tell':
      return row.vouched
        ? believingAPerson(row, judging)
        : { outcome: { failed: unprovable(row, proof, now) } };
    case 'absent':
      return endingVainTries(
        row,
        row.vouched ? believingAPerson(row, judging) : believingAbsence(row, judging),
        judging,
      );
  }
}

/** It may still come through, or has not been proven twice. */
export function undecided(row: DeliveryStep, kind: Kind, askAt: Date, cause?: unknown): StepUndecided {
  return new StepUndecided(reason('ANSWER_LOST', { askAt, kind }), askAt, row.holdsLane, cause);
}

/** Not before its absence would count: whoever looked earlier could not see what was still on its way. */
function believingAPerson<Result>(row: DeliveryStep, { now, kind }: Judging): Judgement<Result> {
  const settleAt = row.settleAt ?? now;
  return { outcome: now < settleAt ? { failed: undecided(row, kind, settleAt) } : 'send-again' };
}

/** One "not here" is not believed: it may be on its way. After the second the same intent goes again. */
function believingAbsence<Result>(
  row: DeliveryStep,
  { now, timing: { settleAfterMs }, kind }: Judging,
): Judgement<Result> {
  const settleAt = row.settleAt ?? now;
  if (now < settleAt) return { outcome: { failed: undecided(row, kind, settleAt) } };
  const gap = SECOND_LOOK_MS * Math.min(1, settleAfterMs / USUAL_SETTLE_AFTER_MS);
  const firstSeen = row.absentAt ?? now;
  if (row.absentAt && now.getTime() - firstSeen.getTime() >= gap) return { outcome: 'send-again' };
  return {
    change: () => void (row.absentAt = firstSeen),
    outcome: { failed: undecided(row, kind, new Date(firstSeen.getTime() + gap)) },
  };
}

/** Sent again and again, answered never and not there: something is wrong that sending will not mend. */
function endingVainTries<Result>(
  row: DeliveryStep,
  judgement: Judgement<Result>,
  { kind }: Judging,
): Judgement<Result> {
  if (judgement.outcome !== 'send-again' || row.sends < MOST_SENDS) return judgement;
  const failed = new AccountingError(reason('SENT_IN_VAIN', { times: row.sends, kind }), 'ask-a-human');
  return { change: () => row.reopen(), notBefore: null, outcome: { failed } };
}

function unprovable(
  row: DeliveryStep,
  proof: Extract<Proof<Json>, { verdict: 'cannot-tell' }>,
  now: Date,
): StepUndecided {
  const age = now.getTime() - (row.settleAt?.getTime() ?? now.getTime());
  const askAt = new Date(now.getTime() + (age < DAY ? HOUR : DAY));
  return new StepUndecided({ ...proof.why, lookFor: proof.lookFor }, askAt, row.holdsLane);
}
