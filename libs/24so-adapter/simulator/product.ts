import { category } from './category.js';
import { plainDecimal, scaled } from './decimals.js';
import { PRODUCT } from './product-fields.js';
import { type Product, type Products } from './products.js';
import { STRICTER } from './read.js';
import { given, refuse, written } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';
import {
  all,
  changedSince,
  givenIn,
  namedLike,
  requested,
  type ReturnProperties,
  when,
} from './requested.js';
import { saveEach } from './saving.js';
import { SoapFault } from './soap.js';
import { type Handler, type Visit } from './visit.js';

interface SearchIn {
  Id?: number;
  CategoryId?: number;
  No?: string;
  EAN1?: string;
  Name?: string;
  DateChanged?: string;
  ProductIds?: { int?: number[] };
}

export const product: Record<string, Handler> = {
  /** Whether the service takes a search without a filter is not known (fact sheet 4.6): here it does not. */
  GetProducts(
    { searchParams, returnProperties }: { searchParams?: SearchIn; returnProperties?: ReturnProperties },
    { books: { products, switches } },
  ) {
    const search = givenIn(searchParams, [
      'Id',
      'CategoryId',
      'No',
      'EAN1',
      'Name',
      'DateChanged',
      'ProductIds',
    ]);
    const names = requested(returnProperties, PRODUCT);
    const found = looked(products, search).filter(
      all<Product>(
        when(search.CategoryId, (id) => (one) => one.categoryId === id),
        when(search.EAN1, (code) => (one) => one.ean1 === code),
        when(search.Name, namedLike),
        when(search.DateChanged, (since) => changedSince(since, switches)),
      ),
    );
    return { Product: found.map((one) => written(products.priced(one), PRODUCT, names)) };
  },

  SaveProducts({ products }: { products?: { Product: (Record<string, unknown> | undefined)[] } }, visit) {
    const records = products?.Product ?? [];
    return { Product: saveEach(records, visit, (sent) => ({ Id: saved(sent, visit).id })) };
  },

  /** The absolute quantity, whatever it was (fact sheet 4.6). False is all that is said of a product that is not there. */
  SetStockQuantity(
    { productId, stockQuantity }: { productId: number; stockQuantity: string },
    { books, now },
  ) {
    if (scaled(stockQuantity, 4) === undefined) {
      throw SoapFault.because(`${stockQuantity} has more than four decimals. ${STRICTER}`);
    }
    const found = books.products.find(productId);
    if (!found) return false;
    found.stock = plainDecimal(stockQuantity);
    if (books.switches.stockTouchesDateChanged) found.changedAt = now;
    return true;
  },

  ...category,
};

/** By the filters that have an index: a company may have very many products. */
function looked(products: Products, { Id, No, ProductIds }: SearchIn): Product[] {
  const sets = [
    Id === undefined ? undefined : products.among([Id]),
    ProductIds && products.among(ProductIds.int ?? []),
    No === undefined ? undefined : products.numbered(No),
  ].filter((set) => set !== undefined);
  const [first = products.all(), ...others] = sets.sort((a, b) => a.length - b.length);
  const rest = others.map((set) => new Set(set));
  return first.filter((one) => rest.every((set) => set.has(one)));
}

/** With the id of a product there is: what was given is changed. Without one, or with one never seen: a new one. */
function saved(sent: Record<string, unknown>, { books, now }: Visit): Product {
  const { products, switches } = books;
  const { id, taxRate, ...changes } = given(sent, PRODUCT);
  const ownTaxRate = switches.productTaxRateIsTaken ? taxRate : undefined;
  const before = id === undefined ? undefined : products.find(id);
  if (id !== undefined && (id <= 0 || (products.wasRemoved(id) && !switches.deletedIdComesBack))) {
    throw RecordRefusal.byDatabase(`Product ${id} cannot be saved`);
  }
  const categoryId = changes.categoryId ?? before?.categoryId;
  if (categoryId === undefined) throw RecordRefusal.missing('CategoryId');
  if (!products.categories.find(categoryId)) {
    throw RecordRefusal.byDatabase(`There is no category ${categoryId}`);
  }
  const name = changes.name ?? before?.name;
  if (name === undefined) throw RecordRefusal.missing('Name');
  if (changes.statusId !== undefined && ![0, 1].includes(changes.statusId)) {
    refuse(`StatusId ${changes.statusId} is neither 1 nor 0`);
  }
  return products.put({
    number: '',
    statusId: 1,
    ...before,
    ...changes,
    id: id ?? products.nextId(),
    name,
    categoryId,
    changedAt: now,
    ownTaxRate: ownTaxRate ?? before?.ownTaxRate,
  });
}
