import {
  AccountingError,
  type Json,
  type Proof,
  type Step,
  type StepJournal,
  StepUndecided,
} from '@accounting/port';
import { testKitReason } from './reasons.js';
import type { TestClock } from './test-clock.js';

export type Numbered = { number: number };
export type Saved = { id: string };

export interface NumberedStep extends Step<Numbered, Saved> {
  /** The numbers that were sent, and those that were asked for. */
  readonly sent: number[];
  readonly proven: number[];
}

/**
 * A write that takes the next number. `sends` and `proofs` are what happens, one a call; when there are no more, it
 * is saved, and found.
 */
export function numberedStep(
  sends: (() => Promise<Saved>)[] = [],
  proofs: (() => Promise<Proof<Saved>>)[] = [],
): NumberedStep {
  const [sent, proven]: [number[], number[]] = [[], []];
  const savedAs = (number: number) => ({ id: `V${number}` });
  let next = 1;
  return {
    name: 'post-voucher',
    holdsLane: true,
    sent,
    proven,
    prepare: () => Promise.resolve({ number: next++ }),
    send: async ({ number }) => {
      sent.push(number);
      return (await sends.shift()?.()) ?? savedAs(number);
    },
    prove: async ({ number }) => {
      proven.push(number);
      return (await proofs.shift()?.()) ?? { verdict: 'found', result: savedAs(number) };
    },
  };
}

export function fails(next: AccountingError['next']): () => Promise<never> {
  const reason = testKitReason('BOOKS_DOWN', { operation: 'post-voucher' });
  return () => Promise.reject(new AccountingError(reason, next));
}

export function proves(proof: Proof<Saved>): () => Promise<Proof<Saved>> {
  return () => Promise.resolve(proof);
}

/** Asks as often, and when, the journal says, until there is a result. */
export async function lookAgain<Intent extends Json, Result extends Json>(
  journal: StepJournal,
  step: Step<Intent, Result>,
  clock: TestClock,
): Promise<Result> {
  for (let look = 0; look < 10; look++) {
    try {
      return await journal.step(step);
    } catch (error) {
      if (!isUndecided(error) && !(error instanceof AccountingError)) throw error;
      if (isUndecided(error)) await clock.advanceTo(error.askAt);
    }
  }
  throw new Error(`${step.name} has no result after ten looks`);
}

export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It should have failed');
}

export async function undecided(promise: Promise<unknown>): Promise<StepUndecided> {
  const error = await failureOf(promise);
  if (isUndecided(error)) return error;
  throw error;
}

function isUndecided(error: unknown): error is StepUndecided {
  return error instanceof StepUndecided;
}
