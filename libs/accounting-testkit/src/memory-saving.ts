import {
  AccountingError,
  type BatchJournal,
  type BatchOutcome,
  type CustomerRecord,
  type ProductRecord,
  type Proof,
  type Reason,
  type RecordOutcome,
  type Sent,
} from '@accounting/port';
import { bookCustomer, bookProduct, standsAs, type Translated } from './book-register.js';
import { categoryIds } from './memory-categories.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryRegister, SavedRecord } from './memory-register.js';
import { setStock } from './memory-stock.js';

type Saved = { erpId: string };
type Outcomes = Map<string, BatchOutcome<Saved>>;

/** What a batch is saved with. */
export interface Saving {
  client: MemoryClient;
  journal: BatchJournal;
}

/** All products in one write; before it the categories they lack, after it the stock of each that has another. */
export async function saveProducts(
  way: Saving & { stockWrite: boolean },
  products: ProductRecord[],
  categoriesToCome: string[],
): Promise<Map<string, RecordOutcome>> {
  const { client, journal } = way;
  const changed = products.filter(({ onlyStock }) => !onlyStock);
  const needed = new Set(changed.flatMap(({ category }) => category ?? []));
  const ids = await categoryIds(client, journal, needed, needed.size > 0 ? categoriesToCome : []);

  const saved = await saveRecords(way, 'save-product', {
    records: new Map(changed.map((each) => [each.key, bookProduct(each, ids[each.category ?? ''] ?? null)])),
    save: (register, records) => register.saveProducts(records),
    prove: (register, sought) => {
      const taken = new Set<string>();
      return sought.map(({ record, after }) => {
        if (record.id !== null)
          return register.products.some((each) => standsAs(each, record)) ? record.id : null;
        const found = register.findProduct(record, after, taken);
        if (found) taken.add(found.id);
        return found?.id ?? null;
      });
    },
  });
  for (const { key, erpId, onlyStock } of products)
    if (onlyStock && erpId !== null) saved.set(key, { done: { erpId } });
  const outcomes = way.stockWrite ? await setStock(way, products, saved) : saved;
  return recordOutcomes(products, saved, outcomes);
}

/** All customers in one write. One without an id of ours is found again by the external id that it was given. */
export async function saveCustomers(
  way: Saving,
  customers: CustomerRecord[],
): Promise<Map<string, RecordOutcome>> {
  const saved = await saveRecords(way, 'save-customer', {
    records: new Map(customers.map((each) => [each.key, bookCustomer(each)])),
    known: (register, { externalId }) => register.findCustomer(externalId)?.id ?? null,
    save: (register, records) => register.saveCustomers(records),
    prove: (register, sought) =>
      sought.map(({ record }) => {
        if (record.id === null) return register.findCustomer(record.externalId)?.id ?? null;
        return register.customers.some((each) => standsAs(each, record)) ? record.id : null;
      }),
  });
  return recordOutcomes(customers, saved, saved);
}

/** What is fixed before a record is sent. */
type Intent = {
  /** null: one is made. */
  id: string | null;
  /** The newest id of the register: what is made now has a higher one. */
  after: number;
};

interface RecordStep<Kept extends { id: string | null }> {
  records: Map<string, Translated<Kept>>;
  /** Where a record without an id of ours stands all the same. */
  known?: (register: MemoryRegister, record: Kept) => string | null;
  save: (register: MemoryRegister, records: Kept[]) => SavedRecord[];
  /** The ids they are found under; null: it is not there. */
  prove: (register: MemoryRegister, sought: { record: Kept; after: number }[]) => (string | null)[];
}

function saveRecords<Kept extends { id: string | null }>(
  { client, journal }: Saving,
  name: string,
  { records, known, save, prove }: RecordStep<Kept>,
): Promise<Outcomes> {
  const recordOf = (key: string) => {
    const kept = records.get(key)?.record;
    if (!kept) throw new Error(`Record ${key} is none of this batch`);
    return kept;
  };
  const intended = (intents: Map<string, Intent>) =>
    [...intents].map(([key, { id, after }]) => ({ record: { ...recordOf(key), id }, after }));

  return journal.batch<Intent, Saved>({
    name,
    keys: [...records.keys()],
    prepare: async (keys) => {
      for (const key of keys) for (const why of records.get(key)?.notes ?? []) journal.note(key, why);
      const wanted = keys.map(recordOf);
      const intents = await client.read('known-records', ({ register }) =>
        wanted.map((record) => ({
          id: record.id ?? known?.(register, record) ?? null,
          after: register.newestId(),
        })),
      );
      return pair(keys, intents);
    },
    send: async (intents, permit) => {
      const sending = intended(intents).map(({ record }) => record);
      const answers = await client.write(name, permit, ({ register }) => save(register, sending));
      return pair([...intents.keys()], answers.map(sentOf));
    },
    prove: async (intents) => {
      const sought = intended(intents);
      const ids = await client.read('find-records', ({ register }) => prove(register, sought));
      return pair([...intents.keys()], ids.map(proofOf));
    },
  });
}

function sentOf(answer: SavedRecord): Sent<Saved> {
  return 'id' in answer ? { done: { erpId: answer.id } } : { failed: refusal(answer.refused) };
}

function proofOf(erpId: string | null): Proof<Saved> {
  return erpId === null ? { verdict: 'absent' } : { verdict: 'found', result: { erpId } };
}

function refusal(why: Reason): AccountingError {
  return new AccountingError(why, 'ask-a-human', { refused: true });
}

/** The n-th key with the n-th value. */
function pair<Value>(keys: string[], values: Value[]): Map<string, Value> {
  return new Map(keys.flatMap((key, at) => values.slice(at, at + 1).map((value) => [key, value] as const)));
}

function recordOutcomes(
  records: { key: string; erpId: string | null }[],
  saved: Outcomes,
  last: Outcomes,
): Map<string, RecordOutcome> {
  return new Map(
    records.flatMap(({ key, erpId }) => {
      const outcome = last.get(key) ?? saved.get(key);
      return outcome ? [[key, { ...outcome, erpId: saved.get(key)?.done?.erpId ?? erpId }] as const] : [];
    }),
  );
}
