import { AccountingError, type OrderDelivery, type ProductRecord, type StepJournal } from '@accounting/port';
import { categoriesFor } from './24so.categories.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { companyOf, nameOfCustomer } from './24so.customer.js';
import { customerWith, isEchoOfCustomer } from './24so.customers.js';
import { items } from './24so.operations.js';
import type { ProductToSave } from './24so.operations.sales.js';
import { categoryNameOf, hasNumber, productOf } from './24so.product.js';
import {
  categoryIdOf,
  findProducts,
  isEchoOfProduct,
  nameOfProduct,
  productsById,
  vatNotes,
} from './24so.products.js';
import { productsFound } from './24so.product-pages.js';
import { paired, saidOf } from './24so.records.js';
import { settled } from './24so.saving.js';
import type { Translated } from './24so.texts.js';
import { stampedFrom } from './24so.wire.js';

/** Ids by the product's key. */
type Ids = Record<string, string>;
type Since = { since: string };

interface Delivering {
  client: TwentyFourSoClient;
  journal: StepJournal;
  delivery: OrderDelivery;
}

/** Who the order is for. One who is not there yet, also not since we looked, is made. */
export async function customerInPlace({ client, journal, delivery }: Delivering): Promise<string> {
  const { customer } = delivery;
  if (customer.erpId !== null) return customer.erpId;
  const { sent, notes } = companyOf(customer);
  const { id } = await journal.step<Since, { id: string }>({
    name: 'save-customer',
    looksFirst: true,
    prepare: async () => {
      for (const note of notes) await journal.note(note);
      return { since: stampedFrom(client.tools.clock.now()).toISOString() };
    },
    send: async (_, permit) => {
      const answer = await client.send('SaveCompanies', { companies: { Company: [sent] } }, permit);
      const [echo] = paired([sent], items(answer, 'Company'), isEchoOfCustomer);
      const about = { operation: 'SaveCompanies' as const, what: nameOfCustomer(sent) };
      const said = new Map([[customer.key, saidOf(echo, echo?.Id, about, client.options)]]);
      const answers = await settled(said, async ([key = '']) => {
        const found = await customerWith(client, customer.externalId);
        return new Map(found === undefined ? [] : [[key, found]]);
      });
      const came = answers.get(customer.key);
      if (came && 'done' in came) return came.done;
      throw came?.failed ?? new Error(`Nothing is known of ${nameOfCustomer(sent)}`);
    },
    prove: async () => {
      const found = await customerWith(client, customer.externalId);
      if (found === undefined) return { verdict: 'absent' };
      return { verdict: 'found', result: { id: String(found) } };
    },
  });
  return id;
}

/**
 * What the rows name. When one is refused the others stand there: their ids are kept, and the next attempt makes only
 * what is still missing, in a step of its own.
 */
export async function productsInPlace(delivering: Delivering): Promise<Ids> {
  const { client, journal, delivery } = delivering;
  const ids: Ids = {};
  for (const { key, erpId } of delivery.products) if (erpId !== null) ids[key] = erpId;
  const absent = delivery.products.filter(({ erpId }) => erpId === null);
  if (absent.length === 0) return ids;
  const records = await recordsOf(client, journal, absent);
  for (let round = 1; ; round++) {
    const missing = new Map([...records].filter(([key]) => !(key in ids)));
    if (missing.size === 0) return ids;
    const name = round === 1 ? 'save-products' : `save-products-${round}`;
    const made = await makeProducts(delivering, name, missing);
    if (made.isNews) await noteVat(delivering, absent, made.ids);
    Object.assign(ids, made.ids);
  }
}

/** What only would be noted is let go where it can't be read. */
async function noteVat({ client, journal }: Delivering, made: ProductRecord[], ids: Ids): Promise<void> {
  const there = await productsById(client, Object.values(ids).map(Number)).catch((error: unknown) => {
    if (error instanceof AccountingError) return new Map<number, never>();
    throw error;
  });
  for (const product of made)
    for (const said of vatNotes(product, there.get(Number(ids[product.key])))) await journal.note(said);
}

async function recordsOf(
  client: TwentyFourSoClient,
  journal: StepJournal,
  products: ProductRecord[],
): Promise<Map<string, Translated<ProductToSave>>> {
  const needed = products.flatMap((product) => categoryNameOf(product) ?? []);
  const categoryOf = await categoriesFor(client, journal, needed);
  return new Map(
    products.map((product) => {
      const category = categoryIdOf(product, categoryOf);
      if (category instanceof AccountingError) throw category;
      return [product.key, productOf(product, category, client.options)];
    }),
  );
}

type Intent = { since: string; there: Ids };

async function makeProducts(
  { client, journal }: Delivering,
  name: string,
  records: Map<string, Translated<ProductToSave>>,
): Promise<{ ids: Ids; isNews: boolean }> {
  const sentOf = (without: Ids) =>
    new Map([...records].flatMap(([key, { sent }]) => (key in without ? [] : [[key, sent] as const])));
  const made = async (since: string, there: Ids): Promise<Ids> => ({
    ...there,
    ...texts(await findProducts(client, sentOf(there), since, new Set(Object.values(there).map(Number)))),
  });
  const refusals: AccountingError[] = [];
  let isFresh = false;
  /** Not known before this attempt. */
  let isNews = false;

  const ids = await journal.step<Intent, Ids>({
    name,
    prepare: async () => {
      isFresh = true;
      for (const note of [...records.values()].flatMap(({ notes }) => notes)) await journal.note(note);
      const since = stampedFrom(client.tools.clock.now()).toISOString();
      return { since, there: await byNumber(client, sentOf({})) };
    },
    send: async ({ since, there: known }, permit) => {
      isNews = true;
      // After a lost answer some may be there.
      const there = isFresh ? known : await made(since, known);
      const missing = sentOf(there);
      if (missing.size === 0) return there;
      const sent = [...missing.values()];
      const answer = await client.send('SaveProducts', { products: { Product: sent } }, permit);
      const echoes = paired(sent, items(answer, 'Product'), isEchoOfProduct);
      const said = new Map(
        [...missing].map(([key, record], at) => {
          const about = { operation: 'SaveProducts' as const, what: nameOfProduct(record) };
          return [key, saidOf(echoes[at], echoes[at]?.Id, about, client.options)];
        }),
      );
      const answers = await settled(said, (keys, others) => {
        const doubtful = new Map([...missing].filter(([key]) => keys.includes(key)));
        return findProducts(client, doubtful, since, others);
      });
      const all: Ids = { ...there };
      for (const key of missing.keys()) {
        const came = answers.get(key);
        if (came && 'done' in came) all[key] = came.done.id;
        else if (came && came.failed.next !== 'look-up-first') refusals.push(came.failed);
        else throw came?.failed ?? new Error(`Nothing is known of product ${key}`);
      }
      if (refusals[0] && Object.keys(all).length === 0) throw refusals[0];
      return all;
    },
    prove: async ({ since, there }) => {
      const found = await made(since, there);
      isNews = true;
      const isWhole = [...records.keys()].every((key) => key in found);
      return isWhole ? { verdict: 'found', result: found } : { verdict: 'absent' };
    },
  });
  if (refusals[0]) throw refusals[0];
  return { ids, isNews };
}

/** Made since the application looked: by the product's own transfer, or another order. */
async function byNumber(
  client: TwentyFourSoClient,
  records: ReadonlyMap<string, ProductToSave>,
): Promise<Ids> {
  const ids: Ids = {};
  for (const [key, { No }] of records) {
    if (No === undefined) continue;
    const found = (await productsFound(client, { No }, ['Id', 'No'])).filter((one) => hasNumber(one, No));
    const [first] = found.flatMap(({ Id }) => Id ?? []).sort((a, b) => a - b);
    if (first !== undefined) ids[key] = String(first);
  }
  return ids;
}

function texts(ids: ReadonlyMap<string, number>): Ids {
  return Object.fromEntries([...ids].map(([key, id]) => [key, String(id)]));
}
