import { z } from 'zod';
import { civilDateField, decimalField, nameField, oreField, textField } from '../document/document-fields.js';
import { STANDARD_VAT_CODES } from '../sync-z-report/z-report.js';

/** More lines than this no invoice has. */
const MOST_LINES = 5000;

const description = textField(1000).describe('What stands on the invoice');

const productLine = z.strictObject({
  type: z.literal('product'),
  productId: nameField().optional().describe("DUELL's id of the product"),
  productNumber: nameField().optional(),
  description,
  quantity: decimalField().describe('Negative on a credit note'),
  unit: textField(64).optional(),
  unitPriceExVat: oreField().optional().describe('Øre'),
  unitPriceIncVat: oreField().optional().describe('Øre'),
  discountPercent: decimalField().optional(),
  discountAmount: oreField().optional().describe('Øre, VAT excluded; instead of percent'),
  vatCode: z.enum(STANDARD_VAT_CODES).describe('Norwegian standard VAT code'),
  vatRate: z.number().min(0).max(100).describe('Percent'),
  group: nameField().optional().describe('Product group (varegruppe), as in a Z-report'),
  net: oreField(),
  vat: oreField(),
  gross: oreField().describe('Øre; net + vat = gross'),
});

const giftCardLine = z.strictObject({
  type: z.literal('giftCard'),
  description,
  quantity: decimalField().optional(),
  net: oreField().optional().describe('The same as gross: a gift card is no turnover'),
  vat: oreField().optional().describe('0'),
  gross: oreField(),
});

const textLine = z.strictObject({ type: z.literal('text'), description });

/** The invoice basis (fakturagrunnlag) as DUELL sends it: section 2 of the contract. Amounts are øre. */
export const invoiceSchema = z
  .strictObject({
    id: nameField(),
    orderNumber: nameField().optional(),
    date: civilDateField(),
    dueDate: civilDateField().optional(),
    deliveryDate: civilDateField().optional(),
    customer: z.strictObject({ id: nameField() }),
    currency: z
      .literal('NOK', {
        error: 'Only NOK can be transferred: an invoice in another currency must be made by hand',
      })
      .default('NOK'),
    yourReference: textField(200).default(''),
    ourReference: textField(200).default(''),
    orderReference: textField(200).default(''),
    note: textField(2000).default(''),
    credits: nameField().optional().describe('Id of the invoice that this one credits'),
    lines: z.array(z.discriminatedUnion('type', [productLine, giftCardLine, textLine])).max(MOST_LINES),
    rounding: oreField().default(0),
    totalNet: oreField(),
    totalVat: oreField(),
    totalGross: oreField(),
  })
  .refine((invoice) => magnitude(invoice) <= Number.MAX_SAFE_INTEGER, {
    error: 'The amounts are too large to be added without error',
  })
  .meta({ title: 'Invoice (fakturagrunnlag)' });

export type Invoice = z.output<typeof invoiceSchema>;
export type InvoiceLine = Invoice['lines'][number];

/** All amounts without their signs: while this is a safe integer, every sum is. */
function magnitude({
  lines,
  rounding,
  totalNet,
  totalVat,
  totalGross,
}: {
  lines: (z.output<typeof productLine> | z.output<typeof giftCardLine> | z.output<typeof textLine>)[];
  rounding: number;
  totalNet: number;
  totalVat: number;
  totalGross: number;
}): number {
  const amounts = lines.flatMap((line) =>
    line.type === 'text' ? [] : [line.net ?? 0, line.vat ?? 0, line.gross],
  );
  return [...amounts, rounding, totalNet, totalVat, totalGross].reduce(
    (total, each) => total + Math.abs(each),
    0,
  );
}
