import { AccountingError } from '@accounting/port';
import type { DuellClient } from './duell.client.js';
import { productPages } from './duell.lists.js';
import { LISTS, pagesOf } from './duell.pages.js';
import { reason } from './duell.reasons.js';
import { Register } from './duell.register.js';
import { filter } from './duell.requests.js';
import { productRow, type ProductRow } from './duell.rows.js';
import type { Body } from './duell.answers.js';

/** Finds the product that a save would reach. DUELL saves by number, and numbers are not unique. */
export class ProductFinder {
  private readonly register: Register<ProductRow>;

  constructor(private readonly client: DuellClient) {
    const { rememberMs } = client.options;
    this.register = new Register(() => rowsOf(productPages(client)), {
      ms: rememberMs,
      clock: client.tools.clock,
    });
  }

  /** The product that `id` names, or, with null, the one with that number. null: there is none. Refuses a doubt. */
  async find({ id, number }: { id: string | null; number: string }): Promise<ProductRow | null> {
    if (id !== null && this.client.options.productsAreSavedBy === 'id') return this.withId(id);
    return this.reachedByNumber({ id, number });
  }

  /** The same, where DUELL takes nothing but a number. */
  async reachedByNumber({ id, number }: { id: string | null; number: string }): Promise<ProductRow | null> {
    const rows = await this.withNumber(number);
    const [row] = rows;
    if (rows.length > 1) {
      const ids = rows.map(({ product_id }) => product_id);
      throw new AccountingError(reason('DUELL_NUMBER_NOT_UNIQUE', { number, ids }), 'ask-a-human');
    }
    if (row && row.product_number !== number.trim()) {
      const facts = { number, other: row.product_number, id: row.product_id };
      throw new AccountingError(reason('DUELL_NUMBER_ALIKE', facts), 'ask-a-human');
    }
    if (id !== null && row?.product_id !== id) {
      const facts = { number, id, found: row?.product_id ?? null };
      throw new AccountingError(reason('DUELL_NUMBER_IS_ANOTHERS', facts), 'ask-a-human');
    }
    return row ?? null;
  }

  put(row: ProductRow): Promise<void> {
    return this.register.put(row, ({ product_id }) => product_id === row.product_id);
  }

  forget(): void {
    this.register.forget();
  }

  private async withId(id: string): Promise<ProductRow> {
    const row = (await this.register.all()).find(({ product_id }) => product_id === id);
    if (!row) throw new AccountingError(reason('DUELL_PRODUCT_GONE', { id }), 'ask-a-human');
    return row;
  }

  /**
   * Capitals or not: whether DUELL tells those apart is not known. A filter that has no effect gives more rows, and time
   * is all that it costs.
   */
  private async withNumber(number: string): Promise<ProductRow[]> {
    const { trustedFilters, deletedKeepNumbers } = this.client.options;
    const rows = trustedFilters.includes('product_number')
      ? await this.filtered(number)
      : await this.register.all();
    const found = rows.filter((row) => isAlike(row, number) && (deletedKeepNumbers || !row.is_deleted));
    return [...new Map(found.map((row) => [row.product_id, row])).values()];
  }

  private async filtered(number: string): Promise<ProductRow[]> {
    const rows: ProductRow[] = [];
    const pages = this.client.options.deletedKeepNumbers
      ? productPages(this.client, filter('product_number', number))
      : pagesOf(this.client, LISTS.products, filter('product_number', number));
    for await (const page of rowsOf(pages)) rows.push(...page.filter((row) => isAlike(row, number)));
    return rows;
  }
}

function isAlike({ product_number }: ProductRow, number: string): boolean {
  return product_number.toLowerCase() === number.trim().toLowerCase();
}

/** Rows without an id name no product. */
async function* rowsOf(pages: AsyncIterable<Body[]>): AsyncGenerator<ProductRow[]> {
  for await (const page of pages) yield page.flatMap((body) => productRow.safeParse(body).data ?? []);
}
