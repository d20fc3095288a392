import { AccountingError, type BatchJournal, type BatchOutcome, type ProductRecord } from '@accounting/port';
import type { MemoryClient } from './memory-client.js';

type Stock = { id: string; from: string | null; to: string };
type Outcomes = Map<string, BatchOutcome<{ erpId: string }>>;

/** One write for each product that is in place and has another stock than ours. null is not touched. */
export async function setStock(
  { client, journal }: { client: MemoryClient; journal: BatchJournal },
  products: ProductRecord[],
  saved: Outcomes,
): Promise<Outcomes> {
  const wanted = new Map<string, { id: string; to: string }>();
  for (const { key, stock } of products) {
    const id = saved.get(key)?.done?.erpId;
    if (stock !== null && id !== undefined) wanted.set(key, { id, to: stock });
  }
  if (wanted.size === 0) return saved;

  const stockOf = (ids: string[]) =>
    client.read('stock', ({ register }) =>
      Object.fromEntries(ids.map((id) => [id, register.product(id).stock])),
    );
  const outcomes = await journal.batch<Stock, { stock: string }>({
    name: 'set-stock',
    keys: [...wanted.keys()],
    prepare: async (keys) => {
      const asked = [...wanted].filter(([key]) => keys.includes(key));
      const stocks = await stockOf(asked.map(([, { id }]) => id));
      return new Map(asked.map(([key, { id, to }]) => [key, { id, from: stocks[id] ?? null, to }]));
    },
    send: async (intents, permit) => {
      const sent = new Map<string, { done: { stock: string } } | { failed: AccountingError }>();
      for (const [key, { id, from, to }] of intents) {
        const set = () => client.write('set-stock', permit, ({ register }) => register.setStock(id, to));
        sent.set(
          key,
          isSame(from, to) ? { done: { stock: to } } : await set().then(() => done(to), failedAlone),
        );
      }
      return sent;
    },
    prove: async (intents) => {
      const stocks = await stockOf([...intents.values()].map(({ id }) => id));
      return new Map(
        [...intents].map(([key, { id, to }]) => [
          key,
          isSame(stocks[id] ?? null, to)
            ? { verdict: 'found', result: { stock: to } }
            : { verdict: 'absent' },
        ]),
      );
    },
  });
  return withFailures(saved, outcomes);
}

function done(stock: string): { done: { stock: string } } {
  return { done: { stock } };
}

function failedAlone(error: unknown): { failed: AccountingError } {
  if (error instanceof AccountingError) return { failed: error };
  throw error;
}

/** `12` and `12.0` are as many. */
function isSame(one: string | null, other: string): boolean {
  return one !== null && Number(one) === Number(other);
}

/** A product whose stock failed is saved, and not done. */
function withFailures(saved: Outcomes, stocks: Map<string, BatchOutcome<unknown>>): Outcomes {
  const outcomes: Outcomes = new Map(saved);
  for (const [key, { failed }] of stocks) if (failed) outcomes.set(key, { failed });
  return outcomes;
}
