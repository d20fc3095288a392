import type { JournalScenario } from './journal-bench.js';
import { failureOf, fails, lookAgain, numberedStep, proves, undecided } from './numbered-step.js';
import { testKitReason } from './reasons.js';

const TAKEN = testKitReason('NUMBER_TAKEN', { number: 1 });
const CHANGED = testKitReason('CHANGED_BY_A_PERSON', { marker: '4k7f3q2m9xwt' });
const NO_PROOF = testKitReason('DRAFT_NOT_PROVABLE', { marker: '4k7f3q2m9xwt' });

const lost = fails('look-up-first');
const absent = proves({ verdict: 'absent' });
const impossible = proves({ verdict: 'impossible', why: TAKEN });
const foundChanged = proves({ verdict: 'found', result: { id: 'V1' }, notes: [CHANGED] });
const cannotTell = proves({ verdict: 'cannot-tell', why: NO_PROOF, lookFor: ['[4k7f3q2m9xwt]'] });

export const whenTheAnswerIsLost: JournalScenario[] = [
  {
    title: 'asks for nothing before a late answer is out of the question, and says when it will',
    run: async ({ journal, clock, timing, reopen }) => {
      const step = numberedStep([lost]);
      const { sendWindowMs, writeTimeoutMs, settleAfterMs } = timing;
      const askAt = new Date(clock.now().getTime() + sendWindowMs + writeTimeoutMs + settleAfterMs);

      expect(await undecided(journal.step(step))).toMatchObject({ askAt, holdsLane: true });
      await clock.advanceTo(new Date(askAt.getTime() - 1));
      expect(await undecided((await reopen()).step(step))).toMatchObject({ askAt });
      expect(step.proven).toEqual([]);
    },
  },
  {
    title: 'takes an error it does not know for a lost answer',
    run: async ({ journal, clock }) => {
      const step = numberedStep([() => Promise.reject(new TypeError('undefined is not a voucher'))]);

      await lookAgain(journal, step, clock);

      expect(step.proven).toEqual([1]);
    },
  },
  {
    title: 'proves what a dead worker may have sent, before another one sends',
    run: async ({ journal, clock, reopen }) => {
      const died = new Promise<void>((resolve) => {
        const step = numberedStep([
          () => {
            resolve();
            return new Promise<never>(() => undefined);
          },
        ]);
        void journal.step(step);
      });
      await died;

      const step = numberedStep();
      expect(await lookAgain(await reopen(), step, clock)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [], proven: [1] });
    },
  },
  {
    title: 'takes what is found for the result, with what a person changed, and sends no more',
    run: async ({ journal, clock, notes, reopen }) => {
      const step = numberedStep([lost], [foundChanged]);

      expect(await lookAgain(journal, step, clock)).toEqual({ id: 'V1' });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [1], proven: [1] });
      expect(await notes()).toEqual([CHANGED]);
    },
  },
  {
    title: 'sends the same intent again when it was found absent twice, far enough apart',
    run: async ({ journal, clock, timing, reopen }) => {
      const step = numberedStep([lost], [absent, absent]);
      const { askAt } = await undecided(journal.step(step));
      await clock.advanceTo(askAt);

      const again = await undecided(journal.step(step));
      expect(again.askAt).toEqual(new Date(askAt.getTime() + timing.gapMs));
      expect(step.sent).toEqual([1]);
      await clock.advanceTo(again.askAt);

      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step.sent).toEqual([1, 1]);
    },
  },
  {
    title: 'does not believe two absences that are too near each other',
    run: async ({ journal, clock, timing }) => {
      const step = numberedStep([lost], [absent, absent, absent]);
      const { askAt } = await undecided(journal.step(step));
      await clock.advanceTo(askAt);
      await undecided(journal.step(step));
      await clock.advance(timing.gapMs - 1);

      await undecided(journal.step(step));
      expect(step.sent).toEqual([1]);
    },
  },
];

export const whenItStaysUnclear: JournalScenario[] = [
  {
    title: 'waits as long again after the second try',
    run: async ({ journal, clock, timing }) => {
      const step = numberedStep([lost, lost], [absent, absent]);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);
      const { sendWindowMs, writeTimeoutMs, settleAfterMs } = timing;

      const { askAt } = await undecided(journal.step(step));
      expect(askAt.getTime() - clock.now().getTime()).toBe(sendWindowMs + writeTimeoutMs + settleAfterMs);
    },
  },
  {
    title: 'keeps an intent once sent, though the second try was refused: the first may still come through',
    run: async ({ journal, clock }) => {
      const step = numberedStep([lost, fails('retry')], [absent, absent, absent, absent]);

      await lookAgain(journal, step, clock);

      expect(new Set(step.sent)).toEqual(new Set([1]));
      expect(step.sent).toHaveLength(3);
    },
  },
  {
    title: 'takes a new intent at once when the first can never come through, and says why',
    run: async ({ journal, clock, notes }) => {
      const step = numberedStep([lost], [impossible]);

      expect(await lookAgain(journal, step, clock)).toEqual({ id: 'V2' });
      expect(step.sent).toEqual([1, 2]);
      expect(await notes()).toEqual([TAKEN]);
    },
  },
  {
    title: 'sends nothing where nothing is proven, and says what a person looks for',
    run: async ({ journal, clock, reopen }) => {
      const step = numberedStep([lost], [cannotTell, cannotTell]);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);

      const { reason, askAt } = await undecided(journal.step(step));
      expect(reason).toMatchObject({ code: 'DRAFT_NOT_PROVABLE', lookFor: ['[4k7f3q2m9xwt]'] });
      await clock.advanceTo(askAt);
      await undecided((await reopen()).step(step));
      expect(step.sent).toEqual([1]);
    },
  },
  {
    title: 'decides nothing by a proof that fails',
    run: async ({ journal, clock, reopen }) => {
      const step = numberedStep([lost], [fails('retry'), fails('ask-a-human')]);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);
      await failureOf(journal.step(step));
      await clock.advance(3_600_000);
      await failureOf(journal.step(step));
      await clock.advance(3_600_000);

      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [1], proven: [1, 1, 1] });
    },
  },
];
