import { CATEGORY } from './product-fields.js';
import { type Category } from './products.js';
import { given, written } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';
import { requested, type ReturnProperties } from './requested.js';
import { saveEach } from './saving.js';
import { type Handler, type Visit } from './visit.js';

/** The categories of ProductService. */
export const category: Record<string, Handler> = {
  /** There is no filter, so all of them come. */
  GetCategories({ returnProperties }: { returnProperties?: ReturnProperties }, { books }) {
    const names = requested(returnProperties, CATEGORY);
    return { Category: books.products.categories.all().map((one) => written(one, CATEGORY, names)) };
  },

  SaveCategories(
    { categories }: { categories?: { Category: (Record<string, unknown> | undefined)[] } },
    visit,
  ) {
    const records = categories?.Category ?? [];
    return { Category: saveEach(records, visit, (sent) => ({ Id: saved(sent, visit).id })) };
  },
};

/** A new one has the VAT of the switch: its account, and so its tax code, is a person's to choose (inferred). */
function saved(sent: Record<string, unknown>, { books }: Visit): Category {
  const { categories } = books.products;
  const { id = categories.nextId(), parentId, ...changes } = given(sent, CATEGORY);
  const before = categories.find(id);
  const name = changes.name ?? before?.name;
  if (name === undefined) throw RecordRefusal.missing('Name');
  if (id <= 0) throw RecordRefusal.byDatabase(`Category ${id} cannot be saved`);
  if (parentId !== undefined && (parentId === id || !categories.find(parentId))) {
    throw RecordRefusal.byDatabase(`Category ${parentId} cannot be the parent of ${id}`);
  }
  const taxRate = before?.taxRate ?? books.switches.newCategoryTaxRate;
  return categories.add(id, {
    number: '',
    ...before,
    ...changes,
    id,
    name,
    parentId: parentId ?? before?.parentId,
    taxRate,
  });
}
