import { cut, type Ore } from '@accounting/port';
import { OTHER } from '../sync-z-report/payment-methods.js';
import { type ZReportInput } from '../sync-z-report/z-report.js';
import { type Fault } from '../transfer/command-error.js';
import { osloInstant, type WallTime, wallTimeOf } from './oslo-time.js';
import { total } from './saf-t-decimal.js';
import { BASIC, type SafTMasterData } from './saf-t-master-data.js';
import { type SafTPeriod } from './saf-t-periods.js';
import { type SafTReport } from './saf-t-report.js';
import { salesOf } from './saf-t-sales.js';

type Payment = ZReportInput['payments'][number];

/** As long as the document lets a name be; the schema's may be longer. */
const LONGEST_NAME = 64;

/** Payment codes 12 of Skatteetaten's list → our methods. Cheques, bottle deposits, points and the rest go by their names. */
const METHODS: Record<string, string> = {
  '12001': 'cash',
  '12002': 'terminal',
  '12003': 'otherCard',
  '12004': 'external',
  '12005': 'giftCard',
  '12006': 'customerAccount',
  '12010': 'creditSlip',
  '12011': 'vipps',
};

/**
 * The document of a Z report, or what keeps it from being one. Nothing is guessed to make it balance: whether it does
 * is for the rules that every Z-report goes through.
 */
export function zReportOf(
  period: SafTPeriod,
  register: string,
  masterData: SafTMasterData,
): { document: ZReportInput } | { faults: Fault[] } {
  const { report } = period;
  const transactions = period.transactions();
  const { closedAt } = report;
  const faults = [...report.faults, ...transactions.flatMap((transaction) => transaction.faults)];
  const number = wholeNumber(report.id, faults);
  if (masterData.currency && masterData.currency !== 'NOK')
    faults.push({
      path: 'header.curCode',
      message: `Only NOK can be transferred, not ${cut(masterData.currency, LONGEST_NAME)}`,
    });
  const lines = transactions.flatMap((transaction) => transaction.lines);
  const sales = salesOf(report.vatTotals, lines, masterData, faults);
  if (faults.length > 0 || !closedAt) return { faults };
  const end = osloInstant(closedAt);
  return {
    document: {
      ...report.asItStands,
      number,
      businessDate: closedAt.date,
      periodStart: periodStart(period, closedAt),
      periodEnd: end,
      closedAt: end,
      ...closedBy(report, masterData),
      registers: register ? [cut(register, LONGEST_NAME)] : [],
      sales,
      payments: paymentsOf(report, masterData),
      cashRounding: total(transactions.map(({ rounding }) => rounding)),
      payIns: report.payIns,
      payOuts: report.payOuts,
    },
  };
}

/** `reportID` becomes the Z number. */
function wholeNumber(reportId: string, faults: Fault[]): number {
  const number = Number(reportId);
  if (!/^\d+$/.test(reportId) || !Number.isSafeInteger(number))
    faults.push({ path: 'eventReport.reportID', message: 'Must be a whole number: it becomes the Z number' });
  return number;
}

/** The Z before, else the first transaction. A Z of which the file has neither closed nothing that we know of. */
function periodStart({ before, firstAt }: SafTPeriod, closedAt: WallTime): string {
  return osloInstant(before?.closedAt ?? (firstAt === undefined ? closedAt : wallTimeOf(firstAt)));
}

function closedBy({ employee }: SafTReport, masterData: SafTMasterData): Pick<ZReportInput, 'closedBy'> {
  if (!employee) return {};
  const name = masterData.employee(employee);
  return { closedBy: { id: employee, ...(name ? { name } : {}) } };
}

/** What was paid in and out went through the drawer: the document has it in the cash payment. */
function paymentsOf({ payments, payIns, payOuts }: SafTReport, masterData: SafTMasterData): Payment[] {
  const byMethod = new Map<string, Payment & { count: number }>();
  const add = (method: string, amount: Ore, count: number) => {
    const before = byMethod.get(method) ?? { amount: 0, count: 0 };
    byMethod.set(method, {
      method,
      amount: total([before.amount, amount]),
      count: before.count + count,
    });
  };
  for (const { type, amount, count } of payments) add(methodOf(type, masterData), amount, count);
  const moved = total([...payIns.map(({ amount }) => amount), ...payOuts.map(({ amount }) => -amount)]);
  if (moved !== 0) add('cash', moved, 0);
  return [...byMethod.values()].filter(({ amount, count }) => amount !== 0 || count !== 0);
}

function methodOf(type: string, masterData: SafTMasterData): string {
  const code = masterData.code(BASIC.payment, type);
  const known = METHODS[code?.standard ?? ''];
  return known ?? OTHER + cut(code?.name ?? type, LONGEST_NAME);
}
