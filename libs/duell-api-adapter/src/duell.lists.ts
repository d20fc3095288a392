import type { HostCustomer, HostProduct, HostStock, Reason } from '@accounting/port';
import type { Body } from './duell.answers.js';
import type { DuellClient } from './duell.client.js';
import { readCustomer } from './duell.customers.js';
import { LISTS, pagesOf } from './duell.pages.js';
import { readProduct } from './duell.products.js';
import type { Read } from './duell.reading.js';
import { filter, type Fields } from './duell.requests.js';
import { isDeleted } from './duell.rows.js';
import { readStock } from './duell.stock.js';
import { localText } from './duell.times.js';

/** DUELL's lists as the port has them: page by page, without what can't be read, which is told. */
export class Lists {
  constructor(
    private readonly client: DuellClient,
    private readonly leftOut: (reason: Reason) => void,
  ) {}

  products(changedSince: Date | null): AsyncGenerator<HostProduct[]> {
    const { assumed, now } = this;
    const since = this.overlapped(changedSince);
    const pages = productPages(this.client, this.changedFilter(since));
    return this.readable(pages, (row) => readProduct(row, assumed, now), isSince(since, now));
  }

  customers(changedSince: Date | null): AsyncGenerator<HostCustomer[]> {
    const { assumed, now } = this;
    const since = this.overlapped(changedSince);
    const pages = pagesOf(this.client, LISTS.customers, this.changedFilter(since));
    return this.readable(pages, (row) => readCustomer(row, assumed, now), isSince(since, now));
  }

  stock(departmentId: string, departmentToken: string): AsyncGenerator<HostStock[]> {
    const pages = pagesOf(this.client, LISTS.stock, { department: departmentToken });
    return this.readable(
      pages,
      (row) => readStock(row, departmentId, this.assumed),
      () => true,
    );
  }

  private async *readable<T>(
    pages: AsyncIterable<Body[]>,
    read: (row: Body) => Read<T>,
    isWanted: (item: T) => boolean,
  ): AsyncGenerator<T[]> {
    for await (const page of pages) {
      const items: T[] = [];
      for (const row of page) {
        const item = read(row);
        if ('leftOut' in item) this.leftOut(item.leftOut);
        else if (isWanted(item.ok)) items.push(item.ok);
      }
      if (items.length > 0) yield items;
    }
  }

  /** The instant asked from, moved back for what is not known about DUELL's clock. */
  private overlapped(changedSince: Date | null): Date | null {
    return changedSince && new Date(changedSince.getTime() - this.assumed.changedOverlapMs);
  }

  private changedFilter(since: Date | null): Fields {
    if (!since || !this.assumed.trustedFilters.includes('last_update_date')) return {};
    return filter('last_update_date', localText(since, this.assumed.timesAreIn));
  }

  private get assumed() {
    return this.client.options;
  }

  /** A row without a time counts as changed now. */
  private get now(): Date {
    return this.client.tools.clock.now();
  }
}

/**
 * The products, then the deleted ones, for which DUELL's own plugin asks apart. Where that filter has no effect they
 * stood among the others, and the second round ends with its first page.
 */
export async function* productPages(client: DuellClient, query: Fields = {}): AsyncGenerator<Body[]> {
  yield* pagesOf(client, LISTS.products, query);
  for await (const page of pagesOf(client, LISTS.products, { ...query, ...filter('is_deleted', '1') })) {
    if (!page.every(isDeleted)) return;
    yield page;
  }
}

function isSince(since: Date | null, now: Date): (item: { updatedAt: string }) => boolean {
  return ({ updatedAt }) => !since || Date.parse(updatedAt) >= Math.min(since.getTime(), now.getTime());
}
