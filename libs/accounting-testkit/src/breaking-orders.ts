import type {
  ItemRow,
  Order,
  OrderDelivery,
  OrderFinding,
  OrderInBooks,
  OrderReceipt,
} from '@accounting/port';
import { changed, changingEach, withPort, type Break, type ChangeStep } from './breaking.js';

/** Changes each step of an order on its way to the journal. */
export function withOrderStep(change: ChangeStep): Break {
  return withPort((port) => ({
    deliverOrder: (delivery, journal) =>
      port.deliverOrder(delivery, changed(journal, changingEach(journal, change))),
  }));
}

export function withSilentOrders(): Break {
  return withPort((port) => ({
    deliverOrder: (delivery, journal) =>
      port.deliverOrder(delivery, changed(journal, { note: () => Promise.resolve() })),
  }));
}

export function withOrderDelivery(change: (delivery: OrderDelivery) => Partial<OrderDelivery>): Break {
  return withPort((port) => ({
    deliverOrder: (delivery, journal) => port.deliverOrder({ ...delivery, ...change(delivery) }, journal),
  }));
}

export function withOrder(change: (order: Order) => Partial<Order>): Break {
  return withOrderDelivery(({ order }) => ({ order: { ...order, ...change(order) } }));
}

export function withEachRow(change: (row: ItemRow) => Partial<ItemRow>): Break {
  return withOrder(({ rows }) => ({
    rows: rows.map((row) => (row.type === 'item' ? { ...row, ...change(row) } : row)),
  }));
}

/** What becomes of a delivery once the books have answered. */
export function withReceipt(
  change: (receipt: OrderReceipt, delivery: OrderDelivery) => Partial<OrderReceipt>,
): Break {
  return withPort((port) => ({
    deliverOrder: async (delivery, journal) => {
      const receipt = await port.deliverOrder(delivery, journal);
      return { ...receipt, ...change(receipt, delivery) };
    },
  }));
}

/** What becomes of a delivery that failed. */
export function withOrderFailure(change: (error: unknown) => never): Break {
  return withPort((port) => ({
    deliverOrder: (delivery, journal) => port.deliverOrder(delivery, journal).catch(change),
  }));
}

export function withOrderFinding(
  change: (finding: OrderFinding, asked: OrderInBooks) => OrderFinding,
): Break {
  return withPort((port) => ({
    lookUpOrders: async (orders) => {
      const findings = await port.lookUpOrders(orders);
      return findings.flatMap((finding, at) =>
        orders.slice(at, at + 1).map((asked) => change(finding, asked)),
      );
    },
  }));
}
