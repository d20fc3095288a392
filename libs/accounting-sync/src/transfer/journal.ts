import {
  AccountingError,
  type AccountingPort,
  type Clock,
  type Json,
  type Reason,
  type Step,
  type StepJournal,
  type StepUndecided,
} from '@accounting/port';
import { type Attempt } from './attempt.js';
import { type SendWindow } from './send-window.js';
import { judge, undecided } from './step-judgement.js';
import { type StepRows } from './step-rows.js';
import { type DeliveryStep } from './step.js';
import { type Transfer } from './transfer.js';

/** Whose steps a journal keeps. */
export interface Member {
  transfer: Transfer;
  attempt: Attempt;
}

/** The step journal of one delivery, in the database. The semantics are those of the port's {@link StepJournal}. */
export class DatabaseJournal implements StepJournal {
  /** What was said that belongs in the export log, and not only in the attempt. */
  readonly notes: Reason[] = [];

  constructor(
    private readonly rows: StepRows,
    private readonly clock: Clock,
    private readonly timing: AccountingPort['timing'],
    private readonly member: Member,
    /** Given: nothing more is written there, and why; what is there already, or was, is found all the same. */
    private readonly writesNothing: Reason | null = null,
  ) {}

  async step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    const [row] = await this.rows.take([this.member.transfer], step);
    if (!row) throw new Error(`No row for ${step.name}`);
    if (row.state === 'done') return row.result as Result;
    if (row.state === 'undecided') {
      const proven = await this.settle(row, step);
      if (proven) return proven.done;
    }
    await this.mayBegin(row);
    const intent = row.intent === null ? await step.prepare() : (row.intent as Intent);
    const there = await this.lookFirst(row, step, intent);
    if (there) return there.result;
    const { window, settleAt } = await this.rows.openWindow();
    if (this.writesNothing) window.close(this.writesNothing);
    await this.write(row, () => row.intend(intent, settleAt), settleAt);
    return this.send(row, step, intent, window);
  }

  async abandon(name: string, why: Reason): Promise<void> {
    const row = await this.rows.find(this.member.transfer, name);
    if (row?.state === 'undecided')
      throw new Error(`${name} is undecided: it is proven before it is given up`);
    if (row) await this.write(row, () => row.startOver());
    this.member.attempt.say(why);
  }

  note(said: Reason): Promise<void> {
    this.member.attempt.say(said);
    this.notes.push(said);
    return Promise.resolve();
  }

  /** What was sent before, and not answered, may still come through: until then nobody's word lets another one go. */
  private async mayBegin(row: DeliveryStep): Promise<void> {
    const { transfer } = this.member;
    if (transfer.notBefore && transfer.mayStillArrive(this.clock.now()))
      throw undecided(row, transfer.kind, transfer.notBefore);
    const mustWait = (await this.rows.whoMustWait([transfer])).get(transfer);
    if (mustWait) throw mustWait;
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
  ): Promise<{ done: R } | null> {
    const now = this.clock.now();
    // A person who asks is answered with what can be proven now, even before an absence would count.
    if (row.settleAt && now < row.settleAt && !this.member.transfer.askedNow)
      throw undecided(row, this.member.transfer.kind, row.settleAt);
    const proof = await step.prove(row.intent as I);
    const {
      change,
      notBefore,
      remark,
      notes = [],
      outcome,
    } = judge(row, proof, {
      now: this.clock.now(),
      timing: this.timing,
      kind: this.member.transfer.kind,
    });
    for (const said of notes) await this.note(said);
    if (change) await this.write(row, change, notBefore);
    if (remark) this.member.attempt.say(remark);
    if (outcome === 'send-again') return null;
    if ('failed' in outcome) throw outcome.failed;
    return outcome;
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
    const settleAt = sentAt ? this.rows.settledAfter(sentAt) : (row.settleAt ?? this.clock.now());
    await this.write(row, () => void (row.settleAt = settleAt), settleAt);
    return undecided(row, this.member.transfer.kind, settleAt, cause);
  }

  private write(row: DeliveryStep, change: () => void, notBefore?: Date | null): Promise<void> {
    const { transfer } = this.member;
    return this.rows.write([{ row, change, transfer, ...(notBefore === undefined ? {} : { notBefore }) }]);
  }
}
