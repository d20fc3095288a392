import { type z } from 'zod';
import { type CustomerRecord, type ErpVatCode, GIFT_CARD_NUMBER, type ProductRecord } from '@accounting/port';
import { type AccountPlan } from '../account-plan/account-plan.js';
import { customerToRecord } from '../upsert-customer/customer-to-record.js';
import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { productToRecord } from '../upsert-product/product-to-record.js';
import { type Invoice, invoiceSchema } from './invoice.js';
import { type OrderContext } from './invoice-to-order.js';
import { type ProductLine } from './order-prices.js';

type InvoiceInput = z.input<typeof invoiceSchema>;

/** Three bags of coffee at 15 %, 687.24 in all. A test names only what it is about. */
export function anInvoice(over: Partial<InvoiceInput> = {}): Invoice {
  return invoiceSchema.parse({
    id: 'F-2201',
    date: '2026-11-23',
    dueDate: '2026-12-07',
    customer: { id: '501' },
    lines: [aLine()],
    ...(over.lines ? totalsOf(over.lines) : { totalNet: 59_760, totalVat: 8964, totalGross: 68_724 }),
    ...over,
  });
}

export function aLine(over: Partial<ProductLine> = {}): ProductLine {
  return {
    type: 'product',
    productId: '88',
    productNumber: 'K-1000',
    description: 'Kaffe 1 kg',
    quantity: '3',
    unitPriceExVat: 19_920,
    discountPercent: '0',
    vatCode: '31',
    vatRate: 15,
    net: 59_760,
    vat: 8964,
    gross: 68_724,
    ...over,
  };
}

export const aGiftCardLine = {
  type: 'giftCard' as const,
  description: 'Gavekort',
  quantity: '1',
  gross: 100_000,
};

function totalsOf(lines: InvoiceInput['lines']) {
  const amounts = lines.flatMap((line) => (line.type === 'text' ? [] : [line]));
  const total = (of: (line: (typeof amounts)[number]) => number) =>
    amounts.reduce((sum, line) => sum + of(line), 0);
  return {
    totalNet: total((line) => line.net ?? line.gross),
    totalVat: total((line) => line.vat ?? 0),
    totalGross: total((line) => line.gross),
  };
}

export const INVOICE_PLAN: AccountPlan = {
  voucherType: null,
  roles: {
    'sales:3': { account: '3000', vatCode: '3' },
    'sales:31': { account: '3001', vatCode: '31' },
    'sales:31:04006': { account: '3006', vatCode: '31' },
    'sales:5': { account: '3100', vatCode: '5' },
    giftCardSold: { account: '2901' },
  },
};

const VAT_CODES: ErpVatCode[] = [
  { code: '0', name: 'Ingen', rate: 0 },
  { code: '3', name: 'Høy', rate: 25 },
  { code: '31', name: 'Middels', rate: 15 },
  { code: '5', name: 'Fritatt', rate: 0 },
];

/** What surrounds an invoice: customer 10021 and product 55 are there. */
export function anOrderContext(over: Partial<OrderContext> = {}): OrderContext {
  const customer: CustomerRecord = customerToRecord(aCustomer(), '10021', 'kafe');
  const choices = { defaultCategory: null, syncStock: false };
  const product: ProductRecord = productToRecord(aProduct({ vatRate: 15, vatCode: '31' }), '55', choices);
  return {
    plan: INVOICE_PLAN,
    marker: '4k7f3q2m9xwt',
    department: '2',
    noVatCode: '0',
    vatCodes: VAT_CODES,
    skipStock: false,
    customer,
    products: new Map([
      ['88', product],
      [GIFT_CARD_NUMBER, { ...product, key: GIFT_CARD_NUMBER, number: GIFT_CARD_NUMBER, erpId: '9' }],
    ]),
    credits: null,
    changes: null,
    confirmed: [],
    ...over,
  };
}
