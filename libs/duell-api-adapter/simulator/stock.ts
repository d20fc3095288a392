import { Refusal } from './answers.js';
import { listed } from './listing.js';
import { decimal, filled, object, onlyItem, text } from './reading.js';
import type { Department, Shop } from './shop.js';

/** Every product that is not deleted, with how many one department has. No name and no barcode. */
export function stockList(shop: Shop, query: URLSearchParams): object {
  const department = departmentOf(shop, query.get('department') ?? '');
  const rows = shop.products
    .filter((row) => !row.is_deleted)
    .map(({ product_id, product_number, view_on_webshop }) => ({
      product_id,
      product_number,
      view_on_webshop,
      department: [
        {
          department_id: department.id,
          stock: stockOf(department, product_id),
          actual_stock: stockOf(department, product_id),
          location: [],
        },
      ],
    }));
  return listed(shop, rows, query, { name: 'data', filters: {}, others: ['department'] });
}

/** By number, of whichever product has it first. */
export function adjustStock(shop: Shop, body: unknown): object {
  const { department_token, product_data } = object(body, 'body', ['department_token', 'product_data']);
  const department = departmentOf(shop, String(department_token));
  const fields = object(onlyItem(product_data, 'product_data'), 'product_data', [
    'product_number',
    'quantity',
  ]);
  const number = filled(fields, 'product_number');
  const product = shop.products.find((row) => row.product_number === number && !row.is_deleted);
  if (!product) throw new Refusal(404, `Product ${number} not found`);
  const quantity = decimal(fields, 'quantity');
  const before = Number(stockOf(department, product.product_id));
  const after = { sets: 0, adds: before, subtracts: before }[shop.switches.adjustStock];
  const sign = shop.switches.adjustStock === 'subtracts' ? -1 : 1;
  setStock(department, product.product_id, after + sign * Number(quantity));
  return { status: true, message: 'success' };
}

export function departmentList(shop: Shop, query: URLSearchParams): object {
  const rows = shop.departments.map(({ id, name, apiToken, city }) => ({
    department_id: id,
    department_name: name,
    api_token: apiToken,
    city,
  }));
  return listed(shop, rows.reverse(), query, { name: 'departments', filters: {} });
}

export function stockOf(department: Department, productId: string): string {
  return department.stock.get(productId) ?? '0.00';
}

export function setStock(department: Department, productId: string, quantity: number): void {
  const rounded = Math.round(quantity * 1000) / 1000;
  department.stock.set(productId, Number.isInteger(rounded * 100) ? rounded.toFixed(2) : rounded.toFixed(3));
}

function departmentOf(shop: Shop, token: string): Department {
  const department = shop.departmentOfToken(text({ token }, 'token'));
  if (!department) throw new Refusal(422, `Department token ${token} is not valid`);
  return department;
}
