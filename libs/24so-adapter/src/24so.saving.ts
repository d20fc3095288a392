import {
  AccountingError,
  type BatchJournal,
  type BatchOutcome,
  type Proof,
  type RecordOutcome,
  type SendPermit,
  type Sent as Answered,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import type { Echo } from './24so.operations.sales.js';
import { paired, saidOf, type Said } from './24so.records.js';
import type { Translated } from './24so.texts.js';
import { stampedFrom } from './24so.wire.js';

/** How one kind of record is saved, and found again. */
export interface RecordKind<Sent extends { Id?: number }, Echoed extends Echo & { Id?: number }> {
  name: 'save-product' | 'save-customer';
  operation: 'SaveProducts' | 'SaveCompanies';
  /** `Vare K-1000`, for people. */
  what(record: Sent): string;
  save(records: Sent[], permit: SendPermit): Promise<Echoed[]>;
  /** Is this the echo of that record? */
  isEchoOf(echo: Echoed, record: Sent): boolean;
  /** Ids of those that stand there without our knowing it. */
  known(records: Map<string, Sent>): Promise<Map<string, number>>;
  /**
   * Ids of those that are there, in one call: made or changed since then, and, where the id is known, as they were
   * sent. `others` are known to be somebody else.
   */
  find(records: Map<string, Sent>, since: string, others: Set<number>): Promise<Map<string, number>>;
}

/** What is fixed before a record is sent. */
type Intent = { erpId: string | null; since: string };
export type Saved = { id: string };
export type SavedOutcomes = Map<string, BatchOutcome<Saved>>;

/** All records in one write; each has its own outcome. */
export async function saveRecords<Sent extends { Id?: number }, Echoed extends Echo & { Id?: number }>(
  { client, journal }: { client: TwentyFourSoClient; journal: BatchJournal },
  kind: RecordKind<Sent, Echoed>,
  records: ReadonlyMap<string, Translated<Sent>>,
): Promise<SavedOutcomes> {
  if (records.size === 0) return new Map();
  const recordOf = (key: string, erpId: string | null): Sent => {
    const record = records.get(key);
    if (!record) throw new Error(`${key} is not in this batch`);
    return erpId === null ? record.sent : { ...record.sent, Id: Number(erpId) };
  };
  const recordsOf = (intents: Map<string, Intent>) =>
    new Map([...intents].map(([key, { erpId }]) => [key, recordOf(key, erpId)]));

  return journal.batch<Intent, Saved>({
    name: kind.name,
    keys: [...records.keys()],
    prepare: async (keys) => {
      const since = stampedFrom(client.tools.clock.now()).toISOString();
      const fresh = keys.filter((key) => recordOf(key, null).Id === undefined);
      const known = await kind.known(new Map(fresh.map((key) => [key, recordOf(key, null)])));
      for (const key of keys) for (const note of records.get(key)?.notes ?? []) journal.note(key, note);
      return new Map(
        keys.map((key) => [key, { erpId: idText(recordOf(key, null).Id ?? known.get(key)), since }]),
      );
    },
    send: (intents, permit) => send(client, kind, recordsOf(intents), earliest(intents), permit),
    prove: async (intents) => {
      const found = await kind.find(recordsOf(intents), earliest(intents), new Set());
      return new Map([...intents.keys()].map((key) => [key, proofOf(found.get(key))]));
    },
  });
}

async function send<Sent extends { Id?: number }, Echoed extends Echo & { Id?: number }>(
  client: TwentyFourSoClient,
  kind: RecordKind<Sent, Echoed>,
  records: Map<string, Sent>,
  since: string,
  permit: SendPermit,
): Promise<Map<string, Answered<Saved>>> {
  const sent = [...records.values()];
  const echoes = paired(sent, await kind.save(sent, permit), (echo, record) => kind.isEchoOf(echo, record));
  const said = new Map(
    [...records].map(([key, record], at) => {
      const about = { operation: kind.operation, what: kind.what(record) };
      return [key, saidOf(echoes[at], echoes[at]?.Id, about, client.options)];
    }),
  );
  return settled(said, (keys, others) => {
    const doubtful = new Map([...records].filter(([key]) => keys.includes(key)));
    return kind.find(doubtful, since, others);
  });
}

/** What became of each; those of which the answer is doubtful, and over, are looked up together. */
export async function settled(
  said: ReadonlyMap<string, Said>,
  find: (keys: string[], others: Set<number>) => Promise<Map<string, number>>,
): Promise<Map<string, Answered<Saved>>> {
  const doubtful = [...said].flatMap(([key, { is }]) => (is === 'to-be-seen' ? [key] : []));
  const others = new Set([...said.values()].flatMap((each) => (each.is === 'saved' ? [each.id] : [])));
  const found = doubtful.length === 0 ? new Map<string, number>() : await orNothing(find(doubtful, others));
  const answers = new Map<string, Answered<Saved>>();
  for (const [key, each] of said) {
    if (each.is === 'saved') answers.set(key, { done: { id: String(each.id) } });
    else if (each.is === 'failed') answers.set(key, { failed: each.error });
    else if (found?.has(key)) answers.set(key, { done: { id: String(found.get(key)) } });
    // One that could not be looked up is left out: it counts as lost.
    else if (found) answers.set(key, { failed: each.refusal });
  }
  return answers;
}

/** null: it could not be asked. That is no failure of the save, which is over. */
async function orNothing<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AccountingError) return null;
    throw error;
  }
}

function earliest(intents: Map<string, Intent>): string {
  return [...intents.values()].map(({ since }) => since).sort()[0] ?? '';
}

function proofOf(id: number | undefined): Proof<Saved> {
  return id === undefined ? { verdict: 'absent' } : { verdict: 'found', result: { id: String(id) } };
}

function idText(id: number | undefined): string | null {
  return id === undefined ? null : String(id);
}

/** In the words of the port: the id is told as soon as it is known, also when something later failed. */
export function recordOutcomes(
  records: { key: string; erpId: string | null }[],
  saved: ReadonlyMap<string, BatchOutcome<Saved>>,
  failedLater: ReadonlyMap<string, BatchOutcome<Saved>['failed']> = new Map(),
): Map<string, RecordOutcome> {
  const outcomes = new Map<string, RecordOutcome>();
  for (const { key, erpId } of records) {
    const { done, failed = failedLater.get(key) } = saved.get(key) ?? {};
    const id = done?.id ?? erpId;
    if (failed) outcomes.set(key, { failed, erpId: id });
    else if (done) outcomes.set(key, { done: { erpId: done.id }, erpId: done.id });
  }
  return outcomes;
}
