import { type SafTReceipts } from './saf-t-receipts.js';
import { type SafTReport } from './saf-t-report.js';
import { type SafTTransaction } from './saf-t-transaction.js';

/** What a Z report closes. */
export interface SafTPeriod {
  report: SafTReport;
  /** The Z before on this register, in this file. */
  before: SafTReport | undefined;
  /** The first transaction of any kind, by the till's clock. */
  firstAt: number | undefined;
  /** Nothing void or voided. Unpacked when asked for. */
  transactions: () => SafTTransaction[];
}

/**
 * Shares one register's transactions out among its Z reports. The schema puts all events before all transactions, so
 * only the clock tells which belong together: a Z closes what happened after the Z before it, up to its own second.
 */
export function periodsOf(reports: SafTReport[], receipts: SafTReceipts): Map<SafTReport, SafTPeriod> {
  const closing = reports
    .flatMap((report) => (report.at === undefined ? [] : [{ report, at: report.at }]))
    .sort((one, other) => one.at - other.at);
  const happened = receipts.inOrder();
  let next = 0;
  return new Map(
    closing.map(({ report, at }, index) => {
      const start = next;
      while (next < happened.length && receipts.at(happened[next] ?? NaN) <= at) next++;
      const within = happened.subarray(start, next);
      const [first] = within;
      const period = {
        report,
        before: closing[index - 1]?.report,
        firstAt: first === undefined ? undefined : receipts.at(first),
        transactions: () => countedOf(Array.from(within, (one) => receipts.get(one))),
      };
      return [report, period];
    }),
  );
}

/**
 * A void transaction takes back the one whose `transID` its `refID` names, and neither is a sale. It may come any time
 * later, and still reaches only what the same Z closes: a Z that was made before has counted the sale already.
 */
function countedOf(transactions: SafTTransaction[]): SafTTransaction[] {
  const voided = new Set(transactions.map(({ voids }) => voids));
  return transactions.filter(({ isVoid, id }) => !isVoid && !voided.has(id));
}
