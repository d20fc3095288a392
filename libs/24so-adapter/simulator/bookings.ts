import { type FiscalYear, type VoucherType } from './seed.js';

/** A posting line as somebody wrote it. Amounts are øre, dates civil (`2026-03-14`), 0 and '' mean none. */
export interface Entry {
  account: number;
  date: string;
  amount: number;
  taxNo: string;
  department: number;
  project: number;
  customer: number;
  comment: string;
  stamp: number;
  invoiceNo: string;
  ocr: string;
  dueDate?: string | undefined;
  periodDate?: string | undefined;
}

export interface DraftVoucher {
  number: number;
  type: VoucherType;
  entries: Entry[];
}

/** A bundle in the journal list: invisible to the ledger until a person posts it. */
export interface Draft {
  id: string;
  name: string;
  year: FiscalYear;
  /** `BundleDirectAccounting`: no VAT is calculated when it is posted. */
  direct: boolean;
  vouchers: DraftVoucher[];
  savedAt: Date;
}

export interface Line extends Entry {
  id: string;
}

export interface PostedVoucher {
  number: number;
  type: VoucherType;
  year: FiscalYear;
  lines: Line[];
  registeredAt: Date;
  changedAt: Date;
}
