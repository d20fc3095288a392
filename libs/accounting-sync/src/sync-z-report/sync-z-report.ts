import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { sum } from '@accounting/port';
import { type Admission, TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { DocumentAdmission } from '../transfer/admit-document.js';
import { checkDocument } from '../transfer/check-document.js';
import { AccountingCommandError } from '../transfer/command-error.js';
import { type Transfer } from '../transfer/transfer.js';
import { type ZReport, zReportSchema } from './z-report.js';

/** A closed day, on its way to the books. Dispatched by DUELL core at day-close; safe to repeat. */
export class SyncZReport extends Command<TransferTicket> {
  /** `zReport` as it came: it is checked here. */
  constructor(readonly payload: { clientId: string; departmentId: string; zReport: unknown }) {
    super();
  }
}

/** Checks, keeps, wakes the lane, answers. Calls no accounting system. Throws only AccountingCommandErrors. */
@CommandHandler(SyncZReport)
export class SyncZReportHandler implements ICommandHandler<SyncZReport> {
  constructor(
    private readonly intake: TransferIntake,
    private readonly documents: DocumentAdmission,
  ) {}

  async execute({ payload: { clientId, departmentId, zReport } }: SyncZReport): Promise<TransferTicket> {
    const report = checkDocument(zReportSchema, { clientId, departmentId, document: zReport });
    return this.intake.accept(
      {
        clientId,
        departmentId,
        kind: 'z-report',
        documentId: String(report.number),
        document: report,
        number: report.number,
        date: report.businessDate,
        amount: sum(report.sales.map(({ gross }) => gross)),
      },
      this.admission(report),
    );
  }

  private admission(report: ZReport): Admission {
    return {
      // Any revision: a late retry of the first version never undoes a correction.
      sameAs: (revisions, hash) => revisions.find(({ contentHash }) => contentHash === hash),
      mayFollow: (latest, now) => mayFollow(latest, report, now),
      admit: (em, transfer) => this.documents.admit(em, transfer),
    };
  }
}

function mayFollow(latest: Transfer, report: ZReport, now: Date): void {
  const before = (latest.document as ZReport).registers;
  const together = before.filter((register) => report.registers.includes(register));
  if (before.length > 0 && report.registers.length > 0 && together.length === 0) {
    const message = `Z ${report.number} was taken by register ${before.join(', ')}; this one is from ${report.registers.join(', ')}`;
    throw new AccountingCommandError('DOCUMENT_CONFLICT', message, { detail: 'Z_NUMBER_TAKEN' });
  }
  if (latest.isReplaceable(now)) return;
  const message = `Z ${report.number} has other content and is ${latest.state} already (transfer ${latest.id})`;
  throw new AccountingCommandError('DOCUMENT_CONFLICT', message);
}
