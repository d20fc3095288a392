import type { Ore } from './money.js';

/** A product (vare) as DUELL has it: section 2 of the contract. */
export interface Product {
  /** DUELL's id; the key, for numbers are not unique. */
  id: string;
  number: string;
  name: string;
  description?: string;
  barcode?: string;
  category?: { id: string; name: string };
  unit?: string;
  priceIncVat: Ore;
  /** Norwegian standard VAT code. */
  vatCode: string;
  /** Percent. */
  vatRate: number;
  costPrice?: Ore;
  /** A decimal: how many are in stock. */
  stock?: string;
  isService: boolean;
  deleted: boolean;
  /** ISO 8601 with an offset. */
  updatedAt: string;
}

/** A customer (kunde) as DUELL has it: section 2 of the contract. */
export interface Customer {
  id: string;
  number?: string;
  type: 'company' | 'person';
  name: string;
  firstName?: string;
  lastName?: string;
  organisationNumber?: string;
  email?: string;
  invoiceEmail?: string;
  phone?: string;
  mobile?: string;
  address?: Address;
  deliveryAddress?: Address;
  paymentTermsDays?: number;
  deleted: boolean;
  /** ISO 8601 with an offset. */
  updatedAt: string;
}

export interface Address {
  street: string;
  street2?: string;
  postalCode: string;
  city: string;
  /** Two letters. */
  country: string;
}
