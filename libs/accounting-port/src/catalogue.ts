import type { Address, Customer } from './documents.js';
import type { BatchOutcome } from './batch.js';
import type { Ore } from './money.js';

/** A product as it shall stand in the accounting system. Texts are whole: the adapter cuts what is too long, and notes it. */
export interface ProductRecord {
  /** DUELL's id. */
  key: string;
  /** The accounting system's id. null: it has none yet, and one is made. */
  erpId: string | null;
  number: string;
  name: string;
  description: string | null;
  barcode: string | null;
  priceExVat: Ore;
  priceIncVat: Ore;
  costPrice: Ore | null;
  /** Percent. */
  vatRate: number;
  /** Put in place by name when it is missing. null: a product that is there keeps its own. */
  category: string | null;
  isService: boolean;
  /** false: it is deleted in DUELL and becomes inactive here. */
  active: boolean;
  /** How many there are, a decimal. null: the stock is not touched. */
  stock: string | null;
  /** All else stands there as it was sent last, and is not sent again. Only with an `erpId`. */
  onlyStock?: boolean;
}

/** A customer as it shall stand in the accounting system. */
export interface CustomerRecord {
  /** DUELL's id. */
  key: string;
  /** The accounting system's id. null: it has none yet, and one is made. */
  erpId: string | null;
  /** Kept in the accounting system, where it has a place for it, so that the customer is found again. */
  externalId: string;
  type: Customer['type'];
  name: string;
  firstName: string | null;
  lastName: string | null;
  organisationNumber: string | null;
  email: string | null;
  invoiceEmail: string | null;
  phone: string | null;
  mobile: string | null;
  address: Address | null;
  deliveryAddress: Address | null;
  paymentTermsDays: number | null;
}

/** What became of one record of a batch. `erpId` is told as soon as it is known, also when something later failed. */
export type RecordOutcome = BatchOutcome<{ erpId: string }> & { erpId: string | null };

/** A product as the accounting system has it. */
export interface ErpProduct {
  id: string;
  number: string;
  name: string;
  barcode: string | null;
  /** null: the system says none. */
  priceExVat: Ore | null;
  priceIncVat: Ore | null;
  /** Percent. */
  vatRate: number | null;
  /** A decimal. */
  stock: string | null;
  active: boolean;
}

/** A customer as the accounting system has it. */
export interface ErpCustomer {
  id: string;
  /** What a person calls its number. */
  number: string;
  externalId: string | null;
  type: Customer['type'] | null;
  name: string;
  firstName: string | null;
  organisationNumber: string | null;
  email: string | null;
  phone: string | null;
  address: { street: string; postalCode: string; city: string } | null;
  /** false: deleted there. */
  active: boolean;
}

/** The product, made by hand, that gift cards on invoices are sold as: DUELL's guide names it (domain sheet 1.4). */
export const GIFT_CARD_NUMBER = 'GIFTCARD';

/** It is looked up by its number, so its case counts; blanks around it do not. One that expired sells nothing. */
export function isGiftCard({ number, active }: Pick<ErpProduct, 'number' | 'active'>): boolean {
  return active && number.trim() === GIFT_CARD_NUMBER;
}
