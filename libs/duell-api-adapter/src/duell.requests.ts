import type { Filter } from './duell.options.js';

/** A request before it has an address, a bearer and a time. */
export interface DuellRequest {
  method: 'GET' | 'POST' | 'PUT';
  /** Below the address of the API; names the operation in the log too. */
  path: string;
  query?: Fields;
  /** What it carries: fields of a form, or JSON. */
  form?: Fields;
  json?: object;
}

export type Fields = Record<string, string>;

/** Everything we ask of DUELL. */
export const requests = {
  login: (clientNumber: string, clientToken: string): DuellRequest => ({
    method: 'POST',
    path: 'getaccesstokens',
    form: { client_number: clientNumber, client_token: clientToken },
  }),

  page: (path: string, at: { start: number; length: number }, query: Fields = {}): DuellRequest => ({
    method: 'GET',
    path,
    query: { ...query, start: String(at.start), length: String(at.length) },
  }),

  saveProduct: (product: ProductFields): DuellRequest => ({
    method: 'POST',
    path: 'product/save',
    json: { product_data: [product] },
  }),

  saveCategory: (name: string): DuellRequest => ({
    method: 'POST',
    path: 'product/category/save',
    json: { category_data: [{ category_name: name, category_type: 'product' }] },
  }),

  adjustStock: (departmentToken: string, productNumber: string, quantity: string): DuellRequest => ({
    method: 'POST',
    path: 'product/adjust-stock',
    json: { department_token: departmentToken, product_data: [{ product_number: productNumber, quantity }] },
  }),

  saveCustomer: (customer: Fields, goesIn: 'query' | 'json' | 'both'): DuellRequest => ({
    method: 'PUT',
    path: 'customer',
    ...(goesIn === 'json' ? {} : { query: customer }),
    ...(goesIn === 'query' ? {} : { json: customer }),
  }),
};

/** In the order of DUELL's own plugin. Amounts are decimals as text, as DUELL itself writes them. */
export interface ProductFields {
  product_id?: string;
  product_name: string;
  product_number: string;
  price_inc_vat: string;
  vatrate_percent: string;
  category_id?: string;
}

export function filter(name: Filter | 'is_deleted', value: string): Fields {
  return { [`filter[${name}]`]: value };
}

/** The address below the API's own, and the body, as they go over the wire. */
export function onTheWire({ path, query, form, json }: DuellRequest): {
  target: string;
  contentType: string | null;
  body: string | null;
} {
  const target = query ? `${path}?${new URLSearchParams(query).toString()}` : path;
  if (form) {
    const body = new URLSearchParams(form).toString();
    return { target, contentType: 'application/x-www-form-urlencoded', body };
  }
  if (json) return { target, contentType: 'application/json', body: JSON.stringify(json) };
  return { target, contentType: null, body: null };
}
