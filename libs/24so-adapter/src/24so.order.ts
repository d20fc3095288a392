import {
  daysBetween,
  decimalKroner,
  markedText,
  type ItemRow,
  type Order,
  type OrderRow,
} from '@accounting/port';
import type { ItemRowToSave, OrderToSave, RowToSave } from './24so.operations.sales.js';
import type { Settled } from './24so.options.js';
import { given, LONGEST, Texts, type Translated } from './24so.texts.js';
import { dateTime, wholeNumber, xmlText } from './24so.wire.js';

/** What an order is put in place with. */
export interface OrderPlace {
  customerId: string;
  /** By the product's key. */
  productIds: Record<string, string>;
  /** What a row without a text is called, by the product's key. */
  productNames: Record<string, string>;
  /** Type groups by account; an account that has none is left out. */
  groups: Record<string, number>;
}

/** The order as SaveInvoices takes it, and its rows, all of them new. Never anything but a draft. */
export type OrderSent = Omit<OrderToSave, 'InvoiceRows' | 'OrderId'> & { rows: RowToSave[] };

/** Our order in their words. What DUELL has no word for is left out; a text can't be emptied (fact sheet 2.3). */
export function orderOf(order: Order, place: OrderPlace, options: Settled): Translated<OrderSent> {
  const { date, dueDate, deliveryDate, department, pricesIncVat, credits, skipStock } = order;
  const texts = new Texts(order.text);
  const { yourReference, title, text } = LONGEST.order;
  const days = dueDate === null ? 0 : daysBetween(date, dueDate);
  const sent: OrderSent = {
    CustomerId: wholeNumber('Kunden', place.customerId),
    OrderStatus: 'Draft',
    DateOrdered: dateTime(date),
    // No due date can be given to what is no invoice yet.
    ...(days >= 1 ? { PaymentTime: days } : {}),
    ...given(
      'CustomerReferenceNo',
      texts.take('ordrereferanse', order.orderReference, LONGEST.customerReference),
    ),
    IncludeVAT: pricesIncVat,
    ...given('YourReference', texts.take('deres referanse', order.yourReference, yourReference)),
    ...given('InvoiceTitle', texts.take('tittel', order.text, title)),
    ...given('InvoiceText', texts.take('fakturatekst', invoiceText(order), text)),
    Distributor: 'Manual',
    ...(department === null ? {} : { DepartmentId: wholeNumber('Avdelingen', department) }),
    ...(deliveryDate === null ? {} : { DeliveryDate: dateTime(deliveryDate) }),
    ...(credits === null ? {} : { ReferenceOrderId: wholeNumber('Ordren som krediteres', credits.orderId) }),
    ReferenceNumber: referenceNumber(order),
    ...(skipStock ? { SkipStock: true } : {}),
    rows: order.rows.flatMap((row) => rowOf(row, place, texts, options)),
  };
  return { sent, notes: texts.notes };
}

/** Where our marker stands: `F-2201 [7h2d9c4n1xrk]`. */
export function referenceNumber({ invoiceId, marker }: Order): string {
  return xmlText(markedText({ label: invoiceId, text: '', marker }, LONGEST.order.referenceNumber));
}

/** `OurReference` is a number of theirs, and there is no field for our order's: both are said in words. */
function invoiceText({ note, orderNumber, ourReference }: Order): string {
  return [
    note,
    ...(orderNumber ? [`Ordrenummer: ${orderNumber}`] : []),
    ...(ourReference ? [`Vår referanse: ${ourReference}`] : []),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function rowOf(row: OrderRow, place: OrderPlace, texts: Texts, options: Settled): RowToSave[] {
  if (row.type === 'item') return [itemRow(row, place, texts, options)];
  const Name = texts.take('tekstlinje', row.text, LONGEST.order.row);
  // A line without text is nothing there.
  return Name === undefined ? [] : [{ Name, ChangeState: 'Add', Type: 'Text' }];
}

function itemRow(row: ItemRow, place: OrderPlace, texts: Texts, options: Settled): ItemRowToSave {
  const { product, price, quantity, discountPercent, account } = row;
  const group = place.groups[account];
  const text = row.text.trim() || (place.productNames[product] ?? product);
  return {
    ProductId: wholeNumber('Varen', place.productIds[product] ?? ''),
    Price: decimalKroner(price),
    Name: texts.take('varelinje', text, LONGEST.order.row) ?? product,
    ...(Number(discountPercent) === 0 ? {} : { DiscountRate: discountPercent }),
    Quantity: quantity,
    ChangeState: 'Add',
    ...(group === undefined ? {} : { TypeGroupId: group }),
    Type: 'Normal',
    ...vatOf(row, options),
  };
}

/**
 * The VAT of the sale, whatever the product's is; "no VAT" is said too. That `TaxCode` is the code's number, and that it
 * and its rate do without `TaxAccount`, is inferred (fact sheet 4.4 names the three members and no more).
 */
function vatOf({ vatCode, vatRate }: ItemRow, { rowVatBy }: Settled): Pick<ItemRowToSave, 'TaxSettings'> {
  if (rowVatBy === 'none') return {};
  return { TaxSettings: { TaxCode: wholeNumber('Mva-koden', vatCode), TaxRate: vatRate.toFixed(2) } };
}

/** The accounts that rows go to. */
export function accountsOfOrder({ rows }: Order): string[] {
  return [...new Set(rows.flatMap((row) => (row.type === 'item' ? [row.account] : [])))];
}
