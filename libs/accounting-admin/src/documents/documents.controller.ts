import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  customerSchema,
  invoiceSchema,
  productSchema,
  SyncInvoice,
  SyncZReport,
  TransferIntake,
  UpsertCustomer,
  UpsertProduct,
  zReportSchema,
} from '@accounting/sync';
import { SUPPLIERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';
import { acceptAll, manyOf, ticketListSchema, ticketSchema, withId } from './many.js';

const accepted = { method: 'POST', tag: 'Documents in', access: SUPPLIERS, status: 202 } as const;
const zReport = zReportSchema.meta({ id: 'ZReport', ...zReportSchema.meta() });
const invoice = invoiceSchema.meta({ id: 'Invoice', ...invoiceSchema.meta() });
const product = productSchema.meta({ id: 'Product', ...productSchema.meta() });
const customer = customerSchema.meta({ id: 'Customer', ...customerSchema.meta() });

const postZReport = route({
  ...accepted,
  path: `${DEPARTMENT}/z-reports`,
  summary: 'A day settlement (dagsoppgjør), accepted and on its way',
  document: zReport,
  answer: ticketSchema,
});
const postInvoice = route({
  ...accepted,
  path: `${DEPARTMENT}/invoices`,
  summary: 'An invoice basis (fakturagrunnlag), accepted',
  document: invoice,
  answer: ticketSchema,
});
const putProduct = route({
  ...accepted,
  method: 'PUT',
  path: `${DEPARTMENT}/products/:id`,
  summary: 'A product, accepted',
  document: product,
  answer: ticketSchema,
});
const putCustomer = route({
  ...accepted,
  method: 'PUT',
  path: `${DEPARTMENT}/customers/:id`,
  summary: 'A customer, accepted',
  document: customer,
  answer: ticketSchema,
});
const postProducts = route({
  ...accepted,
  path: `${DEPARTMENT}/products`,
  summary: 'Up to 1,000 products: tickets or errors, in order',
  document: manyOf(product),
  answer: ticketListSchema,
});
const postCustomers = route({
  ...accepted,
  path: `${DEPARTMENT}/customers`,
  summary: 'Up to 1,000 customers: tickets or errors, in order',
  document: manyOf(customer),
  answer: ticketListSchema,
});

/** Documents come in here when DUELL core runs in another process; each is the command it would dispatch itself. */
@Controller()
export class DocumentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly intake: TransferIntake,
  ) {}

  @Handles(postZReport)
  zReport(@Ask() { params, body }: Asked<typeof postZReport>) {
    return this.commands.execute(new SyncZReport({ ...params, zReport: body }));
  }

  @Handles(postInvoice)
  invoice(@Ask() { params, body }: Asked<typeof postInvoice>) {
    return this.commands.execute(new SyncInvoice({ ...params, invoice: body }));
  }

  @Handles(putProduct)
  product(@Ask() { params: { id, ...place }, body }: Asked<typeof putProduct>) {
    return this.commands.execute(new UpsertProduct({ ...place, product: withId(id, body) }));
  }

  @Handles(putCustomer)
  customer(@Ask() { params: { id, ...place }, body }: Asked<typeof putCustomer>) {
    return this.commands.execute(new UpsertCustomer({ ...place, customer: withId(id, body) }));
  }

  @Handles(postProducts)
  products(@Ask() { params, body }: Asked<typeof postProducts>) {
    return this.intake.together(() =>
      acceptAll(body, (each) => this.commands.execute(new UpsertProduct({ ...params, product: each }))),
    );
  }

  @Handles(postCustomers)
  customers(@Ask() { params, body }: Asked<typeof postCustomers>) {
    return this.intake.together(() =>
      acceptAll(body, (each) => this.commands.execute(new UpsertCustomer({ ...params, customer: each }))),
    );
  }
}
