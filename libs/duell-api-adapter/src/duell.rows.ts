import { z } from 'zod';

/** Numbers arrive as text, ids as either, absent things as null or ''. All is text here; '' is nothing. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => String(value ?? '').trim());

const yes = text.transform((value) => ['1', 'true', 'yes'].includes(value.toLowerCase()));

/** What a row can't be without. */
const needed = text.refine((value) => value !== '');

export const departmentRow = z.object({
  department_id: needed,
  department_name: text,
  /** Secret. */
  api_token: text,
});

export function isDeleted(row: Record<string, unknown>): boolean {
  return yes.safeParse(row.is_deleted).data ?? false;
}

export const productRow = z.object({
  product_id: needed,
  product_number: text,
  product_name: text,
  description: text,
  barcode: text,
  category_id: text,
  category_name: text,
  vatrate_percent: text,
  price_inc_vat: text,
  cost_price: text,
  unit: text,
  currency_code: text,
  is_deleted: yes,
  created_at: text,
  updated_at: text,
});
export type ProductRow = z.output<typeof productRow>;

export const categoryRow = z.object({ category_id: needed, category_name: text });

/** Of a customer's row only the id has been seen; the rest is called as in `PUT customer`, and as in a product's row. */
export const customerRow = z.object({
  customer_id: needed,
  customer_name: text,
  phone: text,
  email: text,
  primary_address: text,
  primary_zip: text,
  city: text,
  is_deleted: yes,
  created_at: text,
  updated_at: text,
});
export type CustomerRow = z.output<typeof customerRow>;

export const stockRow = z.object({
  product_id: needed,
  product_number: text,
  department: z.array(z.object({ department_id: text, stock: text, actual_stock: text })),
});
export type StockRow = z.output<typeof stockRow>;
