import type { Step } from '@accounting/port';
import type { JournalBench, JournalScenario } from './journal-bench.js';
import { failureOf, fails, numberedStep, proves, type Numbered, type Saved } from './numbered-step.js';
import { testKitReason } from './reasons.js';

const TAKEN = testKitReason('NUMBER_TAKEN', { number: 1 });

export const whenAllIsWell: JournalScenario[] = [
  {
    title: 'does a step once, whoever asks again',
    run: async ({ journal, reopen }) => {
      const step = numberedStep();

      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step.sent).toEqual([1]);
    },
  },
  {
    title: 'keeps steps apart by their names',
    run: async ({ journal }) => {
      const document = { ...numberedStep(), name: 'attach-document' } satisfies Step<Numbered, Saved>;

      await journal.step(numberedStep());
      await journal.step(document);

      expect(document.sent).toEqual([1]);
    },
  },
  {
    title: 'looks before the first send when the step asks for it, and sends nothing that is there',
    run: async ({ journal, reopen }) => {
      const step = { ...numberedStep(), looksFirst: true };

      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [], proven: [1] });
    },
  },
  {
    title: 'sends what it looked for and did not find',
    run: async ({ journal }) => {
      const step = { ...numberedStep([], [proves({ verdict: 'absent' })]), looksFirst: true };

      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [1], proven: [1] });
    },
  },
  {
    title: 'begins an abandoned step anew, and says why in the log',
    run: async ({ journal, notes }) => {
      const step = numberedStep();

      await journal.step(step);
      await journal.abandon('post-voucher', TAKEN);
      await journal.step(step);

      expect(step.sent).toEqual([1, 2]);
      expect(await notes()).toEqual([TAKEN]);
    },
  },
];

export const whenNothingWasDone: JournalScenario[] = [
  ...(['retry', 'ask-a-human'] as const).map((next) => ({
    title: `prepares anew after a failure that says ${next}: nothing stands there`,
    run: async ({ journal, reopen }: JournalBench) => {
      const step = numberedStep([fails(next)]);

      expect(await failureOf(journal.step(step))).toMatchObject({ code: 'BOOKS_DOWN', next });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V2' });
      expect(step.proven).toEqual([]);
    },
  })),
  {
    title: 'keeps nothing of a step that could not be prepared',
    run: async ({ journal, reopen }) => {
      const step = numberedStep();
      const unprepared = { ...step, prepare: () => Promise.reject(new Error('no number to be had')) };

      await failureOf(journal.step(unprepared));

      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step.proven).toEqual([]);
    },
  },
  {
    title: 'lets nothing be sent by a worker that slept too long',
    run: async ({ journal, clock, timing, reopen }) => {
      const step = numberedStep();
      const sleepy: Step<Numbered, Saved> = {
        ...step,
        async send(intent, permit) {
          permit.check();
          await clock.advance(timing.sendWindowMs + 1);
          permit.check();
          return step.send(intent, permit);
        },
      };

      expect(await failureOf(journal.step(sleepy))).toMatchObject({ next: 'retry' });
      expect(step.sent).toEqual([]);
      expect(await (await reopen()).step(step)).toEqual({ id: 'V2' });
    },
  },
];
