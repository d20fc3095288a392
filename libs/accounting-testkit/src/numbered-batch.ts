import {
  AccountingError,
  type BatchOutcome,
  type BatchStep,
  type Proof,
  type Sent,
  StepUndecided,
} from '@accounting/port';
import type { BatchJournalBench } from './journal-bench.js';
import type { Numbered, Saved } from './numbered-step.js';
import { testKitReason } from './reasons.js';

export interface NumberedBatch extends BatchStep<Numbered, Saved> {
  /** Who went in each call with which number, and who was asked for. */
  readonly sent: Record<string, number>[];
  readonly proven: Record<string, number>[];
}

/** What becomes of the members of one call. Those that are not named go well; `nothing`: the answer leaves it out. */
type Answer<Of> = () => Promise<Record<string, Of | 'nothing'>>;

/**
 * A write of many, each of which takes the next number. `sends` and `proofs` are what happens, one a call; when there
 * are no more, all are saved, and found.
 */
export function numberedBatch(
  keys: string[],
  sends: Answer<Sent<Saved>>[] = [],
  proofs: Answer<Proof<Saved>>[] = [],
): NumberedBatch {
  const [sent, proven]: [Record<string, number>[], Record<string, number>[]] = [[], []];
  let next = 1;
  return {
    name: 'save-product',
    keys,
    sent,
    proven,
    prepare: (fresh) => Promise.resolve(new Map(fresh.map((key) => [key, { number: next++ }]))),
    send: async (intents) => {
      sent.push(numbersOf(intents));
      const answer = (await sends.shift()?.()) ?? {};
      return answered(intents, answer, (number) => ({ done: { id: `V${number}` } }));
    },
    prove: async (intents) => {
      proven.push(numbersOf(intents));
      const answer = (await proofs.shift()?.()) ?? {};
      return answered(intents, answer, (number) => ({ verdict: 'found', result: { id: `V${number}` } }));
    },
  };
}

export function failing(next: AccountingError['next']): AccountingError {
  return new AccountingError(testKitReason('BOOKS_DOWN', { operation: 'save-product' }), next);
}

/** The whole call fails. */
export function allFail(error: Error): () => Promise<never> {
  return () => Promise.reject(error);
}

/** Makes one attempt, as a worker that has just started. */
export async function attempt(
  { batch }: BatchJournalBench,
  step: NumberedBatch,
  keys = step.keys,
): Promise<Map<string, BatchOutcome<Saved>>> {
  return (await batch(keys)).batch({ ...step, keys });
}

/** Attempt after attempt, each when the one before said so, until all are done. */
export async function attemptToTheEnd(
  bench: BatchJournalBench,
  step: NumberedBatch,
): Promise<Record<string, string>> {
  for (let look = 0; look < 10; look++) {
    const outcomes = await attempt(bench, step);
    if ([...outcomes.values()].every(({ done }) => done)) return idsOf(outcomes);
    await waitFor(bench, outcomes);
  }
  throw new Error(`${step.name} is not done after ten attempts`);
}

/** Lets time pass until every lost one may be asked for. */
export async function waitFor(
  { clock }: BatchJournalBench,
  outcomes: Map<string, BatchOutcome<unknown>>,
): Promise<void> {
  for (const { failed } of outcomes.values())
    if (failed instanceof StepUndecided) await clock.advanceTo(failed.askAt);
}

export function idsOf(outcomes: Map<string, BatchOutcome<Saved>>): Record<string, string> {
  return Object.fromEntries([...outcomes].flatMap(([key, { done }]) => (done ? [[key, done.id]] : [])));
}

/** How each came out: `done`, `undecided`, or what its failure lets happen next. */
export function endsOf(outcomes: Map<string, BatchOutcome<Saved>>): Record<string, string> {
  const ends = [...outcomes].map(([key, { failed }]) => {
    if (!failed) return [key, 'done'];
    return [key, failed instanceof StepUndecided ? 'undecided' : failed.next];
  });
  return Object.fromEntries(ends) as Record<string, string>;
}

function numbersOf(intents: Map<string, Numbered>): Record<string, number> {
  return Object.fromEntries([...intents].map(([key, { number }]) => [key, number]));
}

function answered<Of extends object>(
  intents: Map<string, Numbered>,
  answer: Record<string, Of | 'nothing'>,
  well: (number: number) => Of,
): Map<string, Of> {
  const all = new Map<string, Of>();
  for (const [key, { number }] of intents) {
    const of = answer[key] ?? well(number);
    if (of !== 'nothing') all.set(key, of);
  }
  return all;
}
