import {
  AccountingError,
  type Json,
  type Proof,
  type Reason,
  type Step,
  type StepJournal,
} from '@accounting/port';
import type { StepUndecided } from './memory-journal.js';
import { testKitReason } from './reasons.js';
import type { TestClock } from './test-clock.js';

/** The journal of one delivery in which nothing was done yet, and what a test needs around it. */
export interface JournalBench {
  journal: StepJournal;
  clock: TestClock;
  timing: { sendWindowMs: number; writeTimeoutMs: number; settleAfterMs: number; gapMs: number };
  /** The worker is dead: what another one finds that takes over. */
  reopen(): StepJournal | Promise<StepJournal>;
  /** What was said in the transfer's log. */
  notes(): Reason[] | Promise<Reason[]>;
  close?(): void | Promise<void>;
}

type Numbered = { number: number };
type Saved = { id: string };

/** A write that takes the next number, and remembers what was asked of it. */
class NumberedStep implements Step<Numbered, Saved> {
  readonly name = 'post-voucher';
  readonly holdsLane = true;
  readonly sent: number[] = [];
  readonly proven: number[] = [];
  private next = 1;

  /** Answers of `send` and `prove`, one a call; when there are no more, it is saved and found. */
  constructor(
    private readonly sends: (() => Saved | Promise<Saved>)[] = [],
    private readonly proofs: (() => Proof<Saved>)[] = [],
  ) {}

  prepare = (): Promise<Numbered> => Promise.resolve({ number: this.next++ });

  send = async ({ number }: Numbered): Promise<Saved> => {
    this.sent.push(number);
    return (await this.sends.shift()?.()) ?? { id: `V${number}` };
  };

  prove = ({ number }: Numbered): Promise<Proof<Saved>> => {
    this.proven.push(number);
    const proof = this.proofs.shift();
    return Promise.resolve({ verdict: 'found', result: { id: `V${number}` } } as const).then(
      (found) => proof?.() ?? found,
    );
  };
}

const TAKEN = testKitReason('NUMBER_TAKEN', { number: 1 });
const CHANGED = testKitReason('CHANGED_BY_A_PERSON', { marker: '4k7f3q2m9xwt' });
const NO_PROOF = testKitReason('DRAFT_NOT_PROVABLE', { marker: '4k7f3q2m9xwt' });

const fails = (next: AccountingError['next']) => (): never => {
  throw new AccountingError(testKitReason('BOOKS_DOWN', { operation: 'post-voucher' }), next);
};
const lost = fails('look-up-first');
const absent = (): Proof<Saved> => ({ verdict: 'absent' });
const impossible = (): Proof<Saved> => ({ verdict: 'impossible', why: TAKEN });
const foundChanged = (): Proof<Saved> => ({ verdict: 'found', result: { id: 'V1' }, notes: [CHANGED] });
const cannotTell = (): Proof<Saved> => ({
  verdict: 'cannot-tell',
  why: NO_PROOF,
  lookFor: ['[4k7f3q2m9xwt]'],
});

/** Every journal runs this: the one in memory, and the one in the database. */
export function describeStepJournal(name: string, open: () => Promise<JournalBench>): void {
  describe(`${name} keeps the promises of a step journal`, () => {
    let bench: JournalBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.close?.());

    for (const { title, run } of stepJournalScenarios) it(title, () => run(bench));
  });
}

interface JournalScenario {
  title: string;
  run(bench: JournalBench): Promise<void>;
}

const whenAllIsWell: JournalScenario[] = [
  {
    title: 'does a step once, whoever asks again',
    async run({ journal, reopen }) {
      const step = new NumberedStep();

      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(await journal.step(step)).toEqual({ id: 'V1' });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step.sent).toEqual([1]);
    },
  },
  {
    title: 'keeps steps apart by their names',
    async run({ journal }) {
      const document = { ...new NumberedStep(), name: 'attach-document' } satisfies Step<Numbered, Saved>;

      await journal.step(new NumberedStep());
      await journal.step(document);

      expect(document.sent).toEqual([1]);
    },
  },
  {
    title: 'begins an abandoned step anew, and says why in the log',
    async run({ journal, notes }) {
      const step = new NumberedStep();

      await journal.step(step);
      await journal.abandon('post-voucher', TAKEN);
      await journal.step(step);

      expect(step.sent).toEqual([1, 2]);
      expect(await notes()).toEqual([TAKEN]);
    },
  },
];

const whenNothingWasDone: JournalScenario[] = [
  ...(['retry', 'ask-a-human'] as const).map((next) => ({
    title: `prepares anew after a failure that says ${next}: nothing stands there`,
    async run({ journal, reopen }: JournalBench) {
      const step = new NumberedStep([fails(next)]);

      expect(await failureOf(journal.step(step))).toMatchObject({ code: 'BOOKS_DOWN', next });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V2' });
      expect(step.proven).toEqual([]);
    },
  })),
  {
    title: 'keeps nothing of a step that could not be prepared',
    async run({ journal, reopen }) {
      const step = new NumberedStep();
      const unprepared = { ...step, prepare: () => Promise.reject(new Error('no number to be had')) };

      await failureOf(journal.step(unprepared));

      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step.proven).toEqual([]);
    },
  },
  {
    title: 'lets nothing be sent by a worker that slept too long',
    async run({ journal, clock, timing, reopen }) {
      const step = new NumberedStep();
      const sleepy: Step<Numbered, Saved> = {
        ...step,
        async send(intent, permit) {
          permit.check();
          await clock.advance(timing.sendWindowMs + 1);
          permit.check();
          return step.send(intent);
        },
      };

      expect(await failureOf(journal.step(sleepy))).toMatchObject({ next: 'retry' });
      expect(step.sent).toEqual([]);
      expect(await (await reopen()).step(step)).toEqual({ id: 'V2' });
    },
  },
];

const whenTheAnswerIsLost: JournalScenario[] = [
  {
    title: 'asks for nothing before a late answer is out of the question, and says when it will',
    async run({ journal, clock, timing, reopen }) {
      const step = new NumberedStep([lost]);
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
    async run({ journal, clock }) {
      const step = new NumberedStep([() => Promise.reject(new TypeError('undefined is not a voucher'))]);

      await lookAgain(journal, step, clock);

      expect(step.proven).toEqual([1]);
    },
  },
  {
    title: 'proves what a dead worker may have sent, before another one sends',
    async run({ journal, clock, reopen }) {
      const died = new Promise<void>((resolve) => {
        const step = new NumberedStep([
          () => {
            resolve();
            return new Promise<never>(() => undefined);
          },
        ]);
        void journal.step(step);
      });
      await died;

      const step = new NumberedStep();
      expect(await lookAgain(await reopen(), step, clock)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [], proven: [1] });
    },
  },
  {
    title: 'takes what is found for the result, with what a person changed, and sends no more',
    async run({ journal, clock, notes, reopen }) {
      const step = new NumberedStep([lost], [foundChanged]);

      expect(await lookAgain(journal, step, clock)).toEqual({ id: 'V1' });
      expect(await (await reopen()).step(step)).toEqual({ id: 'V1' });
      expect(step).toMatchObject({ sent: [1], proven: [1] });
      expect(await notes()).toEqual([CHANGED]);
    },
  },
  {
    title: 'sends the same intent again when it was found absent twice, far enough apart',
    async run({ journal, clock, timing, reopen }) {
      const step = new NumberedStep([lost], [absent, absent]);
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
    async run({ journal, clock, timing }) {
      const step = new NumberedStep([lost], [absent, absent, absent]);
      const { askAt } = await undecided(journal.step(step));
      await clock.advanceTo(askAt);
      await undecided(journal.step(step));
      await clock.advance(timing.gapMs - 1);

      await undecided(journal.step(step));
      expect(step.sent).toEqual([1]);
    },
  },
];

const whenItStaysUnclear: JournalScenario[] = [
  {
    title: 'waits as long again after the second try',
    async run({ journal, clock, timing }) {
      const step = new NumberedStep([lost, lost], [absent, absent]);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);
      await clock.advanceTo((await undecided(journal.step(step))).askAt);
      const { sendWindowMs, writeTimeoutMs, settleAfterMs } = timing;

      const { askAt } = await undecided(journal.step(step));
      expect(askAt.getTime() - clock.now().getTime()).toBe(sendWindowMs + writeTimeoutMs + settleAfterMs);
    },
  },
  {
    title: 'keeps an intent once sent, though the second try was refused: the first may still come through',
    async run({ journal, clock }) {
      const step = new NumberedStep([lost, fails('retry')], [absent, absent, absent, absent]);

      await lookAgain(journal, step, clock);

      expect(new Set(step.sent)).toEqual(new Set([1]));
      expect(step.sent).toHaveLength(3);
    },
  },
  {
    title: 'takes a new intent at once when the first can never come through, and says why',
    async run({ journal, clock, notes }) {
      const step = new NumberedStep([lost], [impossible]);

      expect(await lookAgain(journal, step, clock)).toEqual({ id: 'V2' });
      expect(step.sent).toEqual([1, 2]);
      expect(await notes()).toEqual([TAKEN]);
    },
  },
  {
    title: 'sends nothing where nothing is proven, and says what a person looks for',
    async run({ journal, clock, reopen }) {
      const step = new NumberedStep([lost], [cannotTell, cannotTell]);
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
    async run({ journal, clock, reopen }) {
      const step = new NumberedStep([lost], [fails('retry'), fails('ask-a-human')]);
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

export const stepJournalScenarios = [
  ...whenAllIsWell,
  ...whenNothingWasDone,
  ...whenTheAnswerIsLost,
  ...whenItStaysUnclear,
];

/** Asks as often, and when, the journal says, until there is a result. */
async function lookAgain<Intent extends Json, Result extends Json>(
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

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It should have failed');
}

async function undecided(promise: Promise<unknown>): Promise<StepUndecided> {
  const error = await failureOf(promise);
  if (isUndecided(error)) return error;
  throw error;
}

/** By its shape: each journal has an error of its own. */
function isUndecided(error: unknown): error is StepUndecided {
  return error instanceof Error && 'askAt' in error && 'holdsLane' in error;
}
