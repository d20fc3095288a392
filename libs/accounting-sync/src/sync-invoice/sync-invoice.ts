import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DocumentAdmission } from '../transfer/admit-document.js';
import { TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
import { comparedWithLatest } from '../transfer/revisions.js';
import { invoiceSchema } from './invoice.js';

/** An invoice basis, on its way to become an order or an invoice draft. Never an issued invoice. Safe to repeat. */
export class SyncInvoice extends Command<TransferTicket> {
  /** `invoice` as it came: it is checked here. */
  constructor(readonly payload: { clientId: string; departmentId: string; invoice: unknown }) {
    super();
  }
}

/** Checks, keeps, answers. Throws only AccountingCommandErrors. */
@CommandHandler(SyncInvoice)
export class SyncInvoiceHandler implements ICommandHandler<SyncInvoice> {
  constructor(
    private readonly intake: TransferIntake,
    private readonly admission: DocumentAdmission,
  ) {}

  async execute({ payload: { clientId, departmentId, invoice } }: SyncInvoice): Promise<TransferTicket> {
    const document = checkDocument(invoiceSchema, { clientId, departmentId, document: invoice });
    const { id: documentId, date, totalGross: amount } = document;
    return this.intake.accept(
      { clientId, departmentId, kind: 'invoice', documentId, document, number: null, date, amount },
      {
        ...comparedWithLatest(),
        admit: (em, transfer) => this.admission.admit(em, transfer),
      },
    );
  }
}
