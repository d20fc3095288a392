import { AccountingError } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items } from './24so.operations.js';
import type { Product } from './24so.operations.sales.js';
import { changeStamp } from './24so.wire.js';

/** Products on a page of ours: the service answers all of them at once. */
const PRODUCTS_A_PAGE = 1000;

/** As many as one question names: some 800 kB of answer, and 30 kB of question. */
const PRODUCTS_A_CALL = 2000;

/**
 * The products that changed since an instant, in pages, all of them in one answer. The service has no pages of its own:
 * where that answer is more than is read, it is asked who they are, and for so many at a time.
 */
export async function* productPages(
  client: TwentyFourSoClient,
  since: Date,
  properties: string[],
): AsyncGenerator<Product[]> {
  const DateChanged = changeStamp(since, client.options);
  const found = await productsFound(client, { DateChanged }, properties).catch(nullIfTooLarge);
  if (found) {
    yield* inParts(found, PRODUCTS_A_PAGE);
    return;
  }
  const named = await productsFound(client, { DateChanged }, ['Id']);
  const ids = named.flatMap(({ Id }) => Id ?? []);
  for (const int of inParts(ids, PRODUCTS_A_CALL))
    yield await productsFound(client, { ProductIds: { int } }, properties);
}

export async function productsFound(
  client: TwentyFourSoClient,
  searchParams: { DateChanged?: string; No?: string; ProductIds?: { int: number[] } },
  properties: string[],
): Promise<Product[]> {
  const search = { searchParams, returnProperties: { string: properties } };
  return items(await client.call('GetProducts', search), 'Product');
}

function nullIfTooLarge(error: unknown): null {
  if (error instanceof AccountingError && error.code === 'ANSWER_TOO_LARGE') return null;
  throw error;
}

function* inParts<Item>(all: Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
