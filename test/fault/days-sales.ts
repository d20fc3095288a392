import { aLine, anInvoice } from '../../libs/accounting-sync/src/sync-invoice/invoice.builder.js';
import { aCustomer } from '../../libs/accounting-sync/src/upsert-customer/customer.builder.js';
import { aProduct } from '../../libs/accounting-sync/src/upsert-product/product.builder.js';
import { type Workshop } from '../support/workshop.js';
import { REPORTS } from './seeded.js';

export const INVOICES = Math.ceil(REPORTS / 4);
export const PRODUCTS = REPORTS;

/** Customers and products come by themselves and with the invoices that need them; each invoice is changed once. */
export async function aDaysSales(shop: Workshop): Promise<void> {
  for (let n = 0; n < PRODUCTS; n++)
    await shop.upsertProduct(
      aProduct({ id: `p${n}`, number: `K-${n}`, vatCode: '31', vatRate: 15, stock: String(n + 1) }),
    );
  for (let n = 0; n < INVOICES; n++) {
    await shop.upsertCustomer(aCustomer({ id: `c${n}`, organisationNumber: undefined, name: `Kunde ${n}` }));
    const line = aLine({ productId: `p${n}`, productNumber: `K-${n}` });
    const invoice = { id: `F-${n}`, customer: { id: `c${n}` }, lines: [line] };
    await shop.syncInvoice(anInvoice(invoice));
    await shop.syncInvoice(anInvoice({ ...invoice, note: 'Endret' }));
  }
}

export const SALES_ON = {
  invoices: { enabled: true },
  products: { enabled: true, syncStock: true },
  customers: { enabled: true },
};
