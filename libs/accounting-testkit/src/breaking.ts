import type {
  AccountingAdapter,
  AccountingPort,
  AdapterDescription,
  Json,
  Step,
  StepJournal,
  Voucher,
  VoucherDelivery,
  VoucherLine,
} from '@accounting/port';

type Break = (adapter: AccountingAdapter) => AccountingAdapter;

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
      };
      return { ...plain, ...change(port) };
    },
  });
}

export function withJournal(change: (journal: StepJournal) => Partial<StepJournal>): Break {
  return withPort((port) => ({
    deliver: (delivery, journal) => {
      const plain: StepJournal = {
        step: (step) => journal.step(step),
        abandon: (name, why) => journal.abandon(name, why),
        note: (reason) => journal.note(reason),
      };
      return port.deliver(delivery, { ...plain, ...change(journal) });
    },
  }));
}

/** Changes each step on its way to the journal. */
export function withStep(change: (step: Step<Json, Json>) => Partial<Step<Json, Json>>): Break {
  return withJournal((journal) => ({
    step: <Intent extends Json, Result extends Json>(step: Step<Intent, Result>) => {
      // The faults know no types of intents and results; they hand on what they were given.
      const changes = change(step as object as Step<Json, Json>) as Partial<Step<Intent, Result>>;
      return journal.step({ ...step, ...changes });
    },
  }));
}

export function withVoucher(change: (voucher: Voucher) => Voucher): Break {
  const changed = (delivery: VoucherDelivery) => ({ ...delivery, voucher: change(delivery.voucher) });
  return withPort((port) => ({ deliver: (delivery, journal) => port.deliver(changed(delivery), journal) }));
}

export function withEachLine(change: (line: VoucherLine, at: number) => Partial<VoucherLine>): Break {
  return withVoucher((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line, at) => ({ ...line, ...change(line, at) })),
  }));
}
