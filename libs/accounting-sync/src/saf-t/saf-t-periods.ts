import { type SafTReport } from './saf-t-report.js';
import { type SafTTransaction } from './saf-t-transaction.js';

/** The transactions that a Z report closes. */
export interface SafTPeriod {
  report: SafTReport;
  /** The Z before on this register, in this file. */
  before: SafTReport | undefined;
  /** The first transaction of any kind, by the till's clock. */
  firstAt: number | undefined;
  /** Those that count: no training, no credit sale, nothing void or voided. */
  transactions: SafTTransaction[];
}

/**
 * Shares one register's transactions out among its Z reports. The schema puts all events before all transactions, so
 * only the clock tells which belong together: a Z closes what happened after the Z before it, up to its own second.
 */
export function periodsOf(reports: SafTReport[], transactions: SafTTransaction[]): SafTPeriod[] {
  const closing = inOrder(reports);
  const happened = inOrder(transactions);
  let next = 0;
  return closing.map((report, index) => {
    const start = next;
    while (next < happened.length && at(happened[next]) <= at(report)) next++;
    const within = happened.slice(start, next);
    return {
      report,
      before: closing[index - 1],
      firstAt: within[0]?.at,
      transactions: countedOf(within),
    };
  });
}

/**
 * A void transaction takes back the one that its `refID` names, and neither is a sale. It may come any time later,
 * and still reaches only what the same Z closes: a Z that was made before has counted the sale already.
 */
function countedOf(transactions: SafTTransaction[]): SafTTransaction[] {
  const voided = new Set(transactions.map(({ voids }) => voids));
  return transactions.filter(
    ({ isVoid, counts, ids }) => counts && !isVoid && !ids.some((id) => voided.has(id)),
  );
}

/** In the order of the clock; those of one second in that of the file. */
function inOrder<T extends { at: number | undefined }>(dated: T[]): T[] {
  return dated.filter((one) => one.at !== undefined).sort((one, other) => at(one) - at(other));
}

function at(dated: { at: number | undefined } | undefined): number {
  return dated?.at ?? NaN;
}
