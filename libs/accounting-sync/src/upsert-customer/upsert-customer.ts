import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager } from '@mikro-orm/postgresql';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
import { comparedWithLatest } from '../transfer/revisions.js';
import { type Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { customerSchema } from './customer.js';

/** A customer that is new or changed in DUELL, on its way to the accounting system's register. Safe to repeat. */
export class UpsertCustomer extends Command<TransferTicket> {
  /** `customer` as it came: it is checked here. */
  constructor(readonly payload: { clientId: string; departmentId: string; customer: unknown }) {
    super();
  }
}

/** Checks, keeps, answers. Throws only AccountingCommandErrors. */
@CommandHandler(UpsertCustomer)
export class UpsertCustomerHandler implements ICommandHandler<UpsertCustomer> {
  constructor(
    private readonly intake: TransferIntake,
    private readonly environment: Environment,
  ) {}

  async execute({ payload: { clientId, departmentId, customer } }: UpsertCustomer): Promise<TransferTicket> {
    const document = checkDocument(customerSchema, { clientId, departmentId, document: customer });
    return this.intake.accept(
      {
        clientId,
        departmentId,
        kind: 'customer',
        documentId: document.id,
        document,
        number: null,
        date: null,
        amount: null,
      },
      {
        ...comparedWithLatest(document.updatedAt),
        admit: (em, transfer) => admitCustomer(em, transfer, this.environment.clock.now()),
      },
    );
  }
}

/** Where a kept customer stands with what is chosen today. */
export async function admitCustomer(em: EntityManager, transfer: Transfer, now: Date): Promise<void> {
  const { settings } = await situationOf(em, transfer.clientId, transfer.departmentId);
  if (!settings.customers.enabled) transfer.skip(reason('KIND_OFF', { kind: 'kunder' }), now);
  else if (settings.customers.master === 'erp') transfer.skip(reason('ERP_IS_MASTER'), now);
  else transfer.wait(null, now, reason('KIND_NOT_YET_DELIVERED', { kind: 'kunder' }));
}
