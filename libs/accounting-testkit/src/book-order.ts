import type { CivilDate, Ore, OrderDelivery, OrderRow, Reason } from '@accounting/port';
import { standsAs, type Translated } from './book-register.js';
import { CutTexts } from './cut-texts.js';

export type BookOrderRow = { type: 'text'; text: string } | BookItemRow;

export interface BookItemRow {
  type: 'item';
  productId: string;
  text: string;
  /** A decimal. */
  quantity: string;
  price: Ore;
  /** A decimal. */
  discountPercent: string;
  account: string;
  /** null: the product's. */
  vatCode: string | null;
}

/** An order as these books hold it: it waits until a person issues it. */
export interface BookOrder {
  id: string;
  state: 'draft' | 'posted';
  /** null: not issued. */
  invoiceNumber: number | null;
  /** Where our marker stands; empty on an order that a person made. */
  marker: string;
  customerId: string;
  date: CivilDate;
  dueDate: CivilDate | null;
  deliveryDate: CivilDate | null;
  text: string;
  yourReference: string;
  ourReference: string;
  orderReference: string;
  note: string;
  department: string | null;
  pricesIncVat: boolean;
  skipStock: boolean;
  /** Id of the order that it credits. */
  credits: string | null;
  rows: BookOrderRow[];
}

export type NewBookOrder = Omit<BookOrder, 'id' | 'state' | 'invoiceNumber'>;

/** Longest texts of an order, and of a row. */
export const LONGEST_ORDER_TEXT = { row: 60, reference: 40, note: 120 };

/** What an order's delivery was put in place with. */
export interface InPlace {
  customerId: string;
  productIds: Record<string, string>;
  /** false: the VAT of a row is its product's. */
  rowVat: boolean;
}

/** Our order in the words of the in-memory books. */
export function bookOrder({ order }: OrderDelivery, place: InPlace): Translated<NewBookOrder> {
  const { marker, date, dueDate, deliveryDate, department, pricesIncVat, skipStock } = order;
  const texts = new CutTexts(order.text);
  const { row, reference, note } = LONGEST_ORDER_TEXT;
  return {
    record: {
      ...{ marker, date, dueDate, deliveryDate, department, pricesIncVat, skipStock },
      customerId: place.customerId,
      text: texts.take(order.text, note),
      yourReference: texts.take(order.yourReference, reference),
      ourReference: texts.take(order.ourReference, reference),
      orderReference: texts.take(order.orderReference, reference),
      note: texts.take(order.note, note),
      credits: order.credits?.orderId ?? null,
      rows: order.rows.map((each) => bookRow({ ...each, text: texts.take(each.text, row) }, place)),
    },
    notes: texts.notes,
  };
}

function bookRow(row: OrderRow, { productIds, rowVat }: InPlace): BookOrderRow {
  if (row.type === 'text') return { type: 'text', text: row.text };
  const { product, text, quantity, price, discountPercent, account, vatCode } = row;
  return {
    ...{ type: 'item', text, quantity, price, discountPercent, account },
    productId: productIds[product] ?? '',
    vatCode: rowVat ? vatCode : null,
  };
}

/** What a person changed in it, if anything. */
export function changesIn(held: BookOrder, sent: NewBookOrder, why: Reason): Reason[] {
  return standsAs(held, sent) ? [] : [why];
}
