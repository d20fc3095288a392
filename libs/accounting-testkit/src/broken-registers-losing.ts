import type { Json, Proof } from '@accounting/port';
import { callItRetry } from './breaking.js';
import { each, withBatchStep, withReading, withSharedStep } from './breaking-registers.js';
import type { BrokenBooks } from './breaking.js';

const absent = { verdict: 'absent' } as const;

/** Books with one fault in how they prove what was lost of a batch, and in how they read their registers. */
export const brokenProofs: BrokenBooks[] = [
  {
    fault: 'call absent what is there of a batch',
    breaks: 'keeps one of each of the products when the answer',
    breakIt: withBatchStep((step) => ({
      prove: async (intents) => each(await step.prove(intents), () => absent),
    })),
  },
  {
    fault: 'take categories for absent that are there',
    breaks: 'keeps one of each of the products wherever',
    breakIt: (adapter) =>
      withBatchStep((step) => ({ prove: async (intents) => each(await step.prove(intents), () => absent) }))(
        withSharedStep(() => ({ prove: () => Promise.resolve(absent) }))(adapter),
      ),
  },
  {
    fault: 'find what is not there of a batch',
    breaks: 'sends products again that are proven absent',
    breakIt: withBatchStep(() => ({
      prove: (intents) => Promise.resolve(each(intents, (): Proof<Json> => foundAs({ erpId: '1' }))),
    })),
  },
  {
    fault: 'send a whole batch again when one of it is absent',
    breaks: 'sends only those of the products again',
    breakIt: withBatchStep((step) => ({
      prove: async (intents) => {
        const proofs = await step.prove(intents);
        const lacksOne = [...proofs.values()].some(({ verdict }) => verdict === 'absent');
        return lacksOne ? each(proofs, () => absent) : proofs;
      },
    })),
  },
  {
    fault: 'call a lost answer to a batch a failure that may be tried again',
    breaks: 'keeps one of each of the products when a write is saved seconds',
    breakIt: withBatchStep((step) => ({
      send: (intents, permit) => step.send(intents, permit).catch(callItRetry),
    })),
  },
  {
    fault: 'end the register after one page',
    breaks: 'reads all products page by page',
    options: { recordsPerPage: 3 },
    breakIt: withReading((read, since) => firstOf(read(since))),
  },
  {
    fault: 'read the register from the minute after',
    breaks: 'reads at least those products that changed',
    breakIt: withReading(
      (read, since) => read(since && new Date(since.getTime() + 60_000)) as AsyncIterable<never[]>,
    ),
  },
  {
    fault: 'know of no change that was not theirs',
    breaks: 'reads a product that a person changed',
    breakIt: withReading((read, since) => (since ? nothing() : read(since)) as AsyncIterable<never[]>),
  },
  {
    fault: 'call everything active',
    breaks: 'tells which products are inactive',
    breakIt: withReading((read, since) => allActive(read(since))),
  },
];

function foundAs(result: Json): Proof<Json> {
  return { verdict: 'found', result };
}

async function* firstOf(pages: AsyncIterable<unknown[]>): AsyncGenerator<never[]> {
  for await (const page of pages) {
    yield page as never[];
    return;
  }
}

async function* nothing(): AsyncGenerator<never[]> {
  await Promise.resolve();
  yield [];
}

async function* allActive(pages: AsyncIterable<{ active: boolean }[]>): AsyncGenerator<never[]> {
  for await (const page of pages) yield page.map((entry) => ({ ...entry, active: true })) as never[];
}
