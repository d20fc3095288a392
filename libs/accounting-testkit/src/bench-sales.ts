import type { CivilDate, ItemRow, Ore } from '@accounting/port';

type Maybe<Value> = Value | Promise<Value>;

/** Products and customers behind the port: what the system itself holds, and what people do to it. */
export interface RegistersBench {
  /** All there are, in the order they were made. There may be some that no test put there. */
  products: () => Maybe<HeldErpProduct[]>;
  /** Deleted ones too, where the system still shows them. */
  customers: () => Maybe<HeldErpCustomer[]>;
  /** The names of the categories; a name stands twice when there are two. */
  categories: () => Maybe<string[]>;
  personChangesProduct: (id: string, change: { name: string }) => Maybe<void>;
  personDeletesCustomer: (id: string) => Maybe<void>;
  /** The next write that holds the product of this number, or the customer of this name, refuses it, and no other. */
  refuseRecord: (numberOrName: string) => Maybe<void>;
  /** How many calls came in that write something, and how many of them set a stock. */
  writes: () => Maybe<{ all: number; stock: number }>;
}

/** A product as the system holds it. What it has no place for is left out. */
export interface HeldErpProduct {
  id: string;
  number: string;
  name: string;
  description?: string | null;
  barcode?: string | null;
  /** At least one of the prices. */
  priceExVat?: Ore | null;
  priceIncVat?: Ore | null;
  costPrice?: Ore | null;
  /** Percent; where VAT hangs on something else, such as the product's category, what that comes to. */
  vatRate: number | null;
  /** The name of its category; may say more than ours, such as the rate of its VAT. */
  category?: string | null;
  active: boolean;
  /** A decimal. */
  stock?: string | null;
}

/** A customer as the system holds it. What it has no place for is left out. */
export interface HeldErpCustomer {
  id: string;
  /** Of a person: with the first name, in whatever order. */
  name: string;
  externalId?: string | null;
  organisationNumber?: string | null;
  email?: string | null;
  phone?: string | null;
  address?: { street: string; postalCode: string; city: string } | null;
  active: boolean;
}

/** Orders behind the port. */
export interface OrdersBench {
  /** A row of `anOrder` as these books number accounts and VAT, where they number them otherwise. */
  row?: (row: ItemRow) => ItemRow;
  /** All there are, issued ones too. */
  orders: () => Maybe<HeldOrder[]>;
  /** A person makes an invoice of the order with this marker, or deletes it. */
  personIssuesOrder: (marker: string) => Maybe<void>;
  personDeletesOrder: (marker: string) => Maybe<void>;
}

/** An order as the system holds it. */
export interface HeldOrder {
  id: string;
  state: 'draft' | 'posted';
  /** null: not issued. */
  invoiceNumber: string | null;
  /** Where our marker stands; empty on an order that is not ours. */
  marker: string;
  customerId: string;
  date: CivilDate;
  pricesIncVat: boolean;
  department?: string | null;
  /** References and notes, in one text. */
  text: string;
  /** Id of the order that it credits. */
  credits: string | null;
  skipStock?: boolean;
  rows: HeldRow[];
  /** What the system itself counts. */
  totals: { gross: Ore; vat: Ore };
}

export type HeldRow = { type: 'text'; text: string } | HeldItemRow;

export interface HeldItemRow {
  type: 'item';
  productId: string;
  text: string;
  /** A decimal. */
  quantity: string;
  price: Ore;
  /** A decimal. */
  discountPercent: string;
  /** Percent: what the system counts with. */
  vatRate: number;
  /** Where its income goes, as `Order` numbers it; left out where the system does not tell. */
  account?: string;
}
