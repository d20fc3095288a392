import {
  AccountingError,
  type AccountingPort,
  type Clock,
  type Json,
  type Proof,
  type SendPermit,
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
export interface Kept {
  intent: string;
  sendBefore: number;
  result?: string;
  /** When the first of two reads found nothing. */
  absentAt?: number | undefined;
}

/** What no read proves now may still show later, for instance when somebody approves a draft. */
const HOUR = 3_600_000;

/** When a step may be sent and asked for, and whether its worker still lives: the same for one delivery and for many. */
export class StepRules {
  private readonly gapMs: number;
  private readonly sendWindowMs: number;
  private death: Crash | null = null;

  constructor(private readonly options: Omit<MemoryJournalOptions, 'beforeSend'>) {
    this.gapMs = options.gapMs ?? Math.min(60_000, options.timing.settleAfterMs / 5);
    this.sendWindowMs = options.sendWindowMs ?? 20_000;
  }

  /** An intent that may be sent from now on. */
  intend(intent: string): Kept {
    return { intent, sendBefore: this.now() + this.sendWindowMs };
  }

  permit(step: string): SendPermit {
    const { clock } = this.options;
    const closesAt = clock.monotonic() + this.sendWindowMs;
    return {
      check() {
        if (clock.monotonic() < closesAt) return;
        throw new AccountingError(testKitReason('SEND_WINDOW_OVER', { step }), 'retry');
      },
    };
  }

  /** When a lost one may be asked for, the first time or the second. */
  askAt(kept: Kept): Date {
    return kept.absentAt === undefined ? this.firstLook(kept) : new Date(kept.absentAt + this.gapMs);
  }

  isTooEarly(kept: Kept): boolean {
    return this.now() < this.askAt(kept).getTime();
  }

  /** One "not here" is not believed. true: this was the second. */
  believesAbsence(kept: Kept): boolean {
    if (kept.absentAt !== undefined) return true;
    kept.absentAt = this.now();
    return false;
  }

  lost(step: Nameable, kept: Kept, cause?: unknown): StepUndecided {
    return undecided(step, this.firstLook(kept), cause);
  }

  unprovable({ holdsLane = false }: Nameable, proof: CannotTell): StepUndecided {
    return new StepUndecided(
      { ...proof.why, lookFor: proof.lookFor },
      new Date(this.now() + HOUR),
      holdsLane,
    );
  }

  /** A proof that failed decides nothing, whatever its error says may be retried. */
  unproven(step: Nameable, error?: unknown): StepUndecided {
    const retryAt = error instanceof AccountingError ? error.retryAt : undefined;
    return undecided(step, retryAt ?? new Date(this.now() + this.gapMs), error);
  }

  mustLive(): void {
    if (this.death) throw this.death;
  }

  mayCrash(step: string, at: CrashPoint['at']): void {
    if (!this.options.crashAt?.({ step, at })) return;
    this.death = new Crash({ step, at });
    throw this.death;
  }

  resume(): void {
    this.death = null;
  }

  private firstLook(kept: Kept): Date {
    const { writeTimeoutMs, settleAfterMs } = this.options.timing;
    return new Date(kept.sendBefore + writeTimeoutMs + settleAfterMs);
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

type CannotTell = Extract<Proof<Json>, { verdict: 'cannot-tell' }>;
type Nameable = { name: string; holdsLane?: boolean };

export function undecided(
  { name, holdsLane = false }: Nameable,
  askAt: Date,
  cause?: unknown,
): StepUndecided {
  return new StepUndecided(testKitReason('STEP_UNDECIDED', { step: name }), askAt, holdsLane, cause);
}

/** Was nothing done, for certain? */
export function isCertain(error: unknown): error is AccountingError {
  return error instanceof AccountingError && error.next !== 'look-up-first';
}
