import {
  AccountingError,
  type CustomerRecord,
  type ProductRecord,
  type RecordOutcome,
  StepUndecided,
} from '@accounting/port';
import type { Bench } from './bench.js';
import type { HeldErpCustomer, HeldErpProduct, RegistersBench } from './bench-sales.js';
import { aCustomerRecord, aProductRecord } from './builders-sales.js';
import { MemoryBatchJournal, type MemoryBatchJournalOptions } from './memory-batch-journal.js';
import { waitAfter } from './worker.js';

export type AnyRecord = ProductRecord | CustomerRecord;
export type Outcomes = Map<string, RecordOutcome>;
type Held = HeldErpProduct | HeldErpCustomer;

/** What a scenario about one of the registers does with its bench. */
export class RegisterWorker<Record extends AnyRecord = AnyRecord> {
  readonly registers: RegistersBench;
  private made = 0;

  private constructor(
    readonly bench: Bench,
    private readonly make: (n: number) => Record,
    private readonly saveBatch: (
      records: Record[],
      journal: MemoryBatchJournal,
      later: Record[],
    ) => Promise<Outcomes>,
    private readonly heldNow: () => Held[] | Promise<Held[]>,
  ) {
    if (!bench.registers)
      throw new Error('Books that take products or customers need a bench with registers');
    this.registers = bench.registers;
  }

  static ofProducts(bench: Bench): RegisterWorker<ProductRecord> {
    const port = () => bench.adapter.open(bench.connection, bench.tools);
    return new RegisterWorker(
      bench,
      (n) => aProductRecord({ key: `p${n}`, number: `V-${100 + n}`, name: `Vare ${100 + n}` }),
      (products, journal, later) => {
        const toCome = new Set(later.flatMap(({ category }) => category ?? []));
        return port().saveProducts(products, journal, [...toCome]);
      },
      () => bench.registers?.products() ?? [],
    );
  }

  static ofCustomers(bench: Bench): RegisterWorker<CustomerRecord> {
    const port = () => bench.adapter.open(bench.connection, bench.tools);
    return new RegisterWorker(
      bench,
      (n) =>
        aCustomerRecord({
          ...{ key: `c${n}`, externalId: `duell-${n}`, name: `Kunde ${100 + n} AS` },
          organisationNumber: String(999_777_000 + n),
        }),
      (customers, journal) => port().saveCustomers(customers, journal),
      () => bench.registers?.customers() ?? [],
    );
  }

  open() {
    return this.bench.adapter.open(this.bench.connection, this.bench.tools);
  }

  journal(over: Partial<MemoryBatchJournalOptions> = {}): MemoryBatchJournal {
    return new MemoryBatchJournal({ clock: this.bench.tools.clock, timing: this.open().timing, ...over });
  }

  /** Records of their own identity each time. */
  records(howMany: number, over: Partial<Record> = {}): Record[] {
    return Array.from({ length: howMany }, () => ({ ...this.make(++this.made), ...over }));
  }

  /** Records that need every step: products with a stock, and a category that is not there yet. */
  newEach(howMany: number): Record[] {
    const stock = this.bench.adapter.description.capabilities.stockWrite ? '7' : null;
    return this.records(howMany).map((record) =>
      'number' in record ? { ...record, stock, category: `Gruppe (${record.key})` } : record,
    );
  }

  /** One attempt with all of them, in as many batches as the books want. */
  async save(records: Record[], journal = this.journal()): Promise<Outcomes> {
    const { recordsPerWrite } = this.bench.adapter.description;
    const outcomes: Outcomes = new Map();
    for (let at = 0; at < records.length; at += recordsPerWrite) {
      const batch = records.slice(at, at + recordsPerWrite);
      const members = journal.of(batch.map(({ key }) => key));
      const came = await this.saveBatch(batch, members, records.slice(at + recordsPerWrite));
      for (const [key, outcome] of came) outcomes.set(key, outcome);
    }
    return outcomes;
  }

  /** Attempt after attempt with those that are not done, until they are or only a person can mend them. */
  async saveToTheEnd(records: Record[], journal: MemoryBatchJournal): Promise<Outcomes> {
    const { clock } = this.bench.tools;
    const outcomes: Outcomes = new Map();
    let rest = records;
    for (let attempt = 0; attempt < 16; attempt++) {
      try {
        for (const [key, outcome] of await this.save(rest, journal)) outcomes.set(key, outcome);
      } catch (error) {
        await waitAfter(error, clock, journal);
        continue;
      }
      rest = records.filter(({ key }) => mayComeAgain(outcomes.get(key)));
      if (rest.length === 0) return outcomes;
      for (const { key } of rest) await waitAfter(outcomes.get(key)?.failed, clock, journal);
    }
    throw new Error('The records are not saved after sixteen attempts');
  }

  /** The names of the steps of a batch: by making one. */
  async stepsOf(records: Record[]): Promise<string[]> {
    const journal = this.journal();
    await this.save(records, journal);
    return [...new Set(journal.sent.map(({ step }) => step))];
  }

  /** What the system holds under the number, or else the name, of a record. */
  async held(record: AnyRecord): Promise<Held[]> {
    const [held = []] = await this.heldEach([record]);
    return held;
  }

  /** As `held`, of many, in their order. */
  async heldEach(records: AnyRecord[]): Promise<Held[][]> {
    const all = await this.heldNow();
    return records.map((record) =>
      all.filter((each) =>
        'number' in record ? 'number' in each && each.number === record.number : each.name === record.name,
      ),
    );
  }

  async heldAs(id: string | null | undefined): Promise<Held | undefined> {
    return (await this.heldNow()).find((each) => each.id === id);
  }

  /** Everything that is there, as text. */
  async snapshot(): Promise<string> {
    const { registers } = this;
    return JSON.stringify([
      await registers.products(),
      await registers.customers(),
      await registers.categories(),
    ]);
  }
}

function mayComeAgain(outcome: RecordOutcome | undefined): boolean {
  const failed = outcome?.failed;
  return (
    failed instanceof StepUndecided || (failed instanceof AccountingError && failed.next !== 'ask-a-human')
  );
}

/** The record once the application has stored what the outcome tells. */
export function known<Record extends AnyRecord>(record: Record, outcomes: Outcomes): Record {
  return { ...record, erpId: outcomes.get(record.key)?.erpId ?? null };
}
