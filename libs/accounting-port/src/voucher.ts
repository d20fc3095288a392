import type { CivilDate } from './dates.js';
import type { Ore } from './money.js';

/** One balanced voucher (bilag), in nobody's dialect. The same object is previewed, printed and posted. */
export interface Voucher {
  /** The accounting date of every line. */
  date: CivilDate;
  /** `1 Z 1042`, with ` r2` for a second revision: begins every line's text. */
  label: string;
  /** What the whole voucher is: `Z 1042 Butikk Sentrum 23.11.2026`. */
  text: string;
  /** Finds the voucher again in the accounting system: see {@link markedText}. */
  marker: string;
  /** In the contract's order. Their amounts sum to 0. */
  lines: VoucherLine[];
}

export interface VoucherLine {
  /** Number in the chart of accounts of the accounting system. */
  account: string;
  /** Number in the accounting system's own VAT list; its code for "no VAT" is written out, never left to a default. */
  vatCode: string;
  /** The accounting system's ids. */
  department?: string;
  project?: string;
  customer?: string;
  /** Number of the invoice that a line on a customer settles. */
  invoiceNumber?: string;
  /** Gross, VAT included. Positive is debit. */
  amount: Ore;
  /** Only on sales: parts of the same sums, with the same sign as `amount`; `vatRate` in percent. */
  net?: Ore;
  vat?: Ore;
  vatRate?: number;
  /** What the line is: `Salg 25 %`. */
  text: string;
  /** What a person wrote about it, for instance the till's note on a cash difference: kept as far as there is room. */
  note?: string;
  /** The role of the account plan that chose the account. */
  role: string;
  /** Which numbers of the report this line is made of. */
  trace: Trace[];
}

/** A number of the report (`sales[0].gross`) and what it adds to the line, with the line's sign. */
export interface Trace {
  path: string;
  amount: Ore;
}

/** The settlement as a document, frozen: these bytes go to the accounting system, and no others. */
export interface SettlementDocument {
  /** Plain ASCII: `dagsoppgjor_avd1_Z001042_2026-11-23.pdf`. */
  fileName: string;
  mediaType: 'application/pdf';
  bytes: Uint8Array;
  /** Hex. */
  sha256: string;
}

/** Draft: a person must approve it there. Ledger: it is in the books at once. */
export type Mode = 'draft' | 'ledger';

/** Everything that decides a delivery, frozen before its first irrevocable call. */
export interface VoucherDelivery {
  voucher: Voucher;
  mode: Mode;
  /** null: a person let a draft go without the document that the system refused. Never with `ledger`. */
  document: SettlementDocument | null;
  /** `id` of the chosen voucher type (bilagsart), where the system has them. */
  voucherType: string | null;
}

/** What the accounting system holds when a delivery is done. A type, not an interface: so it can be a step's result. */
export type VoucherReceipt = {
  state: 'draft' | 'posted';
  /** Where a person finds it: `voucherNumber`, `year`, `stampNo` … */
  reference: Record<string, string>;
};
