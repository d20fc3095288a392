import { Refusal } from './answers.js';
import { type Filters, listed } from './listing.js';
import { filled, object, text } from './reading.js';
import type { CustomerRow } from './seed.js';
import type { Shop } from './shop.js';

const FILTERS: Filters<CustomerRow> = {
  customer_phone: (row, value) => row.phone === value,
  customer_email: (row, value) => row.email === value,
  last_update_date: (row, value) => row.updated_at >= value,
};

export function customerList(shop: Shop, query: URLSearchParams): object {
  return listed(shop, shop.customers, query, { name: 'customers', filters: FILTERS });
}

const OPTIONAL = ['customer_id', 'email', 'primary_address', 'primary_zip', 'city'] as const;

/** Never asks whether somebody of that name is there: who is not named by id is new. A phone is demanded. */
export function customerPut(shop: Shop, fields: unknown): object {
  const given = object(fields, 'customer', ['customer_name', 'phone'], [...OPTIONAL]);
  const { customer_id: id, ...rest } = given;
  const row = {
    ...(Object.fromEntries(
      Object.keys(rest).map((name) => [name, text(given, name)]),
    ) as Partial<CustomerRow>),
    customer_name: filled(given, 'customer_name'),
    phone: filled(given, 'phone'),
  };
  const known = shop.customers.find(({ customer_id }) => customer_id === id);
  if (id !== undefined && !known) throw new Refusal(404, 'Customer not found');
  const saved = known ?? shop.addCustomer({});
  shop.change(saved, row);
  return {
    status: true,
    message: 'success',
    ...(shop.switches.tellsSavedId ? { customers: saved.customer_id } : {}),
  };
}
