import {
  AccountingError,
  type AccountingPort,
  type BatchJournal,
  type BatchOutcome,
  type BatchStep,
  type Clock,
  type Json,
  type Reason,
  type Sent,
  type Step,
} from '@accounting/port';
import { DatabaseJournal, type Member } from './journal.js';
import { type SendWindow } from './send-window.js';
import { judge, undecided } from './step-judgement.js';
import { type Change, type StepRows } from './step-rows.js';
import { type DeliveryStep } from './step.js';

const ASK_AGAIN_MS = 60_000;

/** One member's part in a step. */
interface Part extends Member {
  key: string;
  row: DeliveryStep;
}

/** The step journal of a batch, in the database: each transfer has steps of its own. See the port's {@link BatchJournal}. */
export class DatabaseBatchJournal implements BatchJournal {
  /** What was said of each member that belongs in the export log. */
  readonly notes = new Map<string, Reason[]>();

  constructor(
    private readonly rows: StepRows,
    private readonly clock: Clock,
    private readonly timing: AccountingPort['timing'],
    private readonly members: ReadonlyMap<string, Member>,
    /** Given: nothing new is begun, and why; what was sent before is proven all the same. */
    private readonly beginsNothing: Reason | null = null,
  ) {}

  async batch<I extends Json, R extends Json>(step: BatchStep<I, R>): Promise<Map<string, BatchOutcome<R>>> {
    const outcomes = new Map<string, BatchOutcome<R>>();
    const parts = await this.partsOf(step);
    for (const { key, row } of parts) if (row.state === 'done') outcomes.set(key, { done: row.result as R });
    await this.settle(
      step,
      parts.filter(({ row }) => row.state === 'undecided'),
      outcomes,
    );
    const open = parts.filter(({ key }) => !outcomes.has(key));
    const waiting = await this.rows.whoMustWait(open.map(({ transfer }) => transfer));
    for (const { key, transfer } of open) {
      const stopped = this.beginsNothing && new AccountingError(this.beginsNothing, 'ask-a-human');
      const failed = stopped ?? waiting.get(transfer);
      if (failed) outcomes.set(key, { failed });
    }
    await this.send(
      step,
      open.filter((part) => !outcomes.has(part.key) && this.mayBegin(part, outcomes)),
      outcomes,
    );
    return outcomes;
  }

  step<I extends Json, R extends Json>(step: Step<I, R>): Promise<R> {
    const [[key, first] = []] = this.members;
    if (key === undefined || !first) throw new Error('A batch has members');
    const journal = new DatabaseJournal(this.rows, this.clock, this.timing, first, this.beginsNothing);
    return journal.step(step).finally(() => this.keep(key, journal.notes));
  }

  note(key: string, said: Reason): void {
    this.members.get(key)?.attempt.say(said);
    this.keep(key, [said]);
  }

  private keep(key: string, said: Reason[]): void {
    this.notes.set(key, [...(this.notes.get(key) ?? []), ...said]);
  }

  private async partsOf({ name, keys }: BatchStep<never, never> | BatchStep<Json, Json>): Promise<Part[]> {
    const members = keys.map((key) => {
      const member = this.members.get(key);
      if (!member) throw new Error(`${key} is not in this batch`);
      return { key, ...member };
    });
    const rows = await this.rows.take(
      members.map(({ transfer }) => transfer),
      { name },
    );
    return members.flatMap((member, index) => {
      const row = rows[index];
      return row ? [{ ...member, row }] : [];
    });
  }

  /** Those whose answer was lost are proven together; what is proven absent stays without an outcome. */
  private async settle<I extends Json, R extends Json>(
    step: BatchStep<I, R>,
    parts: Part[],
    outcomes: Map<string, BatchOutcome<R>>,
  ): Promise<void> {
    const now = this.clock.now();
    const early = ({ row, transfer }: Part) =>
      row.settleAt !== null && row.settleAt !== undefined && now < row.settleAt && !transfer.askedNow;
    for (const { key, row, transfer } of parts.filter(early))
      outcomes.set(key, { failed: undecided(row, transfer.kind, row.settleAt ?? now) });
    const asked = parts.filter((part) => !early(part));
    if (asked.length === 0) return;

    const intents = new Map(asked.map(({ key, row }) => [key, row.intent as I]));
    const proofs = await orRefusal(step.prove(intents));
    if (proofs instanceof AccountingError) {
      for (const { key } of asked) outcomes.set(key, { failed: proofs });
      return;
    }
    const changes: Change[] = [];
    for (const { key, row, transfer, attempt } of asked) {
      const proof = proofs.get(key);
      if (!proof) {
        // A proof that leaves somebody out has proven nothing of them.
        outcomes.set(key, { failed: undecided(row, transfer.kind, new Date(now.getTime() + ASK_AGAIN_MS)) });
        continue;
      }
      const {
        change,
        notBefore,
        remark,
        notes = [],
        outcome,
      } = judge(row, proof, { now: this.clock.now(), timing: this.timing, kind: transfer.kind });
      for (const said of notes) this.note(key, said);
      if (remark) attempt.say(remark);
      if (change) changes.push({ row, change, transfer, ...(notBefore === undefined ? {} : { notBefore }) });
      if (outcome !== 'send-again') outcomes.set(key, outcome);
    }
    await this.rows.write(changes);
  }

  private mayBegin<R>({ key, row, transfer }: Part, outcomes: Map<string, BatchOutcome<R>>): boolean {
    if (!transfer.notBefore || !transfer.mayStillArrive(this.clock.now())) return true;
    outcomes.set(key, { failed: undecided(row, transfer.kind, transfer.notBefore) });
    return false;
  }

  private async send<I extends Json, R extends Json>(
    step: BatchStep<I, R>,
    parts: Part[],
    outcomes: Map<string, BatchOutcome<R>>,
  ): Promise<void> {
    if (parts.length === 0) return;
    const intents = await orRefusal(this.intentsOf(step, parts));
    if (intents instanceof AccountingError) {
      for (const { key } of parts) outcomes.set(key, { failed: intents });
      return;
    }
    const { window, settleAt } = await this.rows.openWindow();
    await this.rows.write(
      parts.map(({ key, row, transfer }) => ({
        row,
        transfer,
        change: () => row.intend(intents.get(key) ?? null, settleAt),
        notBefore: settleAt,
      })),
    );
    const sent = await this.answersTo(step, intents, window);
    const changes: Change[] = [];
    for (const part of parts) {
      const { outcome, change } = this.conclude(part, sent, window);
      outcomes.set(part.key, outcome);
      changes.push(change);
    }
    await this.rows.write(changes);
  }

  private async intentsOf<I extends Json>(step: BatchStep<I, never> | BatchStep<I, Json>, parts: Part[]) {
    const fresh = parts.filter(({ row }) => row.intent === null).map(({ key }) => key);
    const prepared = fresh.length === 0 ? new Map<string, I>() : await step.prepare(fresh);
    return new Map(parts.map(({ key, row }) => [key, prepared.get(key) ?? (row.intent as I)]));
  }

  /** What came of each; a failure of the call as a whole is everybody's. */
  private async answersTo<I extends Json, R extends Json>(
    step: BatchStep<I, R>,
    intents: Map<string, I>,
    window: SendWindow,
  ): Promise<(key: string) => Sent<R> | { lost: unknown }> {
    try {
      const answers = await step.send(intents, window);
      return (key) => answers.get(key) ?? { lost: new Error(`The answer does not mention ${key}`) };
    } catch (error) {
      return () => (error instanceof AccountingError ? { failed: error } : { lost: error });
    }
  }

  private conclude<R extends Json>(
    { key, row, transfer }: Part,
    sent: (key: string) => Sent<R> | { lost: unknown },
    { sentAt }: SendWindow,
  ): { outcome: BatchOutcome<R>; change: Change } {
    const answer = sent(key);
    if ('done' in answer)
      return {
        outcome: { done: answer.done },
        change: { row, transfer, change: () => row.finish(answer.done), notBefore: null },
      };
    if ('failed' in answer && answer.failed.next !== 'look-up-first')
      return {
        outcome: { failed: answer.failed },
        change: { row, transfer, change: () => row.reopen(), notBefore: null },
      };
    const settleAt = sentAt ? this.rows.settledAfter(sentAt) : (row.settleAt ?? this.clock.now());
    return {
      outcome: {
        failed: undecided(row, transfer.kind, settleAt, 'failed' in answer ? answer.failed : answer.lost),
      },
      change: { row, transfer, change: () => void (row.settleAt = settleAt), notBefore: settleAt },
    };
  }
}

/** What stopped a read of many is what becomes of each; a bug is nobody's outcome. */
async function orRefusal<Answer>(reading: Promise<Answer>): Promise<Answer | AccountingError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AccountingError) return error;
    throw error;
  }
}
