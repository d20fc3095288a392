import type { AccountingError } from './errors.js';
import type { Json, Proof, SendPermit, Step, StepUndecided } from './journal.js';
import type { Reason } from './reasons.js';

/**
 * The step journal of many deliveries that go in one attempt. Each member has steps of its own, with the promises of
 * {@link StepJournal}; one call may carry a step of many members.
 */
export interface BatchJournal {
  /**
   * Does a step once for each of its members. Those that are done answer their stored result; those whose answer was
   * lost are proven together, first; the rest, and what is proven absent, go together in one `send`. Intents of all are
   * committed before it, results of all after it. Never throws for what became of a member.
   */
  batch<Intent extends Json, Result extends Json>(
    step: BatchStep<Intent, Result>,
  ): Promise<Map<string, BatchOutcome<Result>>>;
  /** One step for what all members need first, kept with the first of them: see {@link StepJournal.step}. */
  step<Intent extends Json, Result extends Json>(step: Step<Intent, Result>): Promise<Result>;
  /** Says something in one member's log that does not stop it. */
  note(key: string, reason: Reason): void;
}

export interface BatchStep<Intent extends Json, Result extends Json> {
  name: string;
  /** The members that need it. */
  keys: string[];
  /** Reads what must be fixed before sending. One for each key it is given. Writes nothing. */
  prepare(keys: string[]): Promise<Map<string, Intent>>;
  /**
   * One call that writes all of them. Answers what became of each: a failed member is refused alone (its AccountingError
   * with `look-up-first` when it may have been done). Throws as {@link Step.send} does, for all. A member that is
   * missing in the answer counts as lost.
   */
  send(intents: Map<string, Intent>, permit: SendPermit): Promise<Map<string, Sent<Result>>>;
  /** Asks the accounting system which were done, in as few calls as it can. Never writes. */
  prove(intents: Map<string, Intent>): Promise<Map<string, Proof<Result>>>;
}

export type Sent<Result> = { done: Result } | { failed: AccountingError };

export type BatchOutcome<Result> =
  { done: Result; failed?: undefined } | { done?: undefined; failed: AccountingError | StepUndecided };
