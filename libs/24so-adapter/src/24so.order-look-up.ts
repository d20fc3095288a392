import type { OrderFinding, OrderInBooks } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { isIssued, ordersWithSums, readBackOf, stateOf } from './24so.order-proof.js';

/** What became of order drafts, and what they add up to: one answer for each, in order. */
export async function lookUpOrders(
  client: TwentyFourSoClient,
  orders: OrderInBooks[],
): Promise<OrderFinding[]> {
  const ids = orders.map(({ reference }) => Number(reference.orderId ?? NaN));
  const known = ids.filter((id) => Number.isSafeInteger(id) && id > 0);
  const there = await ordersWithSums(client, [...new Set(known)]);
  return ids.map((id) => {
    const order = there.get(id);
    if (!order) return { is: 'gone' };
    const read = readBackOf(order);
    return isIssued(order)
      ? { is: 'posted', reference: stateOf(order).reference, read }
      : { is: 'draft', read };
  });
}
