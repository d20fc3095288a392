import { AccountingError, type Json, type Step, type StepJournal } from '@accounting/port';
import { stepJournalScenarios } from './describe-step-journal.js';
import type { JournalBench } from './journal-bench.js';
import { MemoryJournal } from './memory-journal.js';
import { testKitReason } from './reasons.js';
import { TestClock } from './test-clock.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

function openJournal(over: Partial<typeof timing> = {}): JournalBench & { journal: MemoryJournal } {
  const clock = new TestClock();
  const own = { ...timing, ...over };
  const journal = new MemoryJournal({ clock, timing: own, sendWindowMs: own.sendWindowMs, gapMs: own.gapMs });
  return { journal, clock, timing, reopen: () => journal.resume(), notes: () => journal.notes };
}

/** Changes each step on its way into a journal that is otherwise right. */
function withStep(change: (step: Step<Json, Json>) => Partial<Step<Json, Json>>): JournalBench {
  const bench = openJournal();
  const journal: StepJournal = {
    step: <I extends Json, R extends Json>(step: Step<I, R>) => {
      const changes = change(step as object as Step<Json, Json>) as Partial<Step<I, R>>;
      return bench.journal.step({ ...step, ...changes });
    },
    abandon: (name, why) => bench.journal.abandon(name, why),
    note: (reason) => bench.journal.note(reason),
  };
  return { ...bench, journal, reopen: () => journal };
}

const nothingDone = new AccountingError(testKitReason('BOOKS_DOWN', { operation: 'post-voucher' }), 'retry');
const perhapsDone = new AccountingError(nothingDone.reason, 'look-up-first');

const brokenJournals: [fault: string, breaks: string, open: () => JournalBench][] = [
  [
    'forgets what was done',
    'does a step once',
    () => ({ ...openJournal(), reopen: () => openJournal().journal }),
  ],
  ['takes all steps for one', 'keeps steps apart', () => withStep(() => ({ name: 'post-voucher' }))],
  [
    'does not abandon',
    'begins an abandoned step anew',
    () => {
      const { journal, ...bench } = openJournal();
      return {
        ...bench,
        journal: {
          step: (step) => journal.step(step),
          abandon: (_, why) => journal.note(why),
          note: (why) => journal.note(why),
        },
      };
    },
  ],
  [
    'never looks before it sends',
    'looks before the first send',
    () => withStep(() => ({ looksFirst: false })),
  ],
  [
    'takes every look for a find',
    'sends what it looked for',
    () => withStep(() => ({ prove: () => Promise.resolve({ verdict: 'found', result: { id: 'V1' } }) })),
  ],
  [
    'takes every failure for a lost answer',
    'prepares anew after a failure that says retry',
    () => sendFailsAs(perhapsDone),
  ],
  [
    'takes a refusal for a lost answer',
    'prepares anew after a failure that says ask-a-human',
    () => sendFailsAs(perhapsDone),
  ],
  [
    'prepares nothing before it keeps the intent',
    'keeps nothing of a step that could not be prepared',
    () => withStep(() => ({ prepare: () => Promise.resolve({ number: 7 }) })),
  ],
  [
    'lets a late worker send',
    'lets nothing be sent by a worker that slept',
    () => openJournal({ sendWindowMs: 3_600_000 }),
  ],
  ['asks too early', 'asks for nothing before a late answer', () => openJournal({ settleAfterMs: 0 })],
  [
    'takes a bug for a failure before the sending',
    'takes an error it does not know',
    () => sendFailsAs(nothingDone),
  ],
  [
    'sends what a dead worker may have sent',
    'proves what a dead worker may have sent',
    () => ({ ...openJournal(), reopen: () => openJournal().journal }),
  ],
  ['keeps no notes', 'takes what is found for the result', () => ({ ...openJournal(), notes: () => [] })],
  [
    'prepares again for the second try',
    'sends the same intent again',
    () => withStep((step) => ({ send: async (_, permit) => step.send(await step.prepare(), permit) })),
  ],
  ['believes two absences at once', 'does not believe two absences', () => openJournal({ gapMs: 0 })],
  ['waits too little after a second try', 'waits as long again', () => openJournal({ writeTimeoutMs: 0 })],
  ['gives up an intent once sent', 'keeps an intent once sent', () => proofIs('impossible')],
  ['sticks to an intent that can never come through', 'takes a new intent at once', () => proofIs('absent')],
  ['takes no proof for absence', 'sends nothing where nothing is proven', () => proofIs('absent')],
  [
    'takes a proof that failed for absence',
    'decides nothing by a proof that fails',
    () =>
      withStep((step) => ({ prove: (intent) => step.prove(intent).catch(() => ({ verdict: 'absent' })) })),
  ],
];

function sendFailsAs(error: AccountingError): JournalBench {
  return withStep((step) => ({
    send: (intent, permit) => step.send(intent, permit).catch(() => Promise.reject(error)),
  }));
}

/** Hears every proof but "found" as this one. */
function proofIs(verdict: 'absent' | 'impossible'): JournalBench {
  const heard = verdict === 'absent' ? { verdict } : { verdict, why: nothingDone.reason };
  return withStep((step) => ({
    prove: async (intent) => {
      const proof = await step.prove(intent);
      return proof.verdict === 'found' ? proof : heard;
    },
  }));
}

describe('The promises of a step journal go red on one that', () => {
  it.each(brokenJournals)('%s', async (_, breaks, open) => {
    const [scenario] = stepJournalScenarios.filter(({ title }) => title.startsWith(breaks));

    await expect(scenario!.run(open())).rejects.toThrow();
  });

  it('and each of them does', () => {
    const unbroken = stepJournalScenarios.filter(
      ({ title }) => !brokenJournals.some(([, breaks]) => title.startsWith(breaks)),
    );

    expect(unbroken.map(({ title }) => title)).toEqual([]);
  });
});
