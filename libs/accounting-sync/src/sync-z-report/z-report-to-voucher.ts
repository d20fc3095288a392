import { cut, norwegianDate, type Ore, type Reason, type Voucher } from '@accounting/port';
import { type AccountPlan, findRole } from '../account-plan/account-plan.js';
import { balanceReasons } from './balance.js';
import { placementReasons, unmappedReasons } from './placement-checks.js';
import { plausibilityReasons } from './plausibility.js';
import { vatAmountReasons, vatRateReasons } from './vat-checks.js';
import { type ErpContext, place, voucherLines } from './voucher-lines.js';
import { type Note, notesOn } from './z-report-notes.js';
import { postingsOf } from './z-report-postings.js';
import { type ZReport } from './z-report.js';

/** All that decides the voucher of one settlement. */
export interface Settlement {
  report: ZReport;
  plan: AccountPlan;
  settings: { stockChange: boolean; invoices: boolean };
  department: { name: string; number?: string | null };
  erp: ErpContext;
  /** 1 for the first. */
  revision: number;
  marker: string;
  /** Codes of holds that a person let go. Those that are no matter of judgement hold all the same. */
  confirmed: string[];
  /** What the Z before left in the drawer. undefined: not known. */
  previousClosingFloat?: Ore;
}

export type Bookkeeping =
  | { is: 'voucher'; voucher: Voucher; notes: Note[] }
  /** There is nothing to post. */
  | { is: 'zero' }
  /** A person must mend something. Never empty; whether the report balances is said first. */
  | { is: 'held'; reasons: Reason[] };

/** Holds that a person may let go, for the report can be right all the same. */
export const JUDGEMENT_HOLDS: ReadonlySet<string> = new Set([
  'VAT_RATE_DIFFERS',
  'VAT_AMOUNT_DIFFERS',
  'CREDIT_SALE_IN_CASH_SALES',
  'DATE_IMPLAUSIBLE',
]);

/** A label begins every line's text, where room is short. */
const SHORT_NAME = 20;

/**
 * The bookkeeping: one day's till as one balanced voucher, each line knowing which numbers of the report and which
 * role of the account plan made it. Nothing is plugged: what does not add up, or has no account, is held and named.
 */
export function zReportToVoucher(settlement: Settlement): Bookkeeping {
  const { report, plan, settings, erp } = settlement;
  const postings = postingsOf(report, settings);
  const contradictions = balanceReasons(report);
  if (postings.length === 0 && contradictions.length === 0) return { is: 'zero' };

  const placed = postings.flatMap((posting) => place(posting, plan, erp) ?? []);
  const unplaced = postings.filter(({ roles }) => !findRole(plan, roles));
  const reasons = [
    ...contradictions,
    ...plausibilityReasons(report),
    ...unmappedReasons(unplaced),
    ...placementReasons(placed, erp),
    ...vatRateReasons(report, placed, erp.vatCodes),
    ...vatAmountReasons(report),
  ].filter(({ code }) => !(JUDGEMENT_HOLDS.has(code) && settlement.confirmed.includes(code)));
  if (reasons.length > 0) return { is: 'held', reasons };

  const lines = voucherLines(placed);
  if (lines.length === 0) return { is: 'zero' };
  return {
    is: 'voucher',
    voucher: { ...headOf(settlement), lines },
    notes: notesOn(report, lines, settlement),
  };
}

function headOf({ report, department, revision, marker }: Settlement): Omit<Voucher, 'lines'> {
  const z = `Z ${report.number}${revision > 1 ? ` r${revision}` : ''}`;
  return {
    date: report.businessDate,
    label: `${shortName(department)} ${z}`,
    text: `${z} ${department.name} ${norwegianDate(report.businessDate)}`,
    marker,
  };
}

function shortName({ number, name }: Settlement['department']): string {
  const digits = number?.trim() ?? '';
  return digits === '' ? cut(name, SHORT_NAME).trim() : digits;
}
