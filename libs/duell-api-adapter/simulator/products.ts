import { Refusal } from './answers.js';
import { type Filters, listed } from './listing.js';
import { decimal, filled, invalid, object, onlyItem, text, type Fields } from './reading.js';
import type { ProductRow } from './seed.js';
import type { Shop } from './shop.js';

const FILTERS: Filters<ProductRow> = {
  product_number: (row, value) => row.product_number === value,
  view_on_webshop: (row, value) => row.view_on_webshop === truth(value),
  category_id: (row, value) => row.category_id === value,
  is_deleted: (row, value) => row.is_deleted === truth(value),
  last_update_date: (row, value) => row.updated_at >= value,
};

/** Deleted ones come apart: the official plugin asks for them with a filter of their own. */
export function productList(shop: Shop, query: URLSearchParams): object {
  const asksForDeleted =
    query.has('filter[is_deleted]') && shop.switches.workingFilters.includes('is_deleted');
  const rows =
    shop.switches.deletedApart && !asksForDeleted
      ? shop.products.filter((row) => !row.is_deleted)
      : shop.products;
  return listed(shop, rows, query, { name: 'products', filters: FILTERS });
}

const REQUIRED = ['product_name', 'product_number', 'price_inc_vat', 'vatrate_percent'];

/** Saves by number: which of several products with one number it reaches nobody can tell; here it is the first. */
export function productSave(shop: Shop, body: unknown): object {
  const { product_data } = object(body, 'body', ['product_data']);
  const optional = ['category_id', ...(shop.switches.saveTakesProductId ? ['product_id'] : [])];
  const fields = object(onlyItem(product_data, 'product_data'), 'product_data', REQUIRED, optional);
  const row = rowIn(fields);
  const known = reached(shop, fields, row.product_number);
  const category = categoryIn(shop, fields, known);
  const saved = known ?? shop.addProduct({});
  shop.change(saved, { ...row, ...category });
  return savedAs(shop, 'product_id', saved.product_id);
}

function rowIn(fields: Fields) {
  const price = decimal(fields, 'price_inc_vat');
  if (price.startsWith('-')) throw invalid('price_inc_vat', 'must not be negative');
  return {
    product_name: filled(fields, 'product_name'),
    product_number: filled(fields, 'product_number'),
    price_inc_vat: Number(price).toFixed(2),
    vatrate_percent: Number(decimal(fields, 'vatrate_percent')).toFixed(2),
  };
}

function reached(shop: Shop, fields: Fields, number: string): ProductRow | undefined {
  if ('product_id' in fields) {
    const row = shop.products.find(({ product_id }) => product_id === text(fields, 'product_id'));
    if (!row) throw new Refusal(404, 'Product not found');
    return row;
  }
  if (shop.switches.saveOfKnownNumber === 'adds') return undefined;
  return shop.products.find(({ product_number }) => product_number === number);
}

/** Demanded of a new product. */
function categoryIn(
  shop: Shop,
  fields: Fields,
  known: ProductRow | undefined,
): Partial<Pick<ProductRow, 'category_id' | 'category_name'>> {
  if (!('category_id' in fields)) {
    if (known) return {};
    throw invalid('category_id', 'is required');
  }
  const id = text(fields, 'category_id');
  const category = shop.categories.find(({ category_id }) => category_id === id);
  if (!category) throw invalid('category_id', 'does not exist');
  return category;
}

export function categoryList(shop: Shop, query: URLSearchParams): object {
  return listed(shop, shop.categories, query, { name: 'categories', filters: {} });
}

export function categorySave(shop: Shop, body: unknown): object {
  const { category_data } = object(body, 'body', ['category_data']);
  const fields = object(onlyItem(category_data, 'category_data'), 'category_data', [
    'category_name',
    'category_type',
  ]);
  if (fields.category_type !== 'product') throw invalid('category_type', 'must be product');
  return savedAs(shop, 'category_id', shop.addCategory(filled(fields, 'category_name')));
}

function savedAs(shop: Shop, field: string, id: string): object {
  const told = shop.switches.tellsSavedId ? { data: [{ [field]: id }] } : {};
  return { status: true, message: 'success', total_affected: 1, ...told };
}

function truth(value: string): boolean {
  return ['1', 'true'].includes(value);
}
