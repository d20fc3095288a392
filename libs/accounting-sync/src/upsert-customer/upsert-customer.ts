import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager } from '@mikro-orm/postgresql';
import { Department } from '../department/department.js';
import { Environment } from '../environment.js';
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
  constructor(
    private readonly records: RecordIntake,
    private readonly environment: Environment,
  ) {}

  async execute({ payload: { clientId, departmentId, customer } }: UpsertCustomer): Promise<TransferTicket> {
    const place = { clientId, departmentId };
    const document = checkDocument(customerSchema, { ...place, document: customer });
    return this.records.accept(place, 'customer', document, (em) =>
      releaseInvoicesTo(em, clientId, document.id, this.environment.clock.now()),
    );
  }
}

/** Invoices that waited for this customer are looked at again, wherever in the client they are. */
async function releaseInvoicesTo(
  em: EntityManager,
  clientId: string,
  customerId: string,
  reexamineAt: Date,
): Promise<void> {
  const waiting = await em.execute<{ id: string }[]>(
    `select distinct department_id as id from accounting.transfer
     where client_id = ? and kind = 'invoice' and state = 'held' and document->'customer'->>'id' = ?
       and reason->>'code' = 'INVOICE_CUSTOMER_UNKNOWN'`,
    [clientId, customerId],
  );
  for (const { id } of waiting) await em.nativeUpdate(Department, { clientId, id }, { reexamineAt });
}
