import { type ZReportInput } from '../sync-z-report/z-report.js';
import { type Fault } from '../transfer/command-error.js';
import { SafTMasterData } from './saf-t-master-data.js';
import { periodsOf } from './saf-t-periods.js';
import { SafTReceipts } from './saf-t-receipts.js';
import { SafTRefusal } from './saf-t-refusal.js';
import { reportOf, type SafTReport, type SafTXReport } from './saf-t-report.js';
import { readPieces, type SafTPiece, type SafTSource } from './saf-t-stream.js';
import { zReportOf } from './saf-t-to-z-report.js';
import { transactionOf } from './saf-t-transaction.js';

/** A Z report of the file: the document it becomes, or why it can be none. */
export type ReadZReport = { reportId: string; register: string } & (
  { document: ZReportInput } | { faults: Fault[] }
);

export interface ReadOptions {
  /** Takes one register. */
  register?: string | undefined;
  /** Hears the numbers that X reports took; before the Zs of their register. */
  onXReport?: ((reportId: string) => void) | undefined;
}

const REGISTER = 'company/location/cashregister';
const WANTED = {
  records: new Set([
    ...SafTMasterData.paths,
    `${REGISTER}/registerID`,
    `${REGISTER}/event`,
    `${REGISTER}/cashtransaction`,
  ]),
  marks: new Set([REGISTER]),
};

/**
 * Receipts, lines and codes that may be kept at a time. In 100 MB of real receipts there are half as many; a file
 * that is made to fill the memory meets it first.
 */
const MOST_KEPT = 400_000;

/** Of one report, so that a file that is wrong throughout has an answer that can be read. */
const MOST_FAULTS = 20;

/**
 * The Z reports of a SAF-T Cash Register file, register by register, in file order. X reports are passed over.
 *
 * A register's reports come when its element has ended: what a Z closed is only known then. Of the register at hand
 * a few bytes a receipt are kept, of the others nothing. Throws SafTRefusal where the file can't be read on.

 */
export async function* readZReports(
  source: SafTSource,
  options: ReadOptions = {},
): AsyncGenerator<ReadZReport> {
  const masterData = new SafTMasterData();
  let journal = new RegisterJournal();
  for await (const piece of readPieces(source, WANTED)) {
    if (piece.path === REGISTER) {
      if (isWanted(journal, options)) {
        for (const { xReport } of journal.xReports) options.onXReport?.(xReport);
        yield* journal.zReports(masterData);
      }
      journal = new RegisterJournal();
    } else if (!piece.path.startsWith(REGISTER)) {
      masterData.take(piece);
    } else if (journal.register === undefined || isWanted(journal, options)) {
      journal.take(piece, masterData);
    }
    if (masterData.size + journal.size > MOST_KEPT) {
      const problem = `Holds more than ${MOST_KEPT} receipts, lines and codes of one register; export fewer days at a time`;
      throw new SafTRefusal(problem, piece.line, piece.column + 1);
    }
  }
}

function isWanted(journal: RegisterJournal, { register }: ReadOptions): boolean {
  return register === undefined || journal.register === register;
}

/** What is kept of one `cashregister` until its end. */
class RegisterJournal {
  register: string | undefined;
  private readonly reports: SafTReport[] = [];
  readonly xReports: SafTXReport[] = [];
  private readonly receipts = new SafTReceipts();
  private reportSize = 0;

  get size(): number {
    return this.reportSize + this.xReports.length + this.receipts.size;
  }

  take({ path, element }: SafTPiece, masterData: SafTMasterData): void {
    if (path.endsWith('/registerID')) this.register = element.text;
    else if (path.endsWith('/event')) this.takeEvent(reportOf(element, masterData));
    else this.receipts.add(transactionOf(element, masterData));
  }

  *zReports(masterData: SafTMasterData): Generator<ReadZReport> {
    const periods = periodsOf(this.reports, this.receipts);
    const register = this.register ?? '';
    // A receipt without a time could belong to any of them.
    const undated = this.receipts.undatedFaults().slice(0, MOST_FAULTS);
    for (const report of this.reports) {
      const period = periods.get(report);
      const read =
        period && undated.length === 0
          ? zReportOf(period, register, masterData)
          : { faults: [...report.faults, ...undated] };
      const answer = 'faults' in read ? { faults: read.faults.slice(0, MOST_FAULTS) } : read;
      yield { reportId: report.id, register, ...answer };
    }
  }

  private takeEvent(report: SafTReport | SafTXReport | undefined): void {
    if (!report) return;
    if ('xReport' in report) {
      this.xReports.push(report);
      return;
    }
    this.reports.push(report);
    this.reportSize += 1 + report.payments.length + report.vatTotals.length;
    this.reportSize += report.payIns.length + report.payOuts.length + report.faults.length;
  }
}
