import { type Ore, type Reason, sum } from '@accounting/port';
import { namedSale } from './sale-text.js';
import { zReportReason } from './z-report-reasons.js';
import { type ZReport } from './z-report.js';

/** Whether the report agrees with itself. It is asked first, and what fails is never plugged. */
export function balanceReasons(report: ZReport): Reason[] {
  return [...unbalanced(report), ...brokenSales(report)];
}

function unbalanced(report: ZReport): Reason[] {
  const sales = receivedFor(report);
  const payments = sum(report.payments.map(({ amount }) => amount));
  return sales === payments ? [] : [zReportReason('Z_REPORT_UNBALANCED', { sales, payments })];
}

/** What the payments were received for. */
function receivedFor({ sales, payIns, payOuts, ...report }: ZReport): Ore {
  return sum([
    ...sales.map(({ gross }) => gross),
    report.giftCardsSold.amount,
    report.creditSlipsIssued.amount,
    report.tips.amount,
    report.cashRounding,
    ...payIns.map(({ amount }) => amount),
    ...payOuts.map(({ amount }) => -amount),
  ]);
}

function brokenSales({ sales }: ZReport): Reason[] {
  const lines = sales
    .map((sale, index) => ({ ...namedSale(sale, index), difference: sale.gross - sale.net - sale.vat }))
    .filter(({ difference }) => difference !== 0);
  return lines.length === 0 ? [] : [zReportReason('SALES_LINE_SUM_DIFFERS', { lines })];
}
