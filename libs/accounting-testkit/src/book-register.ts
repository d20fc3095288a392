import type { CustomerRecord, Ore, ProductRecord, Reason } from '@accounting/port';
import { CutTexts } from './cut-texts.js';

/** A product as these books hold it. Numbers are not unique; ids are, and count up. */
export interface BookProduct {
  id: string;
  number: string;
  name: string;
  description: string | null;
  barcode: string | null;
  priceExVat: Ore;
  priceIncVat: Ore;
  costPrice: Ore | null;
  /** Percent. null: its category has none. */
  vatRate: number | null;
  /** Its category's id. */
  category: string | null;
  isService: boolean;
  active: boolean;
  /** A decimal. null: a service has none. */
  stock: string | null;
  /** To the nearest minute, as 24SevenOffice keeps it. */
  changedAt: Date;
}

export interface BookCustomer extends Omit<CustomerRecord, 'key' | 'erpId'> {
  id: string;
  number: string;
  /** false: a person deleted it. */
  active: boolean;
  /** To the nearest minute. */
  changedAt: Date;
}

export interface BookCategory {
  id: string;
  name: string;
}

/** What a save says of a product; `id` null makes one, `category` null leaves the one it has. */
export interface NewBookProduct extends Omit<BookProduct, 'id' | 'stock' | 'changedAt'> {
  id: string | null;
}

export interface NewBookCustomer extends Omit<BookCustomer, 'id' | 'number' | 'active' | 'changedAt'> {
  id: string | null;
}

/** Longest texts of a product and of a customer. */
export const LONGEST_RECORD_TEXT = { number: 30, name: 60, description: 120, contact: 60 };

/** What is saved, and what had to be cut. */
export interface Translated<Saved> {
  record: Saved;
  notes: Reason[];
}

/** Our product in the words of the in-memory books. */
export function bookProduct(product: ProductRecord, category: string | null): Translated<NewBookProduct> {
  const { erpId: id, priceExVat, priceIncVat, costPrice, vatRate, isService, active } = product;
  const texts = new CutTexts(`vare ${product.number}`);
  const { number, name, description } = LONGEST_RECORD_TEXT;
  return {
    record: {
      ...{ id, priceExVat, priceIncVat, costPrice, vatRate, category, isService, active },
      number: texts.take(product.number, number),
      name: texts.take(product.name, name),
      description: texts.take(product.description, description),
      barcode: texts.take(product.barcode, number),
    },
    notes: texts.notes,
  };
}

/** Our customer in the words of the in-memory books. */
export function bookCustomer(customer: CustomerRecord): Translated<NewBookCustomer> {
  const { erpId: id, externalId, type, organisationNumber, address, deliveryAddress } = customer;
  const texts = new CutTexts(`kunde ${customer.name}`);
  const { name, contact } = LONGEST_RECORD_TEXT;
  return {
    record: {
      ...{ id, externalId, type, organisationNumber, address, deliveryAddress },
      paymentTermsDays: customer.paymentTermsDays,
      name: texts.take(customer.name, name),
      firstName: texts.take(customer.firstName, name),
      lastName: texts.take(customer.lastName, name),
      email: texts.take(customer.email, contact),
      invoiceEmail: texts.take(customer.invoiceEmail, contact),
      phone: texts.take(customer.phone, contact),
      mobile: texts.take(customer.mobile, contact),
    },
    notes: texts.notes,
  };
}

/** Does it stand there as it was saved? What the books add themselves, and what was left as it is, does not count. */
export function standsAs(held: object, saved: object): boolean {
  const stands = new Map<string, unknown>(Object.entries(held));
  return Object.entries(saved).every(
    ([field, value]) =>
      (field === 'category' && value === null) || JSON.stringify(stands.get(field)) === JSON.stringify(value),
  );
}
