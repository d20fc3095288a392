import { type Ore } from '@accounting/port';
import { type ZReportInput } from '../sync-z-report/z-report.js';
import { type Fault } from '../transfer/command-error.js';
import { comparable, type WallTime, wallTime } from './oslo-time.js';
import { signed, total } from './saf-t-decimal.js';
import { BASIC, type SafTMasterData } from './saf-t-master-data.js';
import { SafTReading } from './saf-t-reading.js';
import { type SafTElement } from './saf-t-stream.js';

/** One row of `reportCashSalesVat`; the code is the till's own. */
export interface SafTVatTotal {
  vatCode: string | undefined;
  rate: number | undefined;
  net: Ore;
  vat: Ore;
}

/** What we keep of a Z report. What needs no looking up already has the document's form. */
export interface SafTReport {
  id: string;
  /** Of the report: what it is for, and when it was made. undefined: unreadable. */
  closedAt: WallTime | undefined;
  /** Of the event, by the till's clock: it draws the line between two days, also when the report is dated back. */
  at: number | undefined;
  employee: string | undefined;
  vatTotals: SafTVatTotal[];
  payments: { type: string; count: number; amount: Ore }[];
  payIns: CashMovement[];
  payOuts: CashMovement[];
  asItStands: Partial<ZReportInput>;
  faults: Fault[];
}

type CashMovement = { reason: string; amount: Ore };

/** An X report (a reading that closes nothing): of it only its number counts, which is of the same series. */
export interface SafTXReport {
  xReport: string;
}

/** The report of an `event`; undefined for all events without one. */
export function reportOf(
  event: SafTElement,
  masterData: SafTMasterData,
): SafTReport | SafTXReport | undefined {
  const occasion = new SafTReading(event, 'event', []);
  const [report] = occasion.all('eventReport');
  if (!report) return undefined;
  const kind = kindOf(report, masterData.code(BASIC.event, occasion.text('eventType'))?.standard);
  if (kind === 'X') return { xReport: report.text('reportID') ?? '' };
  if (!kind) report.fault('reportType', 'Is neither `X report` nor `Z report`');

  const closedAt = wallTime(report.text('reportDate'), report.text('reportTime'));
  if (!closedAt) report.fault('reportDate', 'With reportTime, is no date and time');
  const happened = wallTime(occasion.text('eventDate'), occasion.text('eventTime')) ?? closedAt;
  return {
    id: report.text('reportID') ?? '',
    closedAt,
    at: happened && comparable(happened),
    employee: occasion.text('empID'),
    vatTotals: report.all('reportCashSalesVat', 'reportCashSaleVat').map(vatTotalOf),
    payments: report.all('reportPayments', 'reportPayment').map((payment) => ({
      type: payment.text('paymentType') ?? '',
      count: payment.count('paymentNum'),
      amount: payment.ore('paymentAmnt'),
    })),
    payIns: report.all('reportPayIns', 'reportPayIn').flatMap((movement) => cashMovement(movement, 'payIn')),
    payOuts: report
      .all('reportPayOuts', 'reportPayOut')
      .flatMap((movement) => cashMovement(movement, 'payOut')),
    asItStands: asItStands(report),
    faults: report.faults,
  };
}

/** Z reports have event code 13009 in Skatteetaten's list, X reports 13008. */
function kindOf(report: SafTReading, eventCode: string | undefined): 'X' | 'Z' | undefined {
  const type = report.text('reportType')?.toLowerCase();
  if (type === 'z report') return 'Z';
  if (type === 'x report') return 'X';
  return eventCode === '13009' ? 'Z' : eventCode === '13008' ? 'X' : undefined;
}

function vatTotalOf(row: SafTReading): SafTVatTotal {
  const side = row.text('vatAmntTp');
  return {
    vatCode: row.text('vatCode'),
    rate: row.percent('vatPerc'),
    net: signed(row.ore('cashSaleAmnt'), side),
    vat: signed(row.ore('vatAmnt'), side),
  };
}

/** Tills write a row `None` of 0.00 where there was nothing. */
function cashMovement(row: SafTReading, kind: 'payIn' | 'payOut'): CashMovement[] {
  const amount = row.ore(`${kind}Amnt`);
  if (amount < 0) row.fault(`${kind}Amnt`, 'Is negative: whether it went in or out is not clear');
  return amount === 0 ? [] : [{ reason: row.text(`${kind}Type`) ?? '', amount }];
}

function asItStands(report: SafTReading): Partial<ZReportInput> {
  const openingFloat = report.oreIfThere('reportOpeningChangeFloat');
  const [sales, returns, net] = ['Sales', 'Return', 'SalesNet'].map((name) =>
    report.oreIfThere(`reportGrandTotal${name}`),
  );
  const hasGrandTotals = sales !== undefined && returns !== undefined && net !== undefined;
  return {
    tips: amountAndCount(report.one('reportTip'), 'tip'),
    creditSales: amountAndCount(report.one('reportCreditSales'), 'creditSales'),
    creditNotes: amountAndCount(report.one('reportCreditMemos'), 'creditMemos'),
    ...(openingFloat === undefined ? {} : { cash: { openingFloat } }),
    counters: countersOf(report),
    ...(hasGrandTotals ? { grandTotals: { sales, returns, net } } : {}),
  };
}

function countersOf(report: SafTReading): ZReportInput['counters'] {
  const corrections = report.all('reportCorrLines', 'reportCorrLine');
  const lookups = report.all('reportPriceInquiries', 'reportPriceInquiry');
  return {
    receipts: report.count('reportReceiptNum'),
    returns: amountAndCount(report, 'reportReturn'),
    discounts: amountAndCount(report, 'reportDiscount'),
    drawerOpenings: report.count('reportOpenCashBoxNum'),
    copies: amountAndCount(report, 'reportReceiptCopy'),
    proforma: amountAndCount(report, 'reportReceiptProforma'),
    aborted: amountAndCount(report, 'reportVoidTrans'),
    lineCorrections: {
      count: total(corrections.map((row) => row.count('corrLineNum'))),
      amount: total(corrections.map((row) => row.ore('corrLineAmnt'))),
    },
    priceLookups: total(lookups.map((row) => row.count('priceInquiryNum'))),
    training: amountAndCount(report, 'reportTraining'),
  };
}

/** The schema writes every such pair as `…Num` and `…Amnt`. */
function amountAndCount(reading: SafTReading | undefined, name: string): { amount: Ore; count: number } {
  return { amount: reading?.ore(`${name}Amnt`) ?? 0, count: reading?.count(`${name}Num`) ?? 0 };
}
