import { MEMBERS, type BatchScenario } from './journal-bench.js';
import {
  allFail,
  attempt,
  attemptToTheEnd,
  endsOf,
  failing,
  idsOf,
  numberedBatch,
} from './numbered-batch.js';
import { numberedStep, undecided } from './numbered-step.js';
import { testKitReason } from './reasons.js';

const KEYS = [...MEMBERS];
const [A, B, C] = MEMBERS;
const CUT = testKitReason('TEXT_CUT', { of: 'vare', text: 'Kaffe', longest: 3 });

export const whenABatchGoesWell: BatchScenario[] = [
  {
    title: 'sends the step of many members in one call, and answers each',
    run: async (bench) => {
      const step = numberedBatch(KEYS);

      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V2', [C]: 'V3' });
      expect(step.sent).toEqual([{ [A]: 1, [B]: 2, [C]: 3 }]);
    },
  },
  {
    title: 'does a step once for each member, in whatever company it comes again',
    run: async (bench) => {
      const step = numberedBatch(KEYS);

      await attempt(bench, step, [A, B]);
      const outcomes = await attempt(bench, step, [B, C]);

      expect(idsOf(outcomes)).toEqual({ [B]: 'V2', [C]: 'V3' });
      expect(step.sent).toEqual([{ [A]: 1, [B]: 2 }, { [C]: 3 }]);
    },
  },
  {
    title: 'keeps the steps of a member apart by their names, and asks only those that need one',
    run: async (bench) => {
      const stock = { ...numberedBatch([B]), name: 'set-stock' };
      const journal = await bench.batch(KEYS);

      await journal.batch(numberedBatch(KEYS));
      await journal.batch(stock);

      expect(stock.sent).toEqual([{ [B]: 1 }]);
    },
  },
  {
    title: 'does once, with the first of them, what all members need',
    run: async ({ batch, clock }) => {
      const lost = numberedStep([() => Promise.reject(failing('look-up-first'))]);
      const categories = { ...lost, name: 'save-categories' };

      const { askAt, holdsLane } = await undecided((await batch(KEYS)).step(categories));
      expect(holdsLane).toBe(true);
      await clock.advanceTo(askAt);

      expect(await (await batch(KEYS)).step(categories)).toEqual({ id: 'V1' });
      expect(await (await batch([A])).step(categories)).toEqual({ id: 'V1' });
      expect(categories.sent).toEqual([1]);
    },
  },
  {
    title: 'says in the log of one member what concerns that one',
    run: async ({ batch, notes }) => {
      const journal = await batch(KEYS);

      journal.note(B, CUT);
      await journal.batch(numberedBatch(KEYS));

      expect(await notes(B)).toEqual([CUT]);
      expect([...(await notes(A)), ...(await notes(C))]).toEqual([]);
    },
  },
];

export const whenAMemberFails: BatchScenario[] = [
  {
    title: 'lets one member fail alone: the others are done, and it is prepared anew',
    run: async (bench) => {
      const step = numberedBatch(KEYS, [() => Promise.resolve({ [B]: { failed: failing('ask-a-human') } })]);

      const outcomes = await attempt(bench, step);
      expect(endsOf(outcomes)).toEqual({ [A]: 'done', [B]: 'ask-a-human', [C]: 'done' });
      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V4', [C]: 'V3' });
      expect(step.sent.slice(1)).toEqual([{ [B]: 4 }]);
      expect(step.proven).toEqual([]);
    },
  },
  ...(['retry', 'ask-a-human'] as const).map((next): BatchScenario => ({
    title: `gives each its failure when the whole call says ${next}, and prepares all anew`,
    run: async (bench) => {
      const step = numberedBatch([A, B], [allFail(failing(next))]);

      expect(endsOf(await attempt(bench, step))).toEqual({ [A]: next, [B]: next });
      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V3', [B]: 'V4' });
      expect(step.proven).toEqual([]);
    },
  })),
  {
    title: 'answers those that are done though the others cannot be prepared, and keeps nothing of these',
    run: async (bench) => {
      const step = numberedBatch(KEYS);
      await attempt(bench, step, [A]);
      const unprepared = { ...step, prepare: allFail(failing('retry')) };

      const outcomes = await attempt(bench, unprepared);

      expect(endsOf(outcomes)).toEqual({ [A]: 'done', [B]: 'retry', [C]: 'retry' });
      expect(idsOf(await attempt(bench, step))).toEqual({ [A]: 'V1', [B]: 'V2', [C]: 'V3' });
      expect(step.proven).toEqual([]);
    },
  },
  {
    title: 'lets nothing of a batch be sent by a worker that slept too long',
    run: async (bench) => {
      const { clock, timing } = bench;
      const step = numberedBatch([A, B]);
      const sleepy: typeof step = {
        ...step,
        async send(intents, permit) {
          permit.check();
          await clock.advance(timing.sendWindowMs + 1);
          permit.check();
          return step.send(intents, permit);
        },
      };

      expect(endsOf(await attempt(bench, sleepy))).toEqual({ [A]: 'retry', [B]: 'retry' });
      expect(step.sent).toEqual([]);
      expect(await attemptToTheEnd(bench, step)).toEqual({ [A]: 'V3', [B]: 'V4' });
    },
  },
];
