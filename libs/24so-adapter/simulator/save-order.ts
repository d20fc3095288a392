import { ORDER } from './order-fields.js';
import { changedRows, type RowIn } from './order-rows.js';
import { checkOrder } from './order-rules.js';
import { type Order } from './orders.js';
import { given } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';
import { type Visit } from './visit.js';

/** An `InvoiceOrder` as it was read. */
export interface OrderIn extends Record<string, unknown> {
  InvoiceRows?: { InvoiceRow: (RowIn | undefined)[] };
}

/**
 * An order there is: what was given is changed. Any other, with a number of the caller's own or with none, is made,
 * also where a person has deleted the one of that number (fact sheet 4.4).
 */
export function saveOrder({ InvoiceRows, ...sent }: OrderIn, { books, now }: Visit): object {
  const { orders } = books;
  const changes = given(sent, ORDER);
  const before = changes.orderId === undefined ? undefined : orders.find(changes.orderId);
  if (before?.invoiceId !== undefined) {
    const text = `Order ${before.orderId} is invoiced and cannot be changed`;
    throw RecordRefusal.because('Economy.InvoiceOrder.OrderIsLockedException', text);
  }
  checkOrder(changes, books);
  const sentRows = InvoiceRows?.InvoiceRow ?? [];
  const { rows, rowIds } = changedRows(before?.rows ?? [], sentRows, books);
  const order = orders.put({
    ...(before ?? newOrder(changes, { books, now })),
    ...changes,
    rows,
    changedAt: now,
  });
  if (order.status.startsWith('Invoiced')) orders.invoice(order, 'api', now);
  return {
    OrderId: order.orderId,
    InvoiceId: order.invoiceId,
    InvoiceRows: InvoiceRows && {
      InvoiceRow: sentRows.map((row, index) => ({ ...row, RowId: rowIds[index] })),
    },
  };
}

/** What the caller leaves out is copied from the customer, once (fact sheet 4.4, inferred). */
function newOrder(
  { orderId, customerId }: Partial<Order>,
  { books, now }: Pick<Visit, 'books' | 'now'>,
): Order {
  if (customerId === undefined) throw RecordRefusal.missing('CustomerId');
  if (orderId !== undefined && orderId <= 0) throw RecordRefusal.byDatabase(`OrderId ${orderId} is not one`);
  const customer = books.customers.find(customerId);
  return {
    orderId: orderId ?? books.orders.nextId(),
    customerId,
    status: 'Web',
    includeVat: false,
    rows: [],
    registeredAt: now,
    changedAt: now,
    customerName: customer?.name,
    addresses: customer?.addresses,
    paymentTime: customer?.paymentTime,
  };
}
