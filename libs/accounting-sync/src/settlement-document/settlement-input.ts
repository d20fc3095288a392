import { type Mode, type Reason, type Voucher } from '@accounting/port';
import { type ZReport } from '../sync-z-report/z-report.js';

/** All that is on the paper. Equal inputs give equal bytes. */
export interface SettlementInput {
  report: ZReport;
  /** The very voucher that is sent: the posting table is made of it. */
  voucher: Voucher;
  transferId: string;
  company: {
    name: string | null;
    organisationNumber: string | null;
    /** undefined: a company whose till takes VAT is taken to be registered. */
    vatRegistered?: boolean;
  };
  department: { name: string; number: string | null };
  /** Account number → name, as far as they are known. */
  accountNames: Record<string, string>;
  /** Name of the accounting system's department, for lines that carry one. */
  erpDepartment: string | null;
  invoicesOn: boolean;
  stockChangeOn: boolean;
  /** Each stands in the section it is about. */
  notes: Reason[];
  mode: Mode;
  system: { name: string; version: string };
  /** Marks every page as not sent. */
  preview: boolean;
}
