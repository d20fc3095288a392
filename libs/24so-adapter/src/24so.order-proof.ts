import { carriesMarker, type OrderReadBack, type OrderReceipt } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items } from './24so.operations.js';
import type { InvoiceOrder, InvoiceRow, OrderSearch, RowToSave } from './24so.operations.sales.js';
import type { OrderSent } from './24so.order.js';
import { netByRate } from './24so.order-sums.js';
import { sameText } from './24so.records.js';
import { changeStamp, decimalIn, numberIn, priceIn } from './24so.wire.js';

const OF_STATE = ['OrderId', 'CustomerId', 'OrderStatus', 'InvoiceId', 'ReferenceNumber'];
const OF_HEAD = [
  ...['DateOrdered', 'IncludeVAT', 'YourReference', 'InvoiceTitle', 'InvoiceText', 'CustomerReferenceNo'],
  ...['DeliveryDate', 'PaymentTime', 'DepartmentId'],
];
const OF_SUMS = ['OrderTotalIncVat', 'OrderTotalVat', 'IncludeVAT'];
const OF_ROWS = ['RowId', 'Type', 'ProductId', 'Name', 'Price', 'Quantity', 'DiscountRate', 'VatRate'];

/** As many orders as one question names; the service takes a thousand (fact sheet 3.4). */
const ORDERS_A_CALL = 500;

/** Orders a person may still want changed: nobody has begun to carry them out, or to issue them. */
const OPEN = new Set(['Draft', 'Web', 'ForInvoicing', 'Offer']);

/**
 * Orders that carry our marker, the oldest first: the customer's, or the whole company's for `customerId` null. Changes
 * before `since` are not looked through.
 */
export async function ordersMarked(
  client: TwentyFourSoClient,
  { customerId, marker, since }: { customerId: number | null; marker: string; since: string },
): Promise<InvoiceOrder[]> {
  const ChangedAfter = changeStamp(new Date(since), client.options);
  const ofCustomer = customerId === null ? {} : { CustomerIds: { int: [customerId] } };
  const searchParams = { ...ofCustomer, ChangedAfter };
  const found = await search(client, { searchParams, invoiceReturnProperties: { string: OF_STATE } });
  return found
    .filter(
      ({ OrderId, ReferenceNumber = '' }) => OrderId !== undefined && carriesMarker(ReferenceNumber, marker),
    )
    .sort((a, b) => (a.OrderId ?? 0) - (b.OrderId ?? 0));
}

/** The order with its head and rows; null: there is none. */
export async function orderWithRows(
  client: TwentyFourSoClient,
  orderId: number,
): Promise<InvoiceOrder | null> {
  const found = await search(client, {
    searchParams: { OrderIds: { int: [orderId] } },
    invoiceReturnProperties: { string: [...OF_STATE, ...OF_HEAD, 'InvoiceRows'] },
    rowReturnProperties: { string: OF_ROWS },
  });
  return found.find(({ OrderId }) => OrderId === orderId) ?? null;
}

/** Orders with what they add up to, by their number. One that is gone is not among them. */
export async function ordersWithSums(
  client: TwentyFourSoClient,
  orderIds: number[],
): Promise<Map<number, InvoiceOrder>> {
  const orders = new Map<number, InvoiceOrder>();
  for (let from = 0; from < orderIds.length; from += ORDERS_A_CALL) {
    const found = await search(client, {
      searchParams: { OrderIds: { int: orderIds.slice(from, from + ORDERS_A_CALL) } },
      invoiceReturnProperties: { string: [...OF_STATE, ...OF_SUMS, 'InvoiceRows'] },
      rowReturnProperties: { string: OF_ROWS },
    });
    for (const order of found) if (order.OrderId !== undefined) orders.set(order.OrderId, order);
  }
  return orders;
}

async function search(client: TwentyFourSoClient, question: OrderSearch): Promise<InvoiceOrder[]> {
  return items(await client.call('GetInvoices', question), 'InvoiceOrder');
}

export function isIssued({ OrderStatus = '', InvoiceId = 0 }: InvoiceOrder): boolean {
  return InvoiceId > 0 || OrderStatus.startsWith('Invoiced');
}

/** May still be changed. A status that is left out is `Web`, by the schema's default. */
export function isOpen(order: InvoiceOrder): boolean {
  return !isIssued(order) && OPEN.has(order.OrderStatus ?? 'Web');
}

/** Where a person finds it. */
export function stateOf(order: InvoiceOrder): Pick<OrderReceipt, 'state' | 'reference'> {
  const { OrderId = 0, CustomerId, InvoiceId = 0 } = order;
  const reference = {
    orderId: String(OrderId),
    ...(CustomerId === undefined ? {} : { customerId: String(CustomerId) }),
    ...(InvoiceId > 0 ? { invoiceNumber: String(InvoiceId) } : {}),
  };
  return { state: isIssued(order) ? 'posted' : 'draft', reference };
}

export function rowsOf({ InvoiceRows }: InvoiceOrder): InvoiceRow[] {
  return items(InvoiceRows ?? null, 'InvoiceRow');
}

/** Are these the rows that we send, in whatever order? */
export function rowsStand(order: InvoiceOrder, sent: OrderSent): boolean {
  const there = rowsOf(order).map(sayRow).sort();
  const ours = sent.rows.map(sayRow).sort();
  return JSON.stringify(there) === JSON.stringify(ours);
}

function sayRow({
  Type = 'Normal',
  ProductId,
  Name,
  Price,
  Quantity,
  DiscountRate,
}: InvoiceRow | AnyRow): string {
  const text = (Name ?? '').replace(/\r\n?/g, '\n').trim();
  if (Type !== 'Normal') return JSON.stringify(['Text', text]);
  const discount = decimalIn(DiscountRate) ?? '0';
  return JSON.stringify([ProductId, text, priceIn(Price), decimalIn(Quantity), discount]);
}

/** A row of either kind: a text has none of the rest. */
type AnyRow = RowToSave & Partial<Pick<InvoiceRow, 'Price' | 'Quantity' | 'DiscountRate'>>;

/** Does its head stand there as we send it? What is left out may be anything. */
export function headStands(order: InvoiceOrder, sent: OrderSent): boolean {
  const texts = ['YourReference', 'InvoiceTitle', 'InvoiceText', 'CustomerReferenceNo'] as const;
  const values = ['DateOrdered', 'DeliveryDate', 'PaymentTime', 'DepartmentId'] as const;
  return (
    texts.every((name) => sent[name] === undefined || sameText(sent[name], order[name])) &&
    values.every((name) => sent[name] === undefined || sent[name] === order[name]) &&
    sent.IncludeVAT === (order.IncludeVAT ?? false)
  );
}

/** What the service itself counts; null where it does not tell. */
export function readBackOf(order: InvoiceOrder): OrderReadBack | null {
  const gross = priceIn(order.OrderTotalIncVat);
  const vat = priceIn(order.OrderTotalVat);
  if (gross === null || vat === null) return null;
  return { gross, vat, byRate: byRateOf(order) };
}

/** null: a row does not tell its VAT, or what it comes to. */
function byRateOf(order: InvoiceOrder): OrderReadBack['byRate'] {
  const rows = [];
  for (const row of rowsOf(order)) {
    const { Type = 'Normal', VatRate, Price, Quantity, DiscountRate } = row;
    if (Type !== 'Normal') continue;
    const [rate, price, quantity] = [numberIn(VatRate), priceIn(Price), decimalIn(Quantity)];
    if (rate === null || price === null || quantity === null) return null;
    rows.push({ rate, price, quantity, discount: decimalIn(DiscountRate) ?? '0' });
  }
  return netByRate(rows, order.IncludeVAT ?? false);
}
