import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager } from '@mikro-orm/postgresql';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
import { comparedWithLatest } from '../transfer/revisions.js';
import { type Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { productSchema } from './product.js';

/** A product that is new or changed in DUELL, on its way to the accounting system's register. Safe to repeat. */
export class UpsertProduct extends Command<TransferTicket> {
  /** `product` as it came: it is checked here. */
  constructor(readonly payload: { clientId: string; departmentId: string; product: unknown }) {
    super();
  }
}

/** Checks, keeps, answers. Throws only AccountingCommandErrors. */
@CommandHandler(UpsertProduct)
export class UpsertProductHandler implements ICommandHandler<UpsertProduct> {
  constructor(
    private readonly intake: TransferIntake,
    private readonly environment: Environment,
  ) {}

  async execute({ payload: { clientId, departmentId, product } }: UpsertProduct): Promise<TransferTicket> {
    const document = checkDocument(productSchema, { clientId, departmentId, document: product });
    return this.intake.accept(
      {
        clientId,
        departmentId,
        kind: 'product',
        documentId: document.id,
        document,
        number: null,
        date: null,
        amount: null,
      },
      {
        ...comparedWithLatest(document.updatedAt),
        admit: (em, transfer) => admitProduct(em, transfer, this.environment.clock.now()),
      },
    );
  }
}

/** Where a kept product stands with what is chosen today. */
export async function admitProduct(em: EntityManager, transfer: Transfer, now: Date): Promise<void> {
  const { settings } = await situationOf(em, transfer.clientId, transfer.departmentId);
  if (!settings.products.enabled) transfer.skip(reason('KIND_OFF', { kind: 'varer' }), now);
  else if (settings.products.master === 'erp') transfer.skip(reason('ERP_IS_MASTER'), now);
  else transfer.wait(null, now, reason('KIND_NOT_YET_DELIVERED', { kind: 'varer' }));
}
