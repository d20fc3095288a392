import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordIntake } from '../register/record-intake.js';
import { type TransferTicket } from '../transfer/accept.js';
import { checkDocument } from '../transfer/check-document.js';
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
  constructor(private readonly records: RecordIntake) {}

  async execute({ payload: { clientId, departmentId, customer } }: UpsertCustomer): Promise<TransferTicket> {
    const place = { clientId, departmentId };
    const document = checkDocument(customerSchema, { ...place, document: customer });
    return this.records.accept(place, 'customer', document);
  }
}
