import {
  AccountingError,
  type Customer,
  type CustomerForHost,
  type Product,
  type ProductForHost,
} from '@accounting/port';
import { hostReason } from './host-reasons.js';

/** What a save writes of a product: what is given. A new one needs a name, a price and a rate. */
export function productFrom(product: ProductForHost, known: Product | null): Partial<Product> {
  const { number, name, priceIncVat, vatRate } = product;
  const given = defined({ number, name, priceIncVat, vatRate });
  const missing = ['name', 'priceIncVat', 'vatRate'].filter((field) => !(field in given));
  if (!known && missing.length > 0)
    throw new AccountingError(
      hostReason('HOST_INCOMPLETE', { what: `Varen ${number}`, missing }),
      'ask-a-human',
    );
  return given;
}

export function customerFrom(customer: CustomerForHost, known: Customer | null): Partial<Customer> {
  if (!known && !customer.name)
    throw new AccountingError(
      hostReason('HOST_INCOMPLETE', { what: 'Kunden', missing: ['name'] }),
      'ask-a-human',
    );
  const { name, email, phone, address } = customer;
  return defined({
    name,
    email,
    phone: phone?.replace(/\s+/g, ''),
    address: address && { ...address, country: 'NO' },
  });
}

/** The same name, and the same phone or e-mail; of whom nothing is known, the same address. */
export function isSameCustomer(held: Customer, wanted: CustomerForHost): boolean {
  if (held.name !== wanted.name || held.deleted) return false;
  const phones = [held.phone, wanted.phone].map((phone = '') => phone.replace(/\s+/g, ''));
  const emails = [held.email ?? '', wanted.email ?? ''];
  if ([...phones, ...emails].every((known) => known === ''))
    return held.address?.street === wanted.address?.street;
  return isShared(phones) || isShared(emails);
}

function isShared([one, other]: string[]): boolean {
  return one !== '' && one === other;
}

export function notTakenOf(given: ProductForHost | CustomerForHost, cannotTake: readonly string[]): string[] {
  const fields = new Map<string, unknown>(Object.entries(given));
  return cannotTake.filter((field) => fields.get(field) !== undefined);
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
