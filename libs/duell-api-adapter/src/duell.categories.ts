import type { DuellClient } from './duell.client.js';
import { unreadable } from './duell.errors.js';
import { LISTS, pagesOf } from './duell.pages.js';
import { requests } from './duell.requests.js';
import { categoryRow } from './duell.rows.js';
import { savedIdIn } from './duell.saved.js';

/** Where a product goes that is made here: DUELL demands a category, and the accounting system knows none of DUELL's. */
export class Categories {
  private found: { name: string; id: string } | null = null;

  constructor(private readonly client: DuellClient) {}

  /** The id of the category with that name, which is made when there is none. */
  async idOf(name: string): Promise<string> {
    if (this.found?.name === name) return this.found.id;
    const id = (await this.find(name)) ?? (await this.make(name));
    this.found = { name, id };
    return id;
  }

  private async find(name: string): Promise<string | null> {
    for await (const page of pagesOf(this.client, LISTS.categories)) {
      for (const body of page) {
        const row = categoryRow.safeParse(body).data;
        if (row?.category_name.toLocaleLowerCase('nb') === name.toLocaleLowerCase('nb'))
          return row.category_id;
      }
    }
    return null;
  }

  private async make(name: string): Promise<string> {
    const request = requests.saveCategory(name);
    const id = savedIdIn(await this.client.write(request), 'data', 'category_id') ?? (await this.find(name));
    if (id === null) throw unreadable(request.path, 'No id of the category in the answer', 'write');
    return id;
  }
}
