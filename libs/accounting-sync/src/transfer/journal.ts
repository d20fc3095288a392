import { type EntityManager } from '@mikro-orm/postgresql';
import {
  AccountingError,
  type AccountingPort,
  type Clock,
  type Json,
  type Proof,
  type Reason,
  type Step,
  type StepJournal,
  StepUndecided,
} from '@accounting/port';
import { type Attempt } from './attempt.js';
import { type HeldLane } from './lane.js';
import { SEND_WINDOW_MS, SendWindow } from './send-window.js';
import { DeliveryStep } from './step.js';
import { type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** Between two "it is not here" that are believed; shrinks with the adapter's own waiting time. */
const SECOND_LOOK_MS = 60_000;
const USUAL_SETTLE_AFTER_MS = 300_000;
/** As often one intent is sent when each time the answer is lost and it is proven absent. */
const MOST_SENDS = 5;
/** What no read can prove today may still become visible, for instance when the draft is approved. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The step journal of one delivery, in the database. The semantics are those of the port's {@link StepJournal}. */
export class DatabaseJournal implements StepJournal {
  /** What was said that belongs in the export log, and not only in the attempt. */
  readonly notes: Reason[] = [];

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly lane: HeldLane,
    private readonly transfer: Transfer,
    private readonly attempt: Attempt,
    private readonly timing: AccountingPort['timing'],
    /** A person asked: what can be proven is proven now, even before its absence would count. */
    private readonly askedNow: boolean,
  ) {}

  async step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    const row = await this.row(step);
    if (row.state === 'done') return row.result as Result;
    if (row.state === 'undecided') {
      const proven = await this.settle(row, step);
      if (proven) return proven.result;
    }
    this.mayBegin(row);
    const intent = row.intent === null ? await step.prepare() : (row.intent as Intent);
    const there = await this.lookFirst(row, step, intent);
    if (there) return there.result;
    const window = await this.intend(row, intent);
    return this.send(row, step, intent, window);
  }

  async abandon(name: string, why: Reason): Promise<void> {
    const row = await this.em.fork().findOne(DeliveryStep, this.keyOf(name));
    if (row?.state === 'undecided')
      throw new Error(`${name} is undecided: it is proven before it is given up`);
    if (row) await this.write(row, () => row.startOver());
    this.attempt.say(why);
  }

  note(said: Reason): Promise<void> {
    this.attempt.say(said);
    this.notes.push(said);
    return Promise.resolve();
  }

  private keyOf(name: string) {
    return { transferId: this.transfer.id, delivery: this.transfer.delivery, name };
  }

  private async row(step: Step<never, never> | Step<Json, Json>): Promise<DeliveryStep> {
    const em = this.em.fork();
    const found = await em.findOne(DeliveryStep, this.keyOf(step.name));
    return (
      found ??
      em.create(DeliveryStep, {
        ...this.keyOf(step.name),
        state: 'open',
        intent: null,
        result: null,
        holdsLane: step.holdsLane ?? false,
        leavesVoucher: step.leavesVoucher ?? false,
        settleAt: null,
        absentAt: null,
        sends: 0,
        vouched: false,
      })
    );
  }

  /** What was sent before, and not answered, may still come through: until then nobody's word lets another one go. */
  private mayBegin(row: DeliveryStep): void {
    const { notBefore } = this.transfer;
    if (notBefore && this.transfer.mayStillArrive(this.clock.now())) throw this.undecided(row, notBefore);
  }

  /** Whether it was done before this journal began: then the journal, and not the books, has forgotten it. */
  private async lookFirst<I extends Json, R extends Json>(
    row: DeliveryStep,
    step: Step<I, R>,
    intent: I,
  ): Promise<{ result: R } | null> {
    if (!step.looksFirst || row.sends > 0) return null;
    const proof = await step.prove(intent);
    if (proof.verdict !== 'found') return null;
    for (const said of proof.notes ?? []) await this.note(said);
    await this.write(row, () => row.recall(intent, proof.result));
    return { result: proof.result };
  }

  /** What came of an earlier send: its result, or null when it is certain that it may be sent (again). */
  private async settle<I extends Json, R extends Json>(
    row: DeliveryStep,
    step: Step<I, R>,
  ): Promise<{ result: R } | null> {
    const settleAt = row.settleAt ?? this.clock.now();
    if (this.clock.now() < settleAt && !this.askedNow) throw this.undecided(row, settleAt);

    const proof = await step.prove(row.intent as I);
    switch (proof.verdict) {
      case 'found':
        for (const said of proof.notes ?? []) await this.note(said);
        await this.write(row, () => row.finish(proof.result), null);
        return { result: proof.result };
      case 'impossible':
        await this.write(row, () => row.startOver(), null);
        this.attempt.say(proof.why);
        return null;
      case 'cannot-tell':
        if (this.believesAPerson(row, settleAt)) return null;
        throw this.unprovable(row, proof);
      case 'absent':
        if (!this.believesAPerson(row, settleAt)) await this.believeAbsence(row, settleAt);
        await this.endVainTries(row);
        return null;
    }
  }

  /** Not before its absence would count: whoever looked earlier could not see what was still on its way. */
  private believesAPerson(row: DeliveryStep, settleAt: Date): boolean {
    if (!row.vouched) return false;
    if (this.clock.now() < settleAt) throw this.undecided(row, settleAt);
    return true;
  }

  /** One "not here" is not believed: it may be on its way. Returns after the second; the same intent then goes again. */
  private async believeAbsence(row: DeliveryStep, settleAt: Date): Promise<void> {
    const now = this.clock.now();
    if (now < settleAt) throw this.undecided(row, settleAt);
    const gap = SECOND_LOOK_MS * Math.min(1, this.timing.settleAfterMs / USUAL_SETTLE_AFTER_MS);
    const absentSince = row.absentAt;
    if (absentSince && now.getTime() - absentSince.getTime() >= gap) return;
    const firstSeen = absentSince ?? now;
    await this.write(row, () => (row.absentAt = firstSeen));
    throw this.undecided(row, new Date(firstSeen.getTime() + gap));
  }

  /** Sent again and again, answered never and not there: something is wrong that sending will not mend. */
  private async endVainTries(row: DeliveryStep): Promise<void> {
    if (row.sends < MOST_SENDS) return;
    const times = row.sends;
    await this.write(row, () => row.reopen(), null);
    throw new AccountingError(reason('SENT_IN_VAIN', { times }), 'ask-a-human');
  }

  private async intend(row: DeliveryStep, intent: Json): Promise<SendWindow> {
    await this.lane.renew();
    const window = new SendWindow(this.clock, this.lane.safeUntil);
    // Should we die now, nobody knows when in the window the bytes left.
    const settleAt = this.settledAfter(new Date(this.clock.now().getTime() + SEND_WINDOW_MS));
    await this.write(row, () => row.intend(intent, settleAt), settleAt);
    return window;
  }

  /** From when "it is not here" counts for what left at `sentAt`. */
  private settledAfter(sentAt: Date): Date {
    return new Date(sentAt.getTime() + this.timing.writeTimeoutMs + this.timing.settleAfterMs);
  }

  private async send<I extends Json, R extends Json>(
    row: DeliveryStep,
    step: Step<I, R>,
    intent: I,
    window: SendWindow,
  ): Promise<R> {
    let result: R;
    try {
      result = await step.send(intent, window);
    } catch (error) {
      if (!(error instanceof AccountingError) || error.next === 'look-up-first') {
        throw await this.lost(row, window, error);
      }
      await this.write(row, () => row.reopen(), null);
      throw error;
    }
    await this.write(row, () => row.finish(result), null);
    return result;
  }

  /** We live, and know when the bytes left: the wait is counted from then. */
  private async lost(row: DeliveryStep, { sentAt }: SendWindow, cause: unknown): Promise<StepUndecided> {
    const settleAt = sentAt ? this.settledAfter(sentAt) : (row.settleAt ?? this.clock.now());
    await this.write(row, () => (row.settleAt = settleAt), settleAt);
    return this.undecided(row, settleAt, cause);
  }

  private undecided(row: DeliveryStep, askAt: Date, cause?: unknown): StepUndecided {
    return new StepUndecided(reason('ANSWER_LOST', { askAt }), askAt, row.holdsLane, cause);
  }

  private unprovable(
    row: DeliveryStep,
    proof: Extract<Proof<Json>, { verdict: 'cannot-tell' }>,
  ): StepUndecided {
    const now = this.clock.now().getTime();
    const lookAgain = now - (row.settleAt?.getTime() ?? now) < DAY ? HOUR : DAY;
    const why = { ...proof.why, lookFor: proof.lookFor };
    return new StepUndecided(why, new Date(now + lookAgain), row.holdsLane);
  }

  /** Each change of a step is a transaction of its own, and only of the worker that holds the lane. */
  private async write(row: DeliveryStep, change: () => void, notBefore?: Date | null): Promise<void> {
    await this.em.fork({ clear: true }).transactional(async (tx) => {
      await this.lane.confirm(tx);
      change();
      if (notBefore !== undefined) await this.keepNotBefore(tx, notBefore);
      await tx.upsert(DeliveryStep, {
        transferId: row.transferId,
        delivery: row.delivery,
        name: row.name,
        state: row.state,
        intent: row.intent ?? null,
        result: row.result ?? null,
        holdsLane: row.holdsLane,
        leavesVoucher: row.leavesVoucher,
        settleAt: row.settleAt ?? null,
        absentAt: row.absentAt ?? null,
        sends: row.sends,
        vouched: row.vouched,
      });
    });
  }

  /** Beside the step, in its transaction; and not in the row's version, for it decides nothing that others look at. */
  private async keepNotBefore(tx: EntityManager, notBefore: Date | null): Promise<void> {
    await tx.execute('update accounting.transfer set not_before = ? where id = ?', [
      notBefore,
      this.transfer.id,
    ]);
    this.transfer.notBefore = notBefore;
  }
}
