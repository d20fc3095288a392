import { type Books } from './books.js';
import { copyOf } from './copy.js';
import { type Customer } from './customers.js';
import { plainDecimal, scaled } from './decimals.js';
import { changedRow } from './order-rows.js';
import { checkOrder } from './order-rules.js';
import { type Order, type OrderRow, type SummedOrder } from './orders.js';
import { type Category, type PricedProduct, type Product } from './products.js';
import { addCategory, addCustomer, addProduct, type CategorySeed, type ProductSeed } from './sales-seed.js';
import { type TypeGroup, type TypeGroupSeed } from './type-groups.js';

export type ProductChanges = Partial<Omit<Product, 'id' | 'changedAt' | 'stock' | 'ownTaxRate'>>;
export type CustomerChanges = Partial<Omit<Customer, 'id' | 'changedAt' | 'registeredAt' | 'deleted'>>;

/** What a person changes of an order: of its head, of rows there are, and which rows come and go. */
export type OrderEdit = Partial<
  Omit<Order, 'orderId' | 'invoiceId' | 'invoicedBy' | 'rows' | 'registeredAt' | 'changedAt'>
> & {
  rows?: (Partial<OrderRow> & Pick<OrderRow, 'rowId'>)[];
  newRows?: Partial<Omit<OrderRow, 'rowId' | 'vatRate'>>[];
  deletedRows?: number[];
};

/** The hands of the people who sell, and the eyes of a test on what they work with. */
export abstract class SalesPeople {
  /** Settled up to now. */
  protected abstract get books(): Books;
  protected abstract get now(): Date;

  products(): PricedProduct[] {
    const { products } = this.books;
    return products.all().map((product) => products.priced(product));
  }

  categories(): Category[] {
    return copyOf(this.books.products.categories.all());
  }

  /** Also those who are deleted. */
  customers(): Customer[] {
    return copyOf(this.books.customers.all());
  }

  orders(): SummedOrder[] {
    const { orders, switches } = this.books;
    return orders.all().map((order) => copyOf(orders.summed(order, switches.vatRounding)));
  }

  typeGroups(): TypeGroup[] {
    return copyOf(this.books.typeGroups.all());
  }

  /** Adds a product, such as GIFTCARD, and takes away those with its number. Returns its id. */
  addProduct(seed: ProductSeed): number {
    const { products } = this.books;
    for (const { id } of products.numbered(seed.number)) products.remove(id);
    return addProduct(products, seed, this.now).id;
  }

  /** Very many at once, none of them with a number that is there already. Returns how many. */
  addProducts(seeds: ProductSeed[]): number {
    for (const seed of seeds) addProduct(this.books.products, seed, this.now);
    return seeds.length;
  }

  /** Returns its id. */
  addCategory(seed: CategorySeed): number {
    return addCategory(this.books.products, seed).id;
  }

  /** Returns its id. */
  addTypeGroup(seed: TypeGroupSeed): number {
    return this.books.typeGroups.add(seed).id;
  }

  /** Changes the product with this id, or the only one with this number; makes one when neither is named. */
  personSavesProduct({
    id,
    number,
    changes,
  }: {
    id?: number;
    number?: string;
    changes: ProductChanges;
  }): PricedProduct {
    const { products } = this.books;
    if (changes.categoryId !== undefined) this.#category(changes.categoryId);
    const found = id === undefined ? products.numbered(number ?? '') : products.among([id]);
    const isNew = id === undefined && number === undefined;
    const [before] = found;
    if (!isNew && (!before || found.length > 1)) {
      throw new Error(`${found.length} products fit ${id ?? number ?? ''}, not one`);
    }
    if (isNew || !before) {
      const { number: no = '', name = '', ...others } = changes;
      return products.priced(addProduct(products, { number: no, name, ...others }, this.now));
    }
    return products.priced(products.put({ ...before, ...changes, id: before.id, changedAt: this.now }));
  }

  /** The next record that is sent with this text in one of its fields, a number or a name, is refused, and no other. */
  refuseRecord(text: string): void {
    this.books.refusing.add(text);
  }

  personDeletesProduct(id: number): void {
    this.#product(id);
    this.books.products.remove(id);
  }

  /** Sets the quantity, absolutely. Whether that counts as a change is a switch. */
  personSetsStock(id: number, quantity: number | string): void {
    const decimal = String(quantity);
    if (scaled(decimal, 4) === undefined) throw new Error(`${decimal} is not a quantity`);
    const product = this.#product(id);
    product.stock = plainDecimal(decimal);
    if (this.books.switches.stockTouchesDateChanged) product.changedAt = this.now;
  }

  /** A person gives the category another account, and so another VAT. Its products are not touched by it. */
  personSetsCategoryVat(categoryId: number, rate: number): void {
    this.#category(categoryId).taxRate = rate;
  }

  /** Changes the customer with this id, or makes one when none is named. */
  personSavesCustomer({ id, changes }: { id?: number; changes: CustomerChanges }): Customer {
    const { customers } = this.books;
    if (id === undefined) {
      const { name = '', ...others } = changes;
      return copyOf(addCustomer(customers, { name, ...others }, this.now));
    }
    const before = this.#customer(id);
    return copyOf(customers.put({ ...before, ...changes, id, changedAt: this.now }));
  }

  personDeletesCustomer(id: number): void {
    const customer = this.#customer(id);
    this.books.customers.put({ ...customer, deleted: true, active: false, changedAt: this.now });
  }

  /** Makes an invoice of the order. Returns its number. */
  personInvoicesOrder(orderId: number): number {
    const order = this.#openOrder(orderId);
    order.status = 'Invoiced';
    return this.books.orders.invoice(order, 'person', this.now);
  }

  personEditsOrder(orderId: number, edit: OrderEdit): SummedOrder {
    const { rows = [], newRows = [], deletedRows = [], ...changes } = edit;
    const { books } = this;
    const before = this.#openOrder(orderId);
    if (changes.status?.startsWith('Invoiced')) throw new Error('Use personInvoicesOrder');
    checkOrder(changes, books);
    for (const rowId of [...rows.map((row) => row.rowId), ...deletedRows]) {
      if (!before.rows.some((row) => row.rowId === rowId)) throw new Error(`No row ${rowId} in the order`);
    }
    const kept = before.rows.filter(({ rowId }) => !deletedRows.includes(rowId));
    const edited = kept.map((row) => {
      const change = rows.find(({ rowId }) => rowId === row.rowId);
      return change ? changedRow(row, change, books) : row;
    });
    const added = newRows.map((row) =>
      changedRow({ rowId: books.orders.nextRowId(), type: 'Normal' }, row, books),
    );
    const order = { ...before, ...changes, rows: [...edited, ...added], changedAt: this.now };
    return copyOf(books.orders.summed(books.orders.put(order), books.switches.vatRounding));
  }

  personDeletesOrder(orderId: number): void {
    this.#openOrder(orderId);
    this.books.orders.remove(orderId);
  }

  #product(id: number): Product {
    const product = this.books.products.find(id);
    if (!product) throw new Error(`No product ${id}`);
    return product;
  }

  #category(id: number): Category {
    const category = this.books.products.categories.find(id);
    if (!category) throw new Error(`No category ${id}`);
    return category;
  }

  #customer(id: number): Customer {
    const customer = this.books.customers.find(id);
    if (!customer) throw new Error(`No customer ${id}`);
    return customer;
  }

  #openOrder(orderId: number): Order {
    const order = this.books.orders.find(orderId);
    if (!order) throw new Error(`No order ${orderId}`);
    if (order.invoiceId !== undefined) throw new Error(`Order ${orderId} is invoice ${order.invoiceId}`);
    return order;
  }
}
