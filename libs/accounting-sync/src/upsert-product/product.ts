import { z } from 'zod';
import { decimalField, instantField, nameField, oreField, textField } from '../document/document-fields.js';
import { STANDARD_VAT_CODES } from '../sync-z-report/z-report.js';

/** A product (vare) as DUELL sends it: section 2 of the contract. Amounts are øre. */
export const productSchema = z
  .strictObject({
    id: nameField().describe("DUELL's id; the key, for numbers are not unique"),
    number: nameField(),
    name: nameField(200),
    description: textField(4000).optional(),
    barcode: textField(64).optional(),
    category: z.strictObject({ id: nameField(), name: textField(200) }).optional(),
    unit: textField(64).optional(),
    priceIncVat: oreField().describe('Øre'),
    vatCode: z.enum(STANDARD_VAT_CODES).describe('Norwegian standard VAT code'),
    vatRate: z.number().min(0).max(100).describe('Percent'),
    costPrice: oreField().optional().describe('Øre'),
    stock: decimalField().optional(),
    isService: z.boolean(),
    deleted: z.boolean(),
    updatedAt: instantField().describe('Older than what we have: answered, and nothing is changed'),
  })
  .meta({ title: 'Product (vare)' });

export type Product = z.output<typeof productSchema>;
