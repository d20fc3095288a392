import {
  AccountingError,
  type BatchJournal,
  type BatchOutcome,
  type BatchStep,
  type Json,
  type Proof,
  type Reason,
  type SendPermit,
  type Sent,
  type Step,
} from '@accounting/port';
import { MemoryJournal } from './memory-journal.js';
import { isCertain, StepRules, undecided, type Kept, type MemoryJournalOptions } from './memory-steps.js';

export interface MemoryBatchJournalOptions extends Omit<MemoryJournalOptions, 'beforeSend'> {
  /** Called right before each send, when its intents are stored. */
  beforeSend?: (step: string, keys: string[]) => void | Promise<void>;
}

/** One call of `batch` under way. */
interface Run<Intent extends Json, Result extends Json> {
  step: BatchStep<Intent, Result>;
  /** Of this step, by member. */
  rows: Map<string, Kept>;
  outcomes: Map<string, BatchOutcome<Result>>;
  /** What goes now: its intent, and, where that was sent before and was proven absent, what is kept of it. */
  sending: Map<string, { intent: string; earlier?: Kept }>;
}

/** The journal of many deliveries in memory, each with rows of its own. `describeStepJournal` tells its promises. */
export class MemoryBatchJournal implements BatchJournal {
  /** What was sent, in order. A step for all names the first member only. */
  readonly sent: { step: string; keys: string[] }[] = [];
  private readonly rules: StepRules;
  private readonly rows = new Map<string, Map<string, Kept>>();
  private readonly journals = new Map<string, MemoryJournal>();
  private members: string[] = [];

  constructor(private readonly options: MemoryBatchJournalOptions) {
    this.rules = new StepRules(options);
  }

  /** The deliveries that go together in the next attempt. What was stored of each is as it was. */
  of(members: string[]): this {
    this.members = members;
    return this;
  }

  /** Another worker takes over what the dead one stored. */
  resume(): this {
    this.rules.resume();
    return this;
  }

  note(key: string, reason: Reason): void {
    this.journal(key).notes.push(reason);
  }

  /** What was said in one member's log. */
  notes(key: string): Reason[] {
    return this.journal(key).notes;
  }

  async step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    const [first] = this.members;
    if (first === undefined) throw new Error(`${step.name}: this batch has no members`);
    return this.journal(first).step({
      ...step,
      send: (intent, permit) => {
        this.sent.push({ step: step.name, keys: [first] });
        return step.send(intent, permit);
      },
    });
  }

  async batch<Intent extends Json, Result extends Json>(
    step: BatchStep<Intent, Result>,
  ): Promise<Map<string, BatchOutcome<Result>>> {
    this.rules.mustLive();
    const stranger = step.keys.find((key) => !this.members.includes(key));
    if (stranger !== undefined) throw new Error(`${step.name}: ${stranger} is no member of this batch`);

    const rows = this.rows.get(step.name) ?? new Map<string, Kept>();
    this.rows.set(step.name, rows);
    const run = { step, rows, outcomes: new Map(), sending: new Map() } as Run<Intent, Result>;
    const unclear = this.recall(run);
    if (unclear.size > 0) await this.settle(run, unclear);
    await this.prepare(run);
    if (run.sending.size > 0) await this.send(run);
    return inOrder(step.keys, run.outcomes);
  }

  /** Answers what is done, and what it is too early to ask for. Those that are to be proven are handed back. */
  private recall<I extends Json, R extends Json>({ step, rows, outcomes }: Run<I, R>): Map<string, Kept> {
    const unclear = new Map<string, Kept>();
    for (const key of step.keys) {
      const kept = rows.get(key);
      if (kept?.result !== undefined) outcomes.set(key, { done: JSON.parse(kept.result) as R });
      else if (kept && this.rules.isTooEarly(kept))
        outcomes.set(key, { failed: undecided(step, this.rules.askAt(kept)) });
      else if (kept) unclear.set(key, kept);
    }
    return unclear;
  }

  private async settle<I extends Json, R extends Json>(
    run: Run<I, R>,
    unclear: Map<string, Kept>,
  ): Promise<void> {
    const { step, outcomes } = run;
    const intents = new Map([...unclear].map(([key, { intent }]) => [key, JSON.parse(intent) as I]));
    let proofs = new Map<string, Proof<R>>();
    let failure: unknown;
    try {
      proofs = await step.prove(intents);
    } catch (error) {
      failure = error;
    }
    for (const [key, kept] of unclear) {
      const proof = proofs.get(key);
      // Nothing is known of a member that the proof leaves out, either.
      if (!proof) outcomes.set(key, { failed: this.rules.unproven(step, failure) });
      else this.judge(run, key, kept, proof);
    }
    if ([...proofs.values()].some(({ verdict }) => verdict === 'found'))
      this.rules.mayCrash(step.name, 'after-result');
  }

  private judge<I extends Json, R extends Json>(
    run: Run<I, R>,
    key: string,
    kept: Kept,
    proof: Proof<R>,
  ): void {
    const { step, rows, outcomes, sending } = run;
    switch (proof.verdict) {
      case 'found':
        for (const why of proof.notes ?? []) this.note(key, why);
        outcomes.set(key, { done: keep(kept, proof.result) });
        break;
      case 'absent':
        if (this.rules.believesAbsence(kept)) sending.set(key, { intent: kept.intent, earlier: kept });
        else outcomes.set(key, { failed: undecided(step, this.rules.askAt(kept)) });
        break;
      case 'impossible':
        this.note(key, proof.why);
        rows.delete(key);
        break;
      case 'cannot-tell':
        outcomes.set(key, { failed: this.rules.unprovable(step, proof) });
    }
  }

  /** Those of which nothing stands there. What keeps them from being prepared keeps nobody else. */
  private async prepare<I extends Json, R extends Json>({
    step,
    outcomes,
    sending,
  }: Run<I, R>): Promise<void> {
    const fresh = step.keys.filter((key) => !outcomes.has(key) && !sending.has(key));
    if (fresh.length === 0) return;
    try {
      const intents = await step.prepare(fresh);
      for (const key of fresh) {
        const intent = intents.get(key);
        if (intent === undefined) throw new Error(`${step.name}: nothing was prepared for ${key}`);
        sending.set(key, { intent: JSON.stringify(intent) });
      }
    } catch (error) {
      if (!(error instanceof AccountingError)) throw error;
      for (const key of fresh) outcomes.set(key, { failed: error });
    }
  }

  private async send<I extends Json, R extends Json>(run: Run<I, R>): Promise<void> {
    const { step, rows, sending } = run;
    const keys = [...sending.keys()];
    this.rules.mayCrash(step.name, 'before-intent');
    const permit = this.rules.permit(step.name);
    for (const [key, { intent }] of sending) rows.set(key, this.rules.intend(intent));
    this.rules.mayCrash(step.name, 'after-intent');
    await this.options.beforeSend?.(step.name, keys);

    this.sent.push({ step: step.name, keys });
    const answer = await this.attempt(run, permit);
    this.rules.mayCrash(step.name, 'after-send');
    for (const key of keys) this.conclude(run, key, answer.get(key));
    this.rules.mayCrash(step.name, 'after-result');
  }

  private async attempt<I extends Json, R extends Json>(
    { step, sending }: Run<I, R>,
    permit: SendPermit,
  ): Promise<Map<string, Sent<R> | { lost: unknown }>> {
    const intents = new Map([...sending].map(([key, { intent }]) => [key, JSON.parse(intent) as I]));
    try {
      return await step.send(intents, permit);
    } catch (error) {
      const sent = isCertain(error) ? { failed: error } : { lost: error };
      return new Map([...sending.keys()].map((key) => [key, sent]));
    }
  }

  private conclude<I extends Json, R extends Json>(
    { step, rows, outcomes, sending }: Run<I, R>,
    key: string,
    sent: Sent<R> | { lost: unknown } = { lost: undefined },
  ): void {
    const kept = rows.get(key);
    if (!kept) return;
    if ('done' in sent) {
      outcomes.set(key, { done: keep(kept, sent.done) });
    } else if ('lost' in sent || !isCertain(sent.failed)) {
      const cause = 'lost' in sent ? sent.lost : sent.failed;
      outcomes.set(key, { failed: this.rules.lost(step, kept, cause) });
    } else {
      // As in the journal of one: an earlier try with this intent may still come through.
      const earlier = sending.get(key)?.earlier;
      if (earlier) rows.set(key, { ...earlier, absentAt: undefined });
      else rows.delete(key);
      outcomes.set(key, { failed: sent.failed });
    }
  }

  private journal(key: string): MemoryJournal {
    const { beforeSend, ...options } = this.options;
    const journal =
      this.journals.get(key) ??
      new MemoryJournal({ ...options, beforeSend: (step) => beforeSend?.(step, [key]) }, this.rules);
    this.journals.set(key, journal);
    return journal;
  }
}

function keep<Result extends Json>(kept: Kept, result: Result): Result {
  kept.result = JSON.stringify(result);
  return JSON.parse(kept.result) as Result;
}

function inOrder<Value>(keys: string[], values: Map<string, Value>): Map<string, Value> {
  const ordered = new Map<string, Value>();
  for (const key of keys) {
    const value = values.get(key);
    if (value !== undefined) ordered.set(key, value);
  }
  return ordered;
}
