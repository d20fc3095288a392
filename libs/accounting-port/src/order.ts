import type { CustomerRecord, ProductRecord } from './catalogue.js';
import type { CivilDate } from './dates.js';
import type { Ore } from './money.js';

/**
 * An invoice basis (fakturagrunnlag) in nobody's dialect. It becomes an order or an invoice draft that a person issues;
 * nothing here ever issues one. The same object is previewed and sent.
 */
export interface Order {
  /** DUELL's id of the invoice basis. */
  invoiceId: string;
  /** `Faktura F-2201`: what a person calls it. */
  text: string;
  /** Finds it again in the accounting system. */
  marker: string;
  orderNumber: string | null;
  date: CivilDate;
  dueDate: CivilDate | null;
  deliveryDate: CivilDate | null;
  yourReference: string;
  ourReference: string;
  orderReference: string;
  note: string;
  /** The accounting system's id. */
  department: string | null;
  /** Whether the rows' prices hold VAT. */
  pricesIncVat: boolean;
  rows: OrderRow[];
  /** What the sale says: sums of the rows. Rounding to whole kroner (øreavrunding) is in no row and not in `gross`. */
  totals: { net: Ore; vat: Ore; gross: Ore };
  /** DUELL has counted the goods already: the accounting system leaves its stock alone. */
  skipStock: boolean;
  /** The order that this one credits; its quantities are negative. */
  credits: { orderId: string; invoiceNumber: string | null } | null;
}

export type OrderRow = ItemRow | TextRow;

export interface TextRow {
  type: 'text';
  text: string;
}

export interface ItemRow {
  type: 'item';
  /** Which product of the delivery, by its {@link ProductRecord.key}. */
  product: string;
  text: string;
  /** A decimal. */
  quantity: string;
  /** Of one, before the discount; holds VAT when the order's prices do. */
  price: Ore;
  /** A decimal; `0`: none. */
  discountPercent: string;
  /** Where its income goes, by the account plan. */
  account: string;
  /** Number in the accounting system's own VAT list; its code for "no VAT" is written out. */
  vatCode: string;
  /** Percent. */
  vatRate: number;
  /** What the sale says. */
  net: Ore;
  vat: Ore;
  gross: Ore;
  /** The role of the account plan that chose account and VAT. */
  role: string;
  /** Which line of the invoice it is: `lines[0]`. */
  path: string;
}

/** Everything that decides an order's delivery, frozen before its first irrevocable call. */
export interface OrderDelivery {
  order: Order;
  /** Put in place first when it has no `erpId`. */
  customer: CustomerRecord;
  /** All that the rows name. Those without an `erpId` are put in place first. */
  products: ProductRecord[];
  /**
   * The draft that this revision changes; null: a new one is made. `before`: the rows that were sent last, where that is
   * known, to tell what others wrote in it.
   */
  changes: { orderId: string; before?: OrderRow[] } | null;
}

/** What the accounting system holds when an order's delivery is done. A type: so it can be a step's result. */
export type OrderReceipt = {
  state: 'draft' | 'posted';
  /** Where a person finds it: `orderId`, `invoiceNumber` … */
  reference: Record<string, string>;
  /** Ids that were looked up or made. */
  customerId: string;
  productIds: Record<string, string>;
};

/** An order as the accounting system counts it together. */
export interface OrderReadBack {
  gross: Ore;
  vat: Ore;
  /** null where the system does not show it. Rates in percent. */
  byRate: { rate: number; net: Ore }[] | null;
}

export interface OrderInBooks {
  order: Order;
  reference: OrderReceipt['reference'];
}

export type OrderFinding =
  | { is: 'draft'; read: OrderReadBack | null }
  /** A person has issued it. */
  | { is: 'posted'; reference: OrderReceipt['reference']; read: OrderReadBack | null }
  | { is: 'gone' };
