import {
  AccountingError,
  type BatchJournal,
  type ProductRecord,
  type Reason,
  type RecordOutcome,
} from '@accounting/port';
import { categoriesFor, type CategoryOf } from './24so.categories.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { items } from './24so.operations.js';
import type { Product, ProductToSave } from './24so.operations.sales.js';
import { categoryNameOf, COMPARED_OF_PRODUCT, hasNumber, productOf, standsAs } from './24so.product.js';
import { productPages, productsFound } from './24so.product-pages.js';
import { reason } from './24so.reasons.js';
import { recordOutcomes, saveRecords, type RecordKind, type SavedOutcomes } from './24so.saving.js';
import { setStocks, type StockToSet } from './24so.stock.js';
import type { Translated } from './24so.texts.js';
import { decimalIn, numberIn } from './24so.wire.js';

/** Percentage points: 11.11 and 11.1 are one rate. */
const SAME_RATE = 0.0201;

interface Saving {
  client: TwentyFourSoClient;
  journal: BatchJournal;
}

/**
 * All products in one write; before it the categories that are missing, after it one read of what came of them: their
 * VAT, which is said where it differs, and their stock, which is set one by one where it differs.
 */
export async function saveProducts(
  saving: Saving,
  products: ProductRecord[],
  categoriesToCome: string[],
): Promise<Map<string, RecordOutcome>> {
  const { client, journal } = saving;
  const changed = products.filter(({ onlyStock }) => !onlyStock);
  const needed = changed.flatMap((product) => categoryNameOf(product) ?? []);
  const categoryOf = await categoriesFor(client, journal, needed, needed.length > 0 ? categoriesToCome : []);

  const outcomes: SavedOutcomes = new Map();
  const records = new Map<string, Translated<ProductToSave>>();
  for (const product of changed) {
    const category = categoryIdOf(product, categoryOf);
    if (category instanceof AccountingError) outcomes.set(product.key, { failed: category });
    else records.set(product.key, productOf(product, category, client.options));
  }
  for (const [key, outcome] of await saveRecords(saving, kindOf(client), records)) outcomes.set(key, outcome);
  for (const { key, erpId, onlyStock } of products)
    if (onlyStock && erpId !== null) outcomes.set(key, { done: { id: erpId } });
  return recordOutcomes(products, outcomes, await afterwards(saving, products, outcomes));
}

export function categoryIdOf(
  product: ProductRecord,
  categoryOf: CategoryOf,
): number | AccountingError | null {
  const name = categoryNameOf(product);
  return name === null ? null : categoryOf(name);
}

function kindOf(client: TwentyFourSoClient): RecordKind<ProductToSave, Product> {
  return {
    name: 'save-product',
    operation: 'SaveProducts',
    what: nameOfProduct,
    save: async (Product, permit) =>
      items(await client.send('SaveProducts', { products: { Product } }, permit), 'Product'),
    isEchoOf: isEchoOfProduct,
    // By number the application has looked, right before.
    known: () => Promise.resolve(new Map()),
    find: (records, since, others) => findProducts(client, records, since, others),
  };
}

export function nameOfProduct({ No, Name }: ProductToSave): string {
  return `Vare ${No ?? Name}`;
}

export function isEchoOfProduct(echo: Product, { Id, No }: ProductToSave): boolean {
  return hasNumber(echo, No) && (Id === undefined || echo.Id === undefined || echo.Id === Id);
}

/**
 * One read for all (or several, when there are too many for one). With an id: there when it stands as it was sent. Without: by number, first those that stand as they
 * were sent, since several may have one number.
 */
export async function findProducts(
  client: TwentyFourSoClient,
  sought: ReadonlyMap<string, ProductToSave>,
  since: string,
  others: ReadonlySet<number>,
): Promise<Map<string, number>> {
  const there: Product[] = [];
  for await (const page of productPages(client, new Date(since), COMPARED_OF_PRODUCT)) there.push(...page);
  const found = new Map<string, number>();
  const taken = new Set([...others, ...[...sought.values()].flatMap(({ Id }) => Id ?? [])]);
  const take = (key: string, sent: ProductToSave, isOurs: (product: Product) => boolean) => {
    if (found.has(key)) return;
    const ids = there.filter((one) => hasNumber(one, sent.No) && isOurs(one)).flatMap(({ Id }) => Id ?? []);
    const [id] = ids.filter((one) => !taken.has(one)).sort((a, b) => a - b);
    if (id === undefined) return;
    taken.add(id);
    found.set(key, id);
  };
  for (const [key, { Id, ...sent }] of sought) {
    const stands = Id !== undefined && there.some((one) => one.Id === Id && standsAs(one, { Id, ...sent }));
    if (stands) found.set(key, Id);
  }
  const fresh = [...sought].filter(([, { Id }]) => Id === undefined);
  for (const [key, sent] of fresh) take(key, sent, (one) => standsAs(one, sent));
  // A person may have changed it since. A number alone says so, no number does not.
  for (const [key, sent] of fresh) if (sent.No !== undefined) take(key, sent, () => true);
  return found;
}

/** What failed after the product was saved, by key. */
async function afterwards(
  { client, journal }: Saving,
  products: ProductRecord[],
  saved: SavedOutcomes,
): ReturnType<typeof setStocks> {
  const stocked = ({ stock, isService }: ProductRecord) => stock !== null && !isService;
  const ids = new Map(products.flatMap(({ key }) => idOf(saved, key)));
  if (ids.size === 0) return new Map();
  const there = await productsById(client, [...ids.values()]).catch((error: unknown) => {
    if (error instanceof AccountingError) return error;
    throw error;
  });
  if (there instanceof AccountingError)
    // What only would have been noted of the others is let go.
    return new Map(
      products.flatMap((each) => (stocked(each) && ids.has(each.key) ? [[each.key, there]] : [])),
    );

  const wanted: StockToSet[] = [];
  for (const product of products) {
    const { key, number, stock } = product;
    const id = ids.get(key);
    const found = id === undefined ? undefined : there.get(id);
    if (id === undefined) continue;
    for (const said of vatNotes(product, found)) journal.note(key, said);
    if (stocked(product) && stock !== null)
      wanted.push({ key, number, id, from: decimalIn(found?.Stock), to: decimalIn(stock) ?? stock });
  }
  return setStocks(client, journal, wanted);
}

/** A product's VAT hangs on its category there, and not on what was sent. */
export function vatNotes({ number, vatRate }: ProductRecord, there: Product | undefined): Reason[] {
  const erp = numberIn(there?.TaxRate);
  if (erp === null || Math.abs(erp - vatRate) <= SAME_RATE) return [];
  return [reason('PRODUCT_VAT_DIFFERS', { number, duell: vatRate, erp })];
}

function idOf(saved: SavedOutcomes, key: string): [string, number][] {
  const id = saved.get(key)?.done?.id;
  return id === undefined ? [] : [[key, Number(id)]];
}

export async function productsById(client: TwentyFourSoClient, int: number[]): Promise<Map<number, Product>> {
  const found = await productsFound(client, { ProductIds: { int } }, ['Id', 'Stock', 'TaxRate']);
  return new Map(found.flatMap((product) => (product.Id === undefined ? [] : [[product.Id, product]])));
}
