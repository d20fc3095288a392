import { AccountingError } from '@accounting/port';
import type { Body } from './duell.answers.js';
import type { DuellClient } from './duell.client.js';
import { unreadable } from './duell.errors.js';
import { reason } from './duell.reasons.js';
import { requests, type Fields } from './duell.requests.js';

/** One of DUELL's lists. */
export interface List {
  path: string;
  /** Where the rows stand in the answer. */
  rows: string;
  /** The field that tells a row from another. */
  id: string;
}

export const LISTS = {
  departments: { path: 'department/list', rows: 'departments', id: 'department_id' },
  products: { path: 'product/list', rows: 'products', id: 'product_id' },
  categories: { path: 'product/category/list/product', rows: 'categories', id: 'category_id' },
  stock: { path: 'all/product/stock', rows: 'data', id: 'product_id' },
  customers: { path: 'customer/list', rows: 'customers', id: 'customer_id' },
} satisfies Record<string, List>;

interface Page {
  rows: Body[];
  /** How many rows there are in all; null: DUELL does not say. */
  total: number | null;
}

/**
 * A list page by page, each row once. DUELL gives 100 rows at most whatever is asked, so we move on by what came. Rows
 * shift while we read: a new one in front shows a row again, which is left out; a removed one moves those behind it up,
 * past the point we read from, and as the total tells of it, we step back by as many. Only two pages are held.
 */
export async function* pagesOf(client: DuellClient, list: List, query: Fields = {}): AsyncGenerator<Body[]> {
  const { pageSize, pauseMs } = client.options;
  let start = 0;
  let before: Page = { rows: [], total: null };
  for (let first = true; ; first = false) {
    if (!first && pauseMs > 0) await client.tools.clock.sleep(pauseMs);
    const page = await readPage(client, list, query, { start, length: pageSize });
    const shifted = gone(before, page);
    if (shifted > 0 && start > 0) {
      start = Math.max(0, start - shifted);
      before = { ...before, total: page.total };
      continue;
    }
    const fresh = newIn(page, before, list);
    if (fresh.length > 0) yield fresh;
    start += page.rows.length;
    if (isLast(page, fresh, start)) return;
    if (fresh.length === 0) throw stuck(list, start, page.total ?? 0);
    before = page;
  }
}

function isLast({ rows, total }: Page, fresh: Body[], next: number): boolean {
  if (rows.length === 0) return true;
  return total === null ? fresh.length === 0 : next >= total;
}

async function readPage(
  client: DuellClient,
  list: List,
  query: Fields,
  at: { start: number; length: number },
): Promise<Page> {
  const body = await client.read(requests.page(list.path, at, query));
  const total = countIn(body.total_count);
  const rows = body[list.rows] ?? (total === 0 ? [] : undefined);
  if (!Array.isArray(rows)) throw unreadable(list.path, `No list of ${list.rows} in the answer`, 'read');
  return { rows: rows.map((row) => (isObject(row) ? row : {})), total };
}

/** Rows without an id are new each time: nobody can tell, and they are told of as unreadable. */
function newIn({ rows }: Page, before: Page, { id }: List): Body[] {
  const seen = new Set(before.rows.map((row) => row[id]).filter((value) => value !== undefined));
  return rows.filter((row) => {
    if (row[id] === undefined) return true;
    const isNew = !seen.has(row[id]);
    seen.add(row[id]);
    return isNew;
  });
}

/** How many rows went away since the page before. */
function gone(before: Page, { total }: Page): number {
  return before.total === null || total === null ? 0 : Math.max(0, before.total - total);
}

function stuck({ path }: List, start: number, total: number): AccountingError {
  return new AccountingError(reason('DUELL_LIST_STUCK', { list: path, start, total }), 'retry');
}

function countIn(value: unknown): number | null {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
