import type { AccountingError, BatchJournal, BatchStep, Json, Proof, Sent } from '@accounting/port';
import { batchJournalScenarios } from './describe-step-journal.js';
import { MEMBERS, type BatchJournalBench } from './journal-bench.js';
import { MemoryBatchJournal } from './memory-batch-journal.js';
import { failing } from './numbered-batch.js';
import { TestClock } from './test-clock.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

type Change = (step: BatchStep<Json, Json>) => Partial<BatchStep<Json, Json>>;

function openBatch(
  over: Partial<typeof timing> = {},
  wrap: (journal: BatchJournal, open: () => MemoryBatchJournal) => Partial<BatchJournal> = () => ({}),
): BatchJournalBench {
  const clock = new TestClock();
  const own = { ...timing, ...over };
  const open = () =>
    new MemoryBatchJournal({ clock, timing: own, sendWindowMs: own.sendWindowMs, gapMs: own.gapMs });
  const journal = open();
  return {
    clock,
    timing,
    batch: (keys) => {
      const right = journal.resume().of(keys);
      const plain: BatchJournal = {
        batch: (step) => right.batch(step),
        step: (step) => right.step(step),
        note: (key, why) => right.note(key, why),
      };
      return { ...plain, ...wrap(plain, () => open().of(keys)) };
    },
    notes: (key) => journal.notes(key),
  };
}

/** Changes each step on its way into a journal that is otherwise right. */
function withStep(change: Change): BatchJournalBench {
  return openBatch({}, (journal) => ({
    batch: <I extends Json, R extends Json>(step: BatchStep<I, R>) => {
      const changes = change(step as object as BatchStep<Json, Json>) as Partial<BatchStep<I, R>>;
      return journal.batch({ ...step, ...changes });
    },
  }));
}

/** Hears what the answer says of each member otherwise. */
function answersAs(hear: (sent: Sent<Json> | undefined) => Sent<Json> | undefined) {
  return withStep((step) => ({
    send: async (intents, permit) => {
      const answer = await step.send(intents, permit);
      return new Map(
        [...intents.keys()].flatMap((key) => {
          const heard = hear(answer.get(key));
          return heard ? [[key, heard] as const] : [];
        }),
      );
    },
  }));
}

/** Hears every proof but "found" as this one. */
function proofIs(heard: Proof<Json>): BatchJournalBench {
  return withStep((step) => ({
    prove: async (intents) => {
      const proofs = await step.prove(intents);
      return new Map([...proofs].map(([key, proof]) => [key, proof.verdict === 'found' ? proof : heard]));
    },
  }));
}

function sendFailsAs(error: AccountingError): BatchJournalBench {
  return withStep((step) => ({
    send: (intents, permit) => step.send(intents, permit).catch(() => Promise.reject(error)),
  }));
}

const forgetful = () => openBatch({}, (_, open) => ({ batch: (step) => open().batch(step) }));
const absent = { verdict: 'absent' } as const;
const impossible = { verdict: 'impossible', why: failing('retry').reason } as const;

type Broken = [fault: string, breaks: string, open: () => BatchJournalBench];

const brokenJournals: Broken[] = [
  [
    'sends one member a call',
    'sends the step of many members in one call',
    () =>
      openBatch({}, (journal) => ({
        batch: async (step) => {
          const outcomes = [];
          for (const key of step.keys) outcomes.push(...(await journal.batch({ ...step, keys: [key] })));
          return new Map(outcomes);
        },
      })),
  ],
  ['forgets who was done', 'does a step once for each member', forgetful],
  [
    'takes all steps for one',
    'keeps the steps of a member apart',
    () => withStep(() => ({ name: 'save-product' })),
  ],
  [
    'forgets what all need',
    'does once, with the first of them',
    () => openBatch({}, (_, open) => ({ step: (step) => open().step(step) })),
  ],
  [
    'says to all what concerns one',
    'says in the log of one member',
    () =>
      openBatch({}, (journal) => ({
        note: (_, why) => {
          for (const key of MEMBERS) journal.note(key, why);
        },
      })),
  ],
  [
    'lets all fail with one',
    'lets one member fail alone',
    () =>
      withStep((step) => ({
        send: async (intents, permit) => {
          const answer = await step.send(intents, permit);
          const failed = [...answer.values()].find((sent) => 'failed' in sent);
          return failed ? new Map([...answer.keys()].map((key) => [key, failed])) : answer;
        },
      })),
  ],
  ...(['retry', 'ask-a-human'] as const).map((next): Broken => [
    `takes a failure that says ${next} for a lost answer`,
    `gives each its failure when the whole call says ${next}`,
    () => sendFailsAs(failing('look-up-first')),
  ]),
  [
    'throws what became of one member',
    'answers those that are done though the others cannot be prepared',
    () =>
      openBatch({}, (journal) => ({
        batch: async (step) => {
          const outcomes = await journal.batch(step);
          for (const { failed } of outcomes.values()) if (failed) throw failed;
          return outcomes;
        },
      })),
  ],
  [
    'lets a late worker send a batch',
    'lets nothing of a batch be sent',
    () => openBatch({ sendWindowMs: 3_600_000 }),
  ],
  ['asks too early', 'asks for none of a lost batch too early', () => openBatch({ settleAfterMs: 0 })],
  [
    'takes a bug for a failure before the sending',
    'takes an error it does not know for the loss',
    () => sendFailsAs(failing('retry')),
  ],
  [
    'takes a member for done whom the answer leaves out',
    'takes a member for lost whom the answer leaves out',
    () => answersAs((sent) => sent ?? { done: { id: 'V1' } }),
  ],
  [
    'takes a failed member for refused who may be done',
    'takes a member for lost whom the answer leaves out',
    () => answersAs((sent) => (sent && 'failed' in sent ? { failed: failing('ask-a-human') } : sent)),
  ],
  ['sends what a dead worker may have sent', 'proves together what a dead worker', forgetful],
  ['keeps no notes', 'takes what is found for the result', () => ({ ...openBatch(), notes: () => [] })],
  [
    'prepares again for the second try',
    'sends only the absent again',
    () =>
      withStep((step) => ({
        send: async (intents, permit) => step.send(await step.prepare([...intents.keys()]), permit),
      })),
  ],
  [
    'sends all again when one is absent',
    'sends only the absent again',
    () =>
      withStep((step) => ({
        prove: async (intents) => {
          const proofs = await step.prove(intents);
          const lacksOne = [...proofs.values()].some(({ verdict }) => verdict === 'absent');
          return lacksOne ? new Map([...proofs.keys()].map((key) => [key, absent])) : proofs;
        },
      })),
  ],
  ['believes two absences at once', 'does not believe two absences', () => openBatch({ gapMs: 0 })],
  ['gives up an intent once sent', 'keeps the intent of a member once sent', () => proofIs(impossible)],
  [
    'sticks to an intent that can never come through',
    'takes a new intent at once for a member',
    () => proofIs(absent),
  ],
  [
    'lets one of whom nothing is proven keep the others',
    'sends nothing of a member of whom nothing is proven',
    () =>
      withStep((step) => ({
        prove: async (intents) => {
          const proofs = await step.prove(intents);
          const unclear = [...proofs.values()].find(({ verdict }) => verdict === 'cannot-tell');
          return unclear ? new Map([...proofs.keys()].map((key) => [key, unclear])) : proofs;
        },
      })),
  ],
  [
    'takes a proof that failed for absence',
    'decides nothing by a proof of many that fails',
    () =>
      withStep((step) => ({
        prove: (intents) =>
          step.prove(intents).catch(() => new Map([...intents.keys()].map((key) => [key, impossible]))),
      })),
  ],
  [
    'gives up a member whom the proof leaves out',
    'decides nothing by a proof of many that fails',
    () =>
      withStep((step) => ({
        prove: async (intents) => {
          const proofs = await step.prove(intents);
          return new Map([...intents.keys()].map((key) => [key, proofs.get(key) ?? impossible]));
        },
      })),
  ],
];

describe('The promises of a batch journal go red on one that', () => {
  it.each(brokenJournals)('%s', async (_, breaks, open) => {
    const scenarios = batchJournalScenarios.filter(({ title }) => title.startsWith(breaks));
    expect(scenarios).toHaveLength(1);

    await expect(scenarios[0]!.run(open())).rejects.toThrow();
  });

  it('and each of them does', () => {
    const unbroken = batchJournalScenarios.filter(
      ({ title }) => !brokenJournals.some(([, breaks]) => title.startsWith(breaks)),
    );

    expect(unbroken.map(({ title }) => title)).toEqual([]);
  });
});
