import { z } from 'zod';
import { KINDS } from './transfer.js';
import { reasonSchema } from './transfer-view.js';

const lineSchema = z.strictObject({
  account: z.string(),
  accountName: z.string().optional(),
  vatCode: z.string(),
  department: z.string().optional(),
  project: z.string().optional(),
  customer: z.string().optional(),
  amount: z.int().describe('Øre; positive is debit'),
  text: z.string().describe('As it is sent, marker and all'),
  role: z.string(),
  trace: z
    .array(z.strictObject({ path: z.string(), amount: z.int() }))
    .describe('Which numbers of the report it is made of'),
});

const orderRowSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('item'),
    product: z.string().describe('Product number'),
    text: z.string(),
    quantity: z.string(),
    price: z.int().describe('Øre, of one, before the discount; holds VAT when `pricesIncVat`'),
    discountPercent: z.string(),
    account: z.string(),
    vatCode: z.string(),
    vatRate: z.number(),
    net: z.int(),
    vat: z.int(),
    gross: z.int(),
    role: z.string(),
    path: z.string().describe('Which line of the invoice it is'),
  }),
]);

const orderSchema = z.strictObject({
  customer: z.strictObject({ id: z.string(), name: z.string(), erpId: z.string().nullable() }),
  dueDate: z.iso.date().nullable(),
  department: z.string().nullable(),
  pricesIncVat: z.boolean(),
  rows: z.array(orderRowSchema),
  totals: z.strictObject({ net: z.int(), vat: z.int(), gross: z.int() }),
  skipStock: z.boolean(),
  credits: z.strictObject({ orderId: z.string(), invoiceNumber: z.string().nullable() }).nullable(),
  changes: z.strictObject({ orderId: z.string() }).nullable().describe('The draft that is changed'),
});

export const previewSchema = z
  .strictObject({
    kind: z.enum(KINDS),
    hash: z.string().describe('For `expectedHash`'),
    mode: z.enum(['draft', 'ledger']),
    date: z.iso.date(),
    text: z.string(),
    lines: z.array(lineSchema).describe('Of a voucher'),
    total: z.int().describe('Øre: the sum of the debit side, or what the order comes to'),
    notes: z.array(z.object({ ...reasonSchema.shape, amount: z.int().optional() })),
    order: orderSchema.optional().describe('Of an invoice'),
  })
  .meta({ id: 'Preview' });
export type PreviewView = z.output<typeof previewSchema>;
