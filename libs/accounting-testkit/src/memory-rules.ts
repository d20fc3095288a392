import { sum, type Reason } from '@accounting/port';
import type { NewBookVoucher } from './book-voucher.js';
import type { CompanyLists } from './memory-chart.js';
import { testKitReason } from './reasons.js';

/** Why these books do not take this voucher; null when they do. */
export function whatIsWrong(voucher: NewBookVoucher, lists: CompanyLists): Reason | null {
  const { date, lines, voucherType } = voucher;
  if (lines.length === 0) return testKitReason('VOUCHER_EMPTY', { text: voucher.text });

  const difference = sum(lines.map(({ amount }) => amount));
  if (difference !== 0) return testKitReason('VOUCHER_UNBALANCED', { difference });

  const open = lists.fiscalYears.some(({ from, to, locked }) => !locked && from <= date && date <= to);
  if (!open) return testKitReason('YEAR_LOCKED', { date });

  if (voucherType !== null && !lists.voucherTypes.some(({ id }) => id === voucherType)) {
    return testKitReason('VOUCHER_TYPE_UNKNOWN', { voucherType });
  }
  for (const { account, vatCode, department } of lines) {
    if (!lists.accounts.some(({ number }) => number === account))
      return testKitReason('ACCOUNT_UNKNOWN', { account });
    if (!lists.vatCodes.some(({ code }) => code === vatCode)) {
      return testKitReason('VAT_CODE_UNKNOWN', { vatCode, account });
    }
    if (department !== undefined && !lists.departments.some(({ id }) => id === department)) {
      return testKitReason('DEPARTMENT_UNKNOWN', { department });
    }
  }
  return null;
}
