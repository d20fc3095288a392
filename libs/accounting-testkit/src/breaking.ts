import {
  AccountingError,
  type AccountingAdapter,
  type AccountingPort,
  type AdapterDescription,
  type Json,
  type Step,
  type StepJournal,
  type Voucher,
  type VoucherDelivery,
  type VoucherLine,
} from '@accounting/port';
import type { MemoryCompany } from './memory-company.js';
import type { InMemoryBooksOptions } from './memory-port.js';
import { testKitReason } from './reasons.js';

/** Books with one fault, and the promise that they break. */
export interface BrokenBooks {
  fault: string;
  /** The title, or its beginning, of a scenario that must go red. */
  breaks: string;
  options?: Partial<InMemoryBooksOptions>;
  breakIt: (adapter: AccountingAdapter, company: MemoryCompany) => AccountingAdapter;
}

export type Break = (adapter: AccountingAdapter) => AccountingAdapter;

/** An adapter as a plain object, so that one thing of it can be replaced. */
export function whole(adapter: AccountingAdapter): AccountingAdapter {
  const { id, description } = adapter;
  return {
    id,
    description,
    keys: (connection) => adapter.keys(connection),
    open: (connection, tools) => adapter.open(connection, tools),
  };
}

export function withDescription(change: Partial<AdapterDescription>): Break {
  return (adapter) => ({ ...whole(adapter), description: { ...adapter.description, ...change } });
}

export function withPort(change: (port: AccountingPort) => Partial<AccountingPort>): Break {
  return (adapter) => ({
    ...whole(adapter),
    open: (connection, tools) => {
      const port = adapter.open(connection, tools);
      const plain: AccountingPort = {
        timing: port.timing,
        list: (name) => port.list(name),
        test: (question) => port.test(question),
        deliver: (delivery, journal) => port.deliver(delivery, journal),
        lookUpDrafts: (drafts) => port.lookUpDrafts(drafts),
        deliverOrder: (delivery, journal) => port.deliverOrder(delivery, journal),
        lookUpOrders: (orders) => port.lookUpOrders(orders),
        saveProducts: (products, journal, toCome) => port.saveProducts(products, journal, toCome),
        saveCustomers: (customers, journal) => port.saveCustomers(customers, journal),
        products: (changedSince) => port.products(changedSince),
        customers: (changedSince) => port.customers(changedSince),
      };
      return { ...plain, ...change(port) };
    },
  });
}

export function withJournal(change: (journal: StepJournal) => Partial<StepJournal>): Break {
  return withPort((port) => ({
    deliver: (delivery, journal) => port.deliver(delivery, changed(journal, change(journal))),
  }));
}

/** Changes each step on its way to the journal. */
export function withStep(change: ChangeStep): Break {
  return withJournal((journal) => changingEach(journal, change));
}

export type ChangeStep = (step: Step<Json, Json>) => Partial<Step<Json, Json>>;

export function changed(journal: StepJournal, change: Partial<StepJournal>): StepJournal {
  const plain: StepJournal = {
    step: (step) => journal.step(step),
    abandon: (name, why) => journal.abandon(name, why),
    note: (reason) => journal.note(reason),
  };
  return { ...plain, ...change };
}

/** A journal's `step` that hands each step on with a change. */
export function changingEach(
  journal: Pick<StepJournal, 'step'>,
  change: ChangeStep,
): Pick<StepJournal, 'step'> {
  return {
    step: <Intent extends Json, Result extends Json>(step: Step<Intent, Result>) => {
      // The faults know no types of intents and results; they hand on what they were given.
      const changes = change(step as object as Step<Json, Json>) as Partial<Step<Intent, Result>>;
      return journal.step({ ...step, ...changes });
    },
  };
}

export function withVoucher(change: (voucher: Voucher) => Voucher): Break {
  const other = (delivery: VoucherDelivery) => ({ ...delivery, voucher: change(delivery.voucher) });
  return withPort((port) => ({ deliver: (delivery, journal) => port.deliver(other(delivery), journal) }));
}

export function withEachLine(change: (line: VoucherLine, at: number) => Partial<VoucherLine>): Break {
  return withVoucher((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line, at) => ({ ...line, ...change(line, at) })),
  }));
}

// Faults that several kinds of books have

export const unchecked = { check: () => undefined };

export const absent = () => Promise.resolve({ verdict: 'absent' as const });

export function callItRetry(error: unknown): never {
  if (error instanceof AccountingError && error.next === 'look-up-first')
    throw new AccountingError(error.reason, 'retry');
  throw error;
}

export function callRefusalRetry(error: unknown): never {
  if (error instanceof AccountingError && error.refused) throw new AccountingError(error.reason, 'retry');
  throw error;
}

export function sayNothing(error: unknown): never {
  if (!(error instanceof AccountingError)) throw error;
  throw new AccountingError(testKitReason('BOOKS_DOWN', { operation: 'post-voucher' }), error.next);
}

export function askAHuman(error: unknown): never {
  if (!(error instanceof AccountingError)) throw error;
  throw new AccountingError(error.reason, 'ask-a-human');
}
