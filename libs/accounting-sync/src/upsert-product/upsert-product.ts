import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordIntake } from '../register/record-intake.js';
import { type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
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
  constructor(private readonly records: RecordIntake) {}

  async execute({ payload: { clientId, departmentId, product } }: UpsertProduct): Promise<TransferTicket> {
    const place = { clientId, departmentId };
    return this.records.accept(
      place,
      'product',
      checkDocument(productSchema, { ...place, document: product }),
    );
  }
}
