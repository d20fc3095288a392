import { daysBetween, osloDate, type Reason, sum } from '@accounting/port';
import { zReportReason } from './z-report-reasons.js';
import { type ZReport } from './z-report.js';

/** How late a settlement may be made (days). */
const LATEST = 400;

/** What is possible and hardly meant: a person judges. */
export function plausibilityReasons(report: ZReport): Reason[] {
  return [...implausibleDate(report), ...creditSaleInCashSales(report)];
}

function implausibleDate({ businessDate, closedAt }: ZReport): Reason[] {
  const closedOn = osloDate(new Date(closedAt));
  const late = daysBetween(businessDate, closedOn);
  return late >= 0 && late <= LATEST ? [] : [zReportReason('DATE_IMPLAUSIBLE', { businessDate, closedOn })];
}

/** The same amount on the customers' accounts and on invoices is most likely one sale, counted as both. */
function creditSaleInCashSales({ payments, creditSales }: ZReport): Reason[] {
  const onAccount = payments.filter(({ method }) => method === 'customerAccount');
  const amount = sum(onAccount.map((payment) => payment.amount));
  if (amount === 0 || amount !== creditSales.amount) return [];
  return [zReportReason('CREDIT_SALE_IN_CASH_SALES', { amount })];
}
