import type { OrderDelivery, OrderReceipt, OrderRow } from '@accounting/port';
import type { HeldOrder, HeldErpProduct, HeldRow } from './bench-sales.js';
import { expectOneCategoryEach } from './expectations-registers.js';
import type { OrderWorker } from './order-worker.js';

/**
 * The books hold this order once, as it was sent, and its customer and its products once each. Nobody but a person
 * issues it.
 */
export async function expectOneOrder(
  worker: OrderWorker,
  delivery: OrderDelivery,
  receipt: OrderReceipt,
  state: OrderReceipt['state'] = 'draft',
): Promise<HeldOrder> {
  const { order } = delivery;
  expect(receipt.state).toBe(state);
  const held = await worker.held(delivery);
  expect(held).toHaveLength(1);
  const [there] = held as [HeldOrder];
  expect(there).toMatchObject({
    ...{ id: receipt.reference.orderId, state, customerId: receipt.customerId },
    ...{ date: order.date, pricesIncVat: order.pricesIncVat, credits: order.credits?.orderId ?? null },
  });
  if (there.department !== undefined) expect(there.department).toBe(order.department);
  if (there.skipStock !== undefined) expect(there.skipStock).toBe(order.skipStock);
  expect(there.rows.map(heldRow)).toEqual(order.rows.map((row) => sentRow(row, worker, delivery, receipt)));
  await expectInPlace(worker, delivery, receipt);
  return there;
}

/** The customer and each product, once, under the ids that the receipt tells. */
async function expectInPlace(
  worker: OrderWorker,
  delivery: OrderDelivery,
  { customerId, productIds }: OrderReceipt,
): Promise<void> {
  const customers = await worker.heldCustomers(delivery);
  expect(customers.map(({ id }) => id)).toEqual([customerId]);
  const products: HeldErpProduct[] = await worker.heldProducts(delivery);
  const told = delivery.products.map(({ key, number }) => `${number} ${productIds[key] ?? ''}`);
  expect(products.map(({ number, id }) => `${number} ${id}`).sort()).toEqual(told.sort());
  await expectOneCategoryEach(worker.registers, delivery.products);
}

function heldRow(row: HeldRow): object {
  if (row.type === 'text') return { type: 'text', text: row.text };
  const { productId, text, quantity, price, discountPercent, vatRate } = row;
  const numbers = { quantity: Number(quantity), discountPercent: Number(discountPercent) };
  return { type: 'item', productId, text, price, vatRate, ...numbers, account: row.account ?? 'not told' };
}

function sentRow(row: OrderRow, worker: OrderWorker, delivery: OrderDelivery, receipt: OrderReceipt): object {
  if (row.type === 'text') return { type: 'text', text: row.text };
  const { rowVat } = worker.bench.adapter.description.capabilities;
  const product = delivery.products.find(({ key }) => key === row.product);
  return {
    ...{ type: 'item', productId: receipt.productIds[row.product], text: row.text, price: row.price },
    vatRate: rowVat ? row.vatRate : product?.vatRate,
    ...{ quantity: Number(row.quantity), discountPercent: Number(row.discountPercent) },
    account: expect.stringMatching(new RegExp(`^(${row.account}|not told)$`)) as string,
  };
}
