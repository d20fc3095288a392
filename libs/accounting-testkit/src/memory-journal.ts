import {
  AccountingError,
  type AccountingPort,
  type Clock,
  type Json,
  type Proof,
  type Reason,
  type SendPermit,
  type Step,
  type StepJournal,
  StepUndecided,
} from '@accounting/port';
import { testKitReason } from './reasons.js';

/** A moment at which a worker may die. */
export interface CrashPoint {
  step: string;
  at: 'before-intent' | 'after-intent' | 'after-send' | 'after-result';
}

/** The worker died: what it had not stored is lost. */
export class Crash extends Error {
  override readonly name = 'Crash';

  constructor(readonly point: CrashPoint) {
    super(`Crash ${point.at} of ${point.step}`);
  }
}

export interface MemoryJournalOptions {
  clock: Clock;
  /** The port's own: `port.timing`. */
  timing: AccountingPort['timing'];
  /** How long after the intent is stored its step may be sent. */
  sendWindowMs?: number;
  /** How far apart two reads must be that both find nothing. */
  gapMs?: number;
  crashAt?: (point: CrashPoint) => boolean;
  /** Called right before each send, when its intent is stored. */
  beforeSend?: (step: string) => void | Promise<void>;
}

/** What a database would hold of a step, as text: what is not Json does not survive. */
interface Kept {
  intent: string;
  sendBefore: number;
  result?: string;
  /** When the first of two reads found nothing. */
  absentAt?: number | undefined;
}

/** What no read proves now may still show later, for instance when somebody approves a draft. */
const HOUR = 3_600_000;

/** The journal of one delivery, in memory. `describeStepJournal` tells its promises. */
export class MemoryJournal implements StepJournal {
  readonly notes: Reason[] = [];
  /** Names of the steps in the order they were sent; a name stands twice when it was sent twice. */
  readonly sent: string[] = [];
  private readonly kept = new Map<string, Kept>();
  private readonly gapMs: number;
  private readonly sendWindowMs: number;
  private death: Crash | null = null;

  constructor(private readonly options: MemoryJournalOptions) {
    this.gapMs = options.gapMs ?? Math.min(60_000, options.timing.settleAfterMs / 5);
    this.sendWindowMs = options.sendWindowMs ?? 20_000;
  }

  async step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    if (this.death) throw this.death;
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

  /** Another worker takes over what the dead one stored. */
  resume(): this {
    this.death = null;
    return this;
  }

  private async begin<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result> {
    const intent = await step.prepare();
    const there = step.looksFirst ? await step.prove(intent) : null;
    this.mayCrash(step.name, 'before-intent');
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
    const permit = this.permit(step.name);
    const kept: Kept = { intent, sendBefore: this.options.clock.now().getTime() + this.sendWindowMs };
    this.kept.set(step.name, kept);
    this.mayCrash(step.name, 'after-intent');
    await this.options.beforeSend?.(step.name);

    const result = await this.attempt(step, kept, permit, earlier);
    this.mayCrash(step.name, 'after-send');
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
      if (!(error instanceof AccountingError) || error.next === 'look-up-first') {
        throw undecided(step, this.firstLook(kept), error);
      }
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
    const now = this.options.clock.now().getTime();
    const askAt = kept.absentAt === undefined ? this.firstLook(kept) : new Date(kept.absentAt + this.gapMs);
    if (now < askAt.getTime()) throw undecided(step, askAt);

    const proof = await this.prove(step, kept);
    switch (proof.verdict) {
      case 'found':
        this.notes.push(...(proof.notes ?? []));
        return this.done(step.name, kept, proof.result);
      case 'absent':
        if (kept.absentAt !== undefined) return this.send(step, kept.intent, kept);
        kept.absentAt = now;
        throw undecided(step, new Date(now + this.gapMs));
      case 'impossible':
        this.notes.push(proof.why);
        this.kept.delete(step.name);
        return this.begin(step);
      case 'cannot-tell':
        throw unprovable(step, proof, new Date(now + HOUR));
    }
  }

  /** A proof that fails decides nothing, whatever its error says may be retried. */
  private async prove<Intent extends Json, Result extends Json>(step: Step<Intent, Result>, kept: Kept) {
    try {
      return await step.prove(JSON.parse(kept.intent) as Intent);
    } catch (error) {
      const retryAt = error instanceof AccountingError ? error.retryAt : undefined;
      const soon = new Date(this.options.clock.now().getTime() + this.gapMs);
      throw undecided(step, retryAt ?? soon, error);
    }
  }

  private done<Result extends Json>(name: string, kept: Kept, result: Result): Result {
    kept.result = JSON.stringify(result);
    this.mayCrash(name, 'after-result');
    return JSON.parse(kept.result) as Result;
  }

  private firstLook(kept: Kept): Date {
    const { writeTimeoutMs, settleAfterMs } = this.options.timing;
    return new Date(kept.sendBefore + writeTimeoutMs + settleAfterMs);
  }

  private permit(step: string): SendPermit {
    const { clock } = this.options;
    const closesAt = clock.monotonic() + this.sendWindowMs;
    return {
      check() {
        if (clock.monotonic() < closesAt) return;
        throw new AccountingError(testKitReason('SEND_WINDOW_OVER', { step }), 'retry');
      },
    };
  }

  private mayCrash(step: string, at: CrashPoint['at']): void {
    if (!this.options.crashAt?.({ step, at })) return;
    this.death = new Crash({ step, at });
    throw this.death;
  }
}

type CannotTell = Extract<Proof<Json>, { verdict: 'cannot-tell' }>;
type Nameable = { name: string; holdsLane?: boolean };

function undecided({ name, holdsLane = false }: Nameable, askAt: Date, cause?: unknown): StepUndecided {
  return new StepUndecided(testKitReason('STEP_UNDECIDED', { step: name }), askAt, holdsLane, cause);
}

function unprovable({ holdsLane = false }: Nameable, proof: CannotTell, askAt: Date): StepUndecided {
  return new StepUndecided({ ...proof.why, lookFor: proof.lookFor }, askAt, holdsLane);
}
