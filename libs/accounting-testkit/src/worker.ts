import {
  AccountingError,
  carriesMarker,
  StepUndecided,
  type Mode,
  type StepJournal,
  type Voucher,
  type VoucherDelivery,
  type VoucherReceipt,
} from '@accounting/port';
import type { Bench, HeldVoucher } from './bench.js';
import { aDelivery, aMarker, aVoucher } from './builders.js';
import { Crash, MemoryJournal, type MemoryJournalOptions } from './memory-journal.js';
import type { TestClock } from './test-clock.js';

/** How a delivery came out: done, or nobody but a person can tell. */
export type End =
  { receipt: VoucherReceipt; undecided?: never } | { undecided: StepUndecided; receipt?: never };

/** What a scenario does with its bench: the application's worker, as small as it can be. */
export class Worker {
  private made = 0;

  constructor(readonly bench: Bench) {}

  get modes(): Mode[] {
    return this.bench.adapter.description.capabilities.modes;
  }

  /** The books as a worker finds them that has just started. */
  open() {
    return this.bench.adapter.open(this.bench.connection, this.bench.tools);
  }

  journal(over: Partial<MemoryJournalOptions> = {}): MemoryJournal {
    return new MemoryJournal({ clock: this.bench.tools.clock, timing: this.open().timing, ...over });
  }

  /** A delivery of its own identity each time it is called. */
  async delivery(mode: Mode, over: Partial<Voucher> = {}): Promise<VoucherDelivery> {
    this.made += 1;
    const { capabilities } = this.bench.adapter.description;
    const makeVoucher = this.bench.voucher ?? aVoucher;
    const voucher = makeVoucher({ marker: aMarker(this.made), label: `1 Z ${this.made}`, ...over });
    const department = capabilities.departments ? this.bench.connection.erpDepartment?.id : undefined;
    const [voucherType] = capabilities.voucherTypes ? await this.open().list('voucherTypes') : [];
    return aDelivery({
      mode,
      voucherType: voucherType?.id ?? null,
      voucher: {
        ...voucher,
        lines: voucher.lines.map((line) => (department ? { ...line, department } : line)),
      },
    });
  }

  /** One attempt, by a worker that has just started. */
  async deliver(delivery: VoucherDelivery, journal: StepJournal = this.journal()): Promise<VoucherReceipt> {
    return this.open().deliver(delivery, journal);
  }

  /** Attempt after attempt, each when the one before said so, until it is done or a person must look. */
  async deliverToTheEnd(delivery: VoucherDelivery, journal: MemoryJournal): Promise<End> {
    for (let attempt = 0; attempt < 12; attempt++) {
      try {
        return { receipt: await this.deliver(delivery, journal) };
      } catch (error) {
        if (error instanceof StepUndecided && error.reason.lookFor) return { undecided: error };
        await waitAfter(error, this.bench.tools.clock, journal);
      }
    }
    throw new Error(`Voucher ${delivery.voucher.marker} is not delivered after twelve attempts`);
  }

  /** The names of the steps of a delivery: by making one. */
  async stepsOf(mode: Mode): Promise<string[]> {
    const journal = this.journal();
    await this.deliver(await this.delivery(mode), journal);
    return journal.sent;
  }

  /** What the system holds of a delivery. */
  async held({ voucher }: VoucherDelivery): Promise<HeldVoucher[]> {
    const all = await this.bench.held();
    return all.filter(({ lines }) => lines.some(({ text }) => carriesMarker(text, voucher.marker)));
  }
}

/** Until the next attempt may be made, as the failure of this one says; a dead worker is replaced at once. */
export async function waitAfter(
  error: unknown,
  clock: TestClock,
  journal: { resume: () => unknown },
): Promise<void> {
  if (error instanceof Crash) journal.resume();
  else if (error instanceof StepUndecided) await clock.advanceTo(error.askAt);
  else if (error instanceof AccountingError && error.next === 'retry') await clock.advance(60_000);
  else throw error;
}

/** Runs what should fail, and answers how it failed. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It went through, and should have failed');
}
