import { StepUndecided, type Proof } from '@accounting/port';
import { MEMBERS, type BatchJournalBench, type BatchScenario } from './journal-bench.js';
import {
  allFail,
  attempt,
  attemptToTheEnd,
  endsOf,
  failing,
  idsOf,
  numberedBatch,
  waitFor,
  type NumberedBatch,
} from './numbered-batch.js';
import type { Saved } from './numbered-step.js';
import { testKitReason } from './reasons.js';

const KEYS = [...MEMBERS];
const [A, B, C] = MEMBERS;
const TAKEN = testKitReason('NUMBER_TAKEN', { number: 1 });
const CHANGED = testKitReason('CHANGED_BY_A_PERSON', { marker: '4k7f3q2m9xwt' });
const NO_PROOF = testKitReason('DRAFT_NOT_PROVABLE', { marker: '4k7f3q2m9xwt' });

const lost = allFail(failing('look-up-first'));
const proves = (proofs: Record<string, Proof<Saved> | 'nothing'>) => () => Promise.resolve(proofs);
const absent = { verdict: 'absent' } as const;

export const whenABatchIsLost: BatchScenario[] = [
  {
    title: 'asks for none of a lost batch too early, says for each when it will, and throws nothing',
    run: async (bench) => {
      const { clock, timing } = bench;
      const step = numberedBatch([A, B], [lost]);
      const { sendWindowMs, writeTimeoutMs, settleAfterMs } = timing;
      const askAt = new Date(clock.now().getTime() + sendWindowMs + writeTimeoutMs + settleAfterMs);

      expect(askedAt(await attempt(bench, step))).toEqual([askAt, askAt]);
      await clock.advanceTo(new Date(askAt.getTime() - 1));
      expect(askedAt(await attempt(bench, step))).toEqual([askAt, askAt]);
      expect(step).toMatchObject({ sent: [{}], proven: [] });
    },
  },
  {
    title: 'takes an error it does not know for the loss of all that were in the call',
    run: async (bench) => {
      const step = numberedBatch([A, B], [allFail(new TypeError('undefined is not a product'))]);

      expect(endsOf(await attempt(bench, step))).toEqual({ [A]: 'undecided', [B]: 'undecided' });
      await attemptToTheEnd(bench, step);
      expect(step).toMatchObject({ sent: [{ [A]: 1, [B]: 2 }], proven: [{ [A]: 1, [B]: 2 }] });
    },
  },
  {
    title: 'takes a member for lost whom the answer leaves out, and one of whom it says so; no other',
    run: async (bench) => {
      const maybe = { failed: failing('look-up-first') };
      const step = numberedBatch(KEYS, [() => Promise.resolve({ [A]: 'nothing', [C]: maybe })]);

      const outcomes = await attempt(bench, step);
      expect(endsOf(outcomes)).toEqual({ [A]: 'undecided', [B]: 'done', [C]: 'undecided' });
      await waitFor(bench, outcomes);

      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V2', [C]: 'V3' });
      expect(step).toMatchObject({ sent: [{}], proven: [{ [A]: 1, [C]: 3 }] });
    },
  },
  {
    title: 'proves together what a dead worker may have sent, before another one sends',
    run: async (bench) => {
      await die(bench, [A, B]);

      const step = numberedBatch(KEYS);
      const outcomes = await attempt(bench, step);
      expect(endsOf(outcomes)).toEqual({ [A]: 'undecided', [B]: 'undecided', [C]: 'done' });
      await waitFor(bench, outcomes);
      await attempt(bench, step);

      expect(step.sent).toEqual([{ [C]: 1 }]);
      expect(step.proven).toEqual([{ [A]: 1, [B]: 2 }]);
    },
  },
  {
    title: 'takes what is found for the result, with what a person changed in the log of that member',
    run: async (bench) => {
      const changed: Proof<Saved> = { verdict: 'found', result: { id: 'V1' }, notes: [CHANGED] };
      const step = numberedBatch([A, B], [lost], [proves({ [A]: changed })]);

      expect(await attemptToTheEnd(bench, step)).toEqual({ [A]: 'V1', [B]: 'V2' });
      expect(await bench.notes(A)).toEqual([CHANGED]);
      expect(await bench.notes(B)).toEqual([]);
    },
  },
  {
    title: 'sends only the absent again, each with its intent, in one call with those that are new',
    run: async (bench) => {
      const step = numberedBatch(KEYS, [lost], [proves({ [A]: absent }), proves({ [A]: absent })]);
      await waitFor(bench, await attempt(bench, step, [A, B]));
      const once = await attempt(bench, step, [A, B]);
      expect(endsOf(once)).toEqual({ [A]: 'undecided', [B]: 'done' });
      await waitFor(bench, once);

      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V2', [C]: 'V3' });
      expect(step.sent).toEqual([
        { [A]: 1, [B]: 2 },
        { [A]: 1, [C]: 3 },
      ]);
      expect(step.proven).toEqual([{ [A]: 1, [B]: 2 }, { [A]: 1 }]);
    },
  },
  {
    title: 'does not believe two absences of a member that are too near each other',
    run: async (bench) => {
      const step = numberedBatch([A], [lost], [proves({ [A]: absent }), proves({ [A]: absent })]);
      await waitFor(bench, await attempt(bench, step));
      await attempt(bench, step);
      await bench.clock.advance(bench.timing.gapMs - 1);

      expect(endsOf(await attempt(bench, step))).toEqual({ [A]: 'undecided' });
      expect(step.sent).toHaveLength(1);
    },
  },
];

export const whenABatchStaysUnclear: BatchScenario[] = [
  {
    title: 'keeps the intent of a member once sent, though the second try was refused',
    run: async (bench) => {
      const twice = [proves({ [A]: absent }), proves({ [A]: absent })];
      const step = numberedBatch([A], [lost, allFail(failing('retry'))], [...twice, ...twice]);

      await attemptToTheEnd(bench, step);

      expect(step.sent).toEqual([{ [A]: 1 }, { [A]: 1 }, { [A]: 1 }]);
    },
  },
  {
    title: 'takes a new intent at once for a member whose first can never come through, and says why there',
    run: async (bench) => {
      const impossible: Proof<Saved> = { verdict: 'impossible', why: TAKEN };
      const step = numberedBatch(KEYS, [lost], [proves({ [A]: impossible })]);
      await waitFor(bench, await attempt(bench, step, [A, B]));

      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V3', [B]: 'V2', [C]: 'V4' });
      expect(step.sent).toEqual([
        { [A]: 1, [B]: 2 },
        { [A]: 3, [C]: 4 },
      ]);
      expect(await bench.notes(A)).toEqual([TAKEN]);
      expect(await bench.notes(B)).toEqual([]);
    },
  },
  {
    title: 'sends nothing of a member of whom nothing is proven, says what a person looks for, and goes on',
    run: async (bench) => {
      const cannotTell: Proof<Saved> = { verdict: 'cannot-tell', why: NO_PROOF, lookFor: ['K-1000'] };
      const step = numberedBatch(KEYS, [lost], [proves({ [A]: cannotTell })]);
      await waitFor(bench, await attempt(bench, step, [A, B]));

      const outcomes = await attempt(bench, step);

      expect(endsOf(outcomes)).toEqual({ [A]: 'undecided', [B]: 'done', [C]: 'done' });
      expect(outcomes.get(A)?.failed?.reason).toMatchObject({ lookFor: ['K-1000'] });
      expect(step.sent.slice(1)).toEqual([{ [C]: 3 }]);
    },
  },
  {
    title: 'decides nothing by a proof of many that fails, nor of a member whom it leaves out',
    run: async (bench) => {
      const proofs = [allFail(failing('retry')), proves({ [B]: 'nothing' })];
      const step = numberedBatch([A, B], [lost], proofs);
      await waitFor(bench, await attempt(bench, step));

      expect(idsOf(await attempt(bench, step))).toEqual({});
      await bench.clock.advance(3_600_000);
      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1' });
      await bench.clock.advance(3_600_000);

      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V2' });
      expect(step.sent).toHaveLength(1);
    },
  },
];

function askedAt(outcomes: Awaited<ReturnType<typeof attempt>>): (Date | undefined)[] {
  return [...outcomes.values()].map(({ failed }) =>
    failed instanceof StepUndecided ? failed.askAt : undefined,
  );
}

/** A worker dies while its call is under way: whether it was sent nobody knows. */
async function die({ batch }: BatchJournalBench, keys: string[]): Promise<void> {
  const journal = await batch(keys);
  await new Promise<void>((resolve) => {
    const dying: NumberedBatch = {
      ...numberedBatch(keys),
      send: () => {
        resolve();
        return new Promise<never>(() => undefined);
      },
    };
    void journal.batch(dying);
  });
}
