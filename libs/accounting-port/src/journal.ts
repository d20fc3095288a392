import type { Reason } from './reasons.js';

/** What can be written down and read again unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The list of what a delivery has done, kept by the application in its database. What is irrevocable happens
 * inside {@link StepJournal.step} and nowhere else.
 */
export interface StepJournal {
  /**
   * Does a step once. Its intent is committed before `send`, its result after it. When the step was done before,
   * its stored result is the answer. When an intent stands without a result (a lost answer, a dead worker), the
   * step is proven first, and sent again, with the *same* intent, only when it is proven absent.
   *
   * Names are the adapter's own and appear in the log; a name stands for one thing in one delivery.
   */
  step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result>;
  /** Gives up a done step's result for this delivery: the next `step` of that name starts anew. The log names why. */
  abandon(name: string, why: Reason): Promise<void>;
  /** Says something in the transfer's log that does not stop it. */
  note(reason: Reason): Promise<void>;
}

export interface Step<Intent extends Json, Result extends Json> {
  name: string;
  /**
   * While this step is undecided nothing else is delivered to the same books: it took something that the
   * accounting system reserves for nobody (24SevenOffice: a stamp number).
   */
  holdsLane?: boolean;
  /**
   * What it leaves in the books is the voucher itself, or a draft of it. From then on the application never begins
   * anew by itself, whatever stops a later step.
   */
  leavesVoucher?: boolean;
  /**
   * Proven before its first send, too: what a database that was restored from a backup has forgotten is found, and
   * not done a second time. For steps whose proof is cheap and whose doing twice is worst.
   */
  looksFirst?: boolean;
  /** Reads what must be fixed before sending, such as the next number. Writes nothing. */
  prepare(): Promise<Intent>;
  /**
   * The write: any number of reads, and one call that leaves something there. Must throw an AccountingError: `look-up-first` when the answer was lost, anything else when it is
   * certain that nothing was done. Calls `permit.check()` right before the bytes leave.
   */
  send(intent: Intent, permit: SendPermit): Promise<Result>;
  /** Asks the accounting system whether `send` was done. Never writes. */
  prove(intent: Intent): Promise<Proof<Result>>;
}

/** The right to send, for a short time: a worker that slept too long must not wake up and write. */
export interface SendPermit {
  /** Throws when the time is over. Then nothing was sent. */
  check(): void;
}

export type Proof<Result> =
  /** It is there. `notes` say what a person changed meanwhile. */
  | { verdict: 'found'; result: Result; notes?: Reason[] }
  /** It is not there now. A late commit is still conceivable: the application waits and asks twice. */
  | { verdict: 'absent' }
  /** It is not there and can never come: what it would have used was taken by somebody else. */
  | { verdict: 'impossible'; why: Reason }
  /** The system gives no proof. A person looks for `lookFor`. */
  | { verdict: 'cannot-tell'; why: Reason; lookFor: string[] };

/** A step was, or may have been, sent, and nobody knows what came of it. Every journal throws this one. */
export class StepUndecided extends Error {
  override readonly name = 'StepUndecided';

  constructor(
    /** With `lookFor` when only a person can tell. */
    readonly reason: Reason,
    /** Nothing is gained by asking the accounting system before this instant. */
    readonly askAt: Date,
    readonly holdsLane: boolean,
    cause?: unknown,
  ) {
    super(`${reason.code}: ${reason.english}`, { cause });
  }
}
