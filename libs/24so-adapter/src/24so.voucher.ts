import {
  AccountingError,
  decimalKroner,
  markedText,
  sum,
  type Mode,
  type Voucher,
  type VoucherLine,
} from '@accounting/port';
import type { BundleList, Entry } from './24so.operations.js';
import { reason } from './24so.reasons.js';
import { dateTime, wholeNumber, xmlText } from './24so.wire.js';

/** `Comment`: the WSDL has no limit, the vendor's REST interface has this one for the same text (fact sheet 4.2). */
export const COMMENT_LENGTH = 75;

/** `Bundle.Name`: no limit is known. Room for a department's full name. */
const BUNDLE_NAME_LENGTH = 120;

/** What was looked up for a voucher, and stays with it. */
export type Placement = {
  number: number;
  stamp: number;
  /** The fiscal year's `YearId`. */
  year: number;
  /** Number of the voucher type. */
  type: number;
  /** What goes to `TaxNo` for a VAT code, where it is not the code itself. */
  taxNos: Record<string, string>;
};

/**
 * One voucher as the argument of SaveBundleList: one bundle, one voucher, gross amounts with their VAT code, the
 * marker in every line (fact sheet 4.2).
 */
export function bundleListOf(voucher: Voucher, mode: Mode, placement: Placement): BundleList {
  const { number, year, type } = placement;
  const off = sum(voucher.lines.map(({ amount }) => amount));
  if (off !== 0) throw new RangeError(`Voucher ${voucher.marker} is ${off} øre out of balance`);

  const Entry = voucher.lines.map((line, index) => entryOf(line, index, voucher, placement));
  return {
    Bundles: {
      Bundle: [
        {
          YearId: year,
          Vouchers: { Voucher: [{ TransactionNo: number, Entries: { Entry }, Sort: type }] },
          Sort: type,
          // Not applicable to what goes straight to the ledger.
          ...(mode === 'draft' ? { Name: bundleName(voucher) } : {}),
          BundleDirectAccounting: false,
        },
      ],
    },
    AllowDifference: false,
    DirectLedger: false,
    SaveOption: mode === 'draft' ? 1 : 0,
  };
}

/** What the bundle is called in the journal list: `Z 1042 Butikk Sentrum 23.11.2026 [4k7f3q2m9xwt]`. */
export function bundleName({ text, marker }: Voucher): string {
  return xmlText(markedText({ label: text, text: '', marker }, BUNDLE_NAME_LENGTH));
}

function entryOf(line: VoucherLine, index: number, voucher: Voucher, { stamp, taxNos }: Placement): Entry {
  const { account, amount, department, project, customer, invoiceNumber, vatCode, text, note } = line;
  const { label, marker, date } = voucher;
  return {
    SequenceId: index + 1,
    ...(customer ? { CustomerId: wholeNumber('Kunden', customer) } : {}),
    AccountNo: wholeNumber('Kontoen', account),
    Date: dateTime(date),
    Amount: decimalKroner(amount),
    ...(department ? { DepartmentId: wholeNumber('Avdelingen', department) } : {}),
    ...(project ? { ProjectId: wholeNumber('Prosjektet', project) } : {}),
    ...(invoiceNumber ? { InvoiceReferenceNo: xmlText(invoiceNumber) } : {}),
    // Never left to the account's default.
    TaxNo: taxNoOf(vatCode, taxNos),
    Comment: xmlText(markedText({ label, text, note, marker }, COMMENT_LENGTH)),
    StampNo: stamp,
  };
}

function taxNoOf(vatCode: string, taxNos: Record<string, string>): string {
  if (vatCode === '')
    throw new AccountingError(reason('TAX_CODE_MISSING', { codes: ['(tom)'] }), 'ask-a-human');
  return taxNos[vatCode] ?? vatCode;
}
