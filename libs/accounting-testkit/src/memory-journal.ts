import type { Json, Proof, Reason, SendPermit, Step, StepJournal } from '@accounting/port';
import { isCertain, StepRules, undecided, type Kept, type MemoryJournalOptions } from './memory-steps.js';

export { Crash, type CrashPoint, type MemoryJournalOptions } from './memory-steps.js';

/** The journal of one delivery, in memory. `describeStepJournal` tells its promises. */
export class MemoryJournal implements StepJournal {
  readonly notes: Reason[] = [];
  /** Names of the steps in the order they were sent; a name stands twice when it was sent twice. */
  readonly sent: string[] = [];
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly options: MemoryJournalOptions,
    private readonly rules = new StepRules(options),
  ) {}

  async step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    this.rules.mustLive();
    const kept = this.kept.get(step.name);
    if (!kept) return this.begin(step);
    if (kept.result !== undefined) return JSON.parse(kept.result) as Result;
    return this.settle(step, kept);
  }

  async abandon(name: string, why: Reason): Promise<void> {
    const kept = this.kept.get(name);
    if (kept && kept.result === undefined) throw new Error(`${name} is undecided: it cannot be abandoned`);
    this.kept.delete(name);
    await this.note(why);
  }

  note(reason: Reason): Promise<void> {
    this.notes.push(reason);
    return Promise.resolve();
  }

  timesSent(step: string): number {
    return this.sent.filter((sent) => sent === step).length;
  }

  /** Another worker takes over what the dead one stored. */
  resume(): this {
    this.rules.resume();
    return this;
  }

  private async begin<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    const intent = await step.prepare();
    const there = step.looksFirst ? await step.prove(intent) : null;
    this.rules.mayCrash(step.name, 'before-intent');
    if (there?.verdict !== 'found') return this.send(step, JSON.stringify(intent));
    this.notes.push(...(there.notes ?? []));
    this.kept.set(step.name, {
      intent: JSON.stringify(intent),
      sendBefore: 0,
      result: JSON.stringify(there.result),
    });
    return there.result;
  }

  /** `earlier`: a try with this very intent whose fate was unknown, and which was then proven absent. */
  private async send<Intent extends Json, Result extends Json>(
    step: Step<Intent, Result>,
    intent: string,
    earlier?: Kept,
  ): Promise<Result> {
    const permit = this.rules.permit(step.name);
    const kept = this.rules.intend(intent);
    this.kept.set(step.name, kept);
    this.rules.mayCrash(step.name, 'after-intent');
    await this.options.beforeSend?.(step.name);

    const result = await this.attempt(step, kept, permit, earlier);
    this.rules.mayCrash(step.name, 'after-send');
    return this.done(step.name, kept, result);
  }

  private async attempt<Intent extends Json, Result extends Json>(
    step: Step<Intent, Result>,
    kept: Kept,
    permit: SendPermit,
    earlier?: Kept,
  ): Promise<Result> {
    try {
      this.sent.push(step.name);
      return await step.send(JSON.parse(kept.intent) as Intent, permit);
    } catch (error) {
      if (!isCertain(error)) throw this.rules.lost(step, kept, error);
      // Nothing was done by this try. But an earlier one may still come through late: its intent, which shuts
      // that out, is kept.
      if (earlier) this.kept.set(step.name, { ...earlier, absentAt: undefined });
      else this.kept.delete(step.name);
      throw error;
    }
  }

  private async settle<Intent extends Json, Result extends Json>(
    step: Step<Intent, Result>,
    kept: Kept,
  ): Promise<Result> {
    if (this.rules.isTooEarly(kept)) throw undecided(step, this.rules.askAt(kept));

    const proof = await this.prove(step, kept);
    switch (proof.verdict) {
      case 'found':
        this.notes.push(...(proof.notes ?? []));
        return this.done(step.name, kept, proof.result);
      case 'absent':
        if (this.rules.believesAbsence(kept)) return this.send(step, kept.intent, kept);
        throw undecided(step, this.rules.askAt(kept));
      case 'impossible':
        this.notes.push(proof.why);
        this.kept.delete(step.name);
        return this.begin(step);
      case 'cannot-tell':
        throw this.rules.unprovable(step, proof);
    }
  }

  private async prove<Intent extends Json, Result extends Json>(
    step: Step<Intent, Result>,
    kept: Kept,
  ): Promise<Proof<Result>> {
    try {
      return await step.prove(JSON.parse(kept.intent) as Intent);
    } catch (error) {
      throw this.rules.unproven(step, error);
    }
  }

  private done<Result extends Json>(name: string, kept: Kept, result: Result): Result {
    kept.result = JSON.stringify(result);
    this.rules.mayCrash(name, 'after-result');
    return JSON.parse(kept.result) as Result;
  }
}
