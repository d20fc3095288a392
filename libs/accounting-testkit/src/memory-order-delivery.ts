import {
  AccountingError,
  type OrderDelivery,
  type OrderFinding,
  type OrderInBooks,
  type OrderReceipt,
  type Proof,
  type StepJournal,
} from '@accounting/port';
import { bookOrder, changesIn, type BookOrder, type InPlace } from './book-order.js';
import { bookCustomer, bookProduct, standsAs } from './book-register.js';
import { categoryIds } from './memory-categories.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryCompany } from './memory-company.js';
import type { MemoryRegister } from './memory-register.js';
import { testKitReason } from './reasons.js';

/** What one order is delivered with. */
export interface OrderDelivering {
  client: MemoryClient;
  journal: StepJournal;
  delivery: OrderDelivery;
  rowVat: boolean;
}

/** The customer and the products it lacks, and then the order, as a draft. */
export async function deliverOrder(way: OrderDelivering): Promise<OrderReceipt> {
  const customerId = way.delivery.customer.erpId ?? (await customerInPlace(way));
  const productIds = await productsInPlace(way);
  return saveOrder(way, { customerId, productIds, rowVat: way.rowVat });
}

/** Another order may have put it there: so it is looked for by its external id before it is made. */
async function customerInPlace({ client, journal, delivery }: OrderDelivering): Promise<string> {
  const { record, notes } = bookCustomer(delivery.customer);
  const { externalId } = record;
  const { id } = await journal.step<{ externalId: string }, { id: string }>({
    name: 'save-customer',
    looksFirst: true,
    prepare: async () => {
      for (const why of notes) await journal.note(why);
      return { externalId };
    },
    send: async (_, permit) => {
      const [saved] = await client.write('save-customer', permit, ({ register }) =>
        register.saveCustomers([record]),
      );
      if (saved && 'id' in saved) return saved;
      const why = saved?.refused ?? testKitReason('RECORD_REFUSED', { record: record.name });
      throw new AccountingError(why, 'ask-a-human', { refused: true });
    },
    prove: async () => {
      const id = await client.read('find-customer', ({ register }) => register.findCustomer(externalId)?.id);
      return id === undefined ? { verdict: 'absent' } : { verdict: 'found', result: { id } };
    },
  });
  return id;
}

/**
 * Those without an id, in one write. When one of them is refused the others stand there: their ids are kept, and the
 * next attempt makes only what is still missing, in a step of its own.
 */
async function productsInPlace(way: OrderDelivering): Promise<Record<string, string>> {
  const { products } = way.delivery;
  const ids: Record<string, string> = {};
  for (const { key, erpId } of products) if (erpId !== null) ids[key] = erpId;
  const needed = new Set(products.flatMap(({ erpId, category }) => (erpId === null ? (category ?? []) : [])));
  const categories = await categoryIds(way.client, way.journal, needed);

  for (let round = 1; ; round++) {
    const missing = products.filter(({ key }) => !(key in ids));
    if (missing.length === 0) return ids;
    const name = round === 1 ? 'save-products' : `save-products-${round}`;
    Object.assign(ids, await makeProducts(way, name, missing, categories));
  }
}

/** What was made since we looked, by the product's own transfer or another order, is taken as it is. */
async function makeProducts(
  { client, journal }: OrderDelivering,
  name: string,
  products: OrderDelivery['products'],
  categories: Record<string, string>,
): Promise<Record<string, string>> {
  const records = new Map(
    products.map((each) => [each.key, bookProduct(each, categories[each.category ?? ''] ?? null)]),
  );
  const refusals: AccountingError[] = [];

  const made = await journal.step<{ after: number; there: Record<string, string> }, Record<string, string>>({
    name,
    prepare: async () => {
      for (const why of [...records.values()].flatMap(({ notes }) => notes)) await journal.note(why);
      return client.read('find-products', ({ register }) => ({
        after: register.newestId(),
        there: numbered(register, products),
      }));
    },
    send: async (intent, permit) => {
      const there = { ...intent.there, ...(await foundOf(intent)) };
      const missing = [...records].filter(([key]) => !(key in there));
      if (missing.length === 0) return there;
      const saved = await client.write('save-products', permit, ({ register }) =>
        register.saveProducts(missing.map(([, { record }]) => record)),
      );
      saved.forEach((each, at) => {
        if ('refused' in each)
          refusals.push(new AccountingError(each.refused, 'ask-a-human', { refused: true }));
        else there[missing[at]?.[0] ?? ''] = each.id;
      });
      if (refusals[0] && Object.keys(there).length === 0) throw refusals[0];
      return there;
    },
    prove: async (intent) => {
      const found = { ...intent.there, ...(await foundOf(intent)) };
      return Object.keys(found).length === records.size
        ? { verdict: 'found', result: found }
        : { verdict: 'absent' };
    },
  });
  if (refusals[0]) throw refusals[0];
  return made;

  function foundOf({ after, there }: { after: number; there: Record<string, string> }) {
    return client.read('find-products', ({ register }) => {
      const taken = new Set(Object.values(there));
      const found: Record<string, string> = {};
      for (const [key, { record }] of records) {
        const id = key in there ? undefined : register.findProduct(record, after, taken)?.id;
        if (id === undefined) continue;
        taken.add(id);
        found[key] = id;
      }
      return found;
    });
  }
}

function numbered(register: MemoryRegister, products: OrderDelivery['products']): Record<string, string> {
  return Object.fromEntries(
    products.flatMap(({ key, number }) => {
      const id = register.products.find((each) => each.number === number)?.id;
      return id === undefined ? [] : [[key, id]];
    }),
  );
}

/** A change says the same however often it is sent; a new one is looked for by its marker before it is made. */
function saveOrder(way: OrderDelivering, place: InPlace): Promise<OrderReceipt> {
  const { client, journal, delivery } = way;
  const { record, notes } = bookOrder(delivery, place);
  const { customerId, productIds } = place;
  const receipt = (order: BookOrder): OrderReceipt => ({ ...receiptOf(order), customerId, productIds });
  const changes = delivery.changes?.orderId ?? null;

  return journal.step<{ changes: string | null }, OrderReceipt>({
    name: 'save-order',
    leavesVoucher: true,
    looksFirst: changes === null,
    prepare: async () => {
      for (const why of notes) await journal.note(why);
      return { changes };
    },
    send: (intent, permit) =>
      client.write('save-order', permit, ({ orderBook }) => receipt(orderBook.save(record, intent.changes))),
    prove: (intent) =>
      client.read('find-order', ({ orderBook }): Proof<OrderReceipt> => {
        const { marker } = record;
        const found = intent.changes === null ? orderBook.find(marker) : orderBook.findById(intent.changes);
        if (!found || (intent.changes !== null && !standsAs(found, record))) return { verdict: 'absent' };
        const changed = changesIn(found, record, testKitReason('ORDER_CHANGED', { marker }));
        return { verdict: 'found', result: receipt(found), notes: changed };
      }),
  });
}

export function orderFinding({ orderBook }: MemoryCompany, { reference }: OrderInBooks): OrderFinding {
  const found = orderBook.findById(reference.orderId ?? '');
  if (!found) return { is: 'gone' };
  const read = orderBook.totals(found);
  return found.state === 'draft'
    ? { is: 'draft', read }
    : { is: 'posted', reference: receiptOf(found).reference, read };
}

function receiptOf({ id, state, invoiceNumber }: BookOrder): Pick<OrderReceipt, 'state' | 'reference'> {
  const reference = { orderId: id, ...(invoiceNumber !== null && { invoiceNumber: String(invoiceNumber) }) };
  return { state, reference };
}
