import type {
  AccountingPort,
  BatchJournal,
  BatchStep,
  CustomerRecord,
  Json,
  ProductRecord,
  RecordOutcome,
} from '@accounting/port';
import { changingEach, withPort, type Break, type ChangeStep } from './breaking.js';

type ChangeBatch = (step: BatchStep<Json, Json>) => Partial<BatchStep<Json, Json>>;

/** Both ways into the registers, with another journal. */
export function withBatchJournal(change: (journal: BatchJournal) => Partial<BatchJournal>): Break {
  const other = (journal: BatchJournal): BatchJournal => {
    const plain: BatchJournal = {
      batch: (step) => journal.batch(step),
      step: (step) => journal.step(step),
      note: (key, why) => journal.note(key, why),
    };
    return { ...plain, ...change(journal) };
  };
  return withPort((port) => ({
    saveProducts: (products, journal, toCome) => port.saveProducts(products, other(journal), toCome),
    saveCustomers: (customers, journal) => port.saveCustomers(customers, other(journal)),
  }));
}

/** Changes each step of many on its way to the journal. */
export function withBatchStep(change: ChangeBatch): Break {
  return withBatchJournal((journal) => ({
    batch: <Intent extends Json, Result extends Json>(step: BatchStep<Intent, Result>) => {
      // As with steps of one: the faults know no types of intents and results.
      const changes = change(step as object as BatchStep<Json, Json>) as Partial<BatchStep<Intent, Result>>;
      return journal.batch({ ...step, ...changes });
    },
  }));
}

/** Changes each step that is for all. */
export function withSharedStep(change: ChangeStep): Break {
  return withBatchJournal((journal) => changingEach(journal, change));
}

export function withProducts(change: (product: ProductRecord) => Partial<ProductRecord>): Break {
  return withPort((port) => ({
    saveProducts: (products, journal, toCome) =>
      port.saveProducts(
        products.map((product) => ({ ...product, ...change(product) })),
        journal,
        toCome,
      ),
  }));
}

export function withCustomers(change: (customer: CustomerRecord) => Partial<CustomerRecord>): Break {
  return withPort((port) => ({
    saveCustomers: (customers, journal) =>
      port.saveCustomers(
        customers.map((customer) => ({ ...customer, ...change(customer) })),
        journal,
      ),
  }));
}

type Outcomes = Map<string, RecordOutcome>;

/** What became of a batch, as the books tell it. */
export function withOutcomes(tell: (outcomes: Outcomes) => Outcomes): Break {
  return withPort((port) => ({
    saveProducts: async (products, journal, toCome) =>
      tell(await port.saveProducts(products, journal, toCome)),
    saveCustomers: async (customers, journal) => tell(await port.saveCustomers(customers, journal)),
  }));
}

/** How the registers are read. */
export function withReading(
  change: (read: AccountingPort['products'], since: Date | null) => AsyncIterable<never[]>,
): Break {
  return withPort((port) => ({
    products: (since) => change((asked) => port.products(asked), since),
    customers: (since) =>
      change(
        ((asked) => port.customers(asked) as AsyncIterable<unknown>) as AccountingPort['products'],
        since,
      ),
  }));
}

/** What is told of each of them. */
export function each<Of, Told>(all: Map<string, Of>, tell: (of: Of) => Told): Map<string, Told> {
  return new Map([...all].map(([key, of]) => [key, tell(of)]));
}
