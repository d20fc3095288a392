import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager } from '@mikro-orm/postgresql';
import { norwegianDate } from '@accounting/port';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
import { documentOf } from '../transfer/find-transfer.js';
import { comparedWithLatest } from '../transfer/revisions.js';
import { type Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { type Invoice, invoiceSchema } from './invoice.js';
import { invoiceReason } from './invoice-reasons.js';
import { invoiceSumFaults } from './invoice-sums.js';

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
    private readonly environment: Environment,
  ) {}

  async execute({ payload: { clientId, departmentId, invoice } }: SyncInvoice): Promise<TransferTicket> {
    const document = checkDocument(invoiceSchema, { clientId, departmentId, document: invoice });
    const { id: documentId, date, totalGross: amount } = document;
    return this.intake.accept(
      { clientId, departmentId, kind: 'invoice', documentId, document, number: null, date, amount },
      {
        ...comparedWithLatest(),
        admit: (em, transfer) => admitInvoice(em, transfer, this.environment.clock.now()),
      },
    );
  }
}

/** Where a kept invoice stands with what is chosen today. */
export async function admitInvoice(em: EntityManager, transfer: Transfer, now: Date): Promise<void> {
  const { settings } = await situationOf(em, transfer.clientId, transfer.departmentId);
  const invoice = (await documentOf(em, transfer)) as Invoice;
  if (!settings.invoices.enabled) {
    transfer.skip(reason('KIND_OFF', { kind: 'fakturaer' }), now);
    return;
  }
  if (settings.fromDate && invoice.date < settings.fromDate) {
    const dates = { date: norwegianDate(invoice.date), fromDate: norwegianDate(settings.fromDate) };
    transfer.skip(reason('BEFORE_FROM_DATE', dates), now);
    return;
  }
  const faults = invoiceSumFaults(invoice);
  if (faults.length > 0 && !transfer.confirmed.includes('INVOICE_SUM_DIFFERS')) {
    transfer.hold(invoiceReason('INVOICE_SUM_DIFFERS', { faults }), now);
    return;
  }
  transfer.wait(null, now, reason('KIND_NOT_YET_DELIVERED', { kind: 'fakturaer' }));
}
