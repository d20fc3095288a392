import { AccountingError, type Clock, type Reason } from '@accounting/port';
import {
  standsAs,
  type BookCategory,
  type BookCustomer,
  type BookProduct,
  type NewBookCustomer,
  type NewBookProduct,
} from './book-register.js';
import { testKitReason } from './reasons.js';

const MINUTE = 60_000;

/** What became of one record of a write. */
export type SavedRecord = { id: string } | { refused: Reason };

/** The registers of one company: products, customers and categories. A write of many saves each that it can. */
export class MemoryRegister {
  products: BookProduct[] = [];
  customers: BookCustomer[] = [];
  categories: BookCategory[] = [];
  private lastId = 0;
  private readonly refusals = new Map<string, Reason>();

  constructor(private readonly clock: Clock) {}

  /** The next write that holds this record saves the others without it. */
  refuse(numberOrName: string, why: Reason): void {
    this.refusals.set(numberOrName, why);
  }

  /** Later ones have higher ids. */
  newestId(): number {
    return this.lastId;
  }

  saveProducts(products: NewBookProduct[]): SavedRecord[] {
    return products.map((product) => this.saveEach([product.number, product.name], () => this.put(product)));
  }

  saveCustomers(customers: NewBookCustomer[]): SavedRecord[] {
    return customers.map((customer) => this.saveEach([customer.name], () => this.putCustomer(customer)));
  }

  /** Makes one for each name, without asking whether there is one. */
  saveCategories(names: string[]): BookCategory[] {
    const made = names.map((name) => ({ id: this.nextId(), name }));
    this.categories.push(...made);
    return made;
  }

  categoryIds(): Record<string, string> {
    return Object.fromEntries(this.categories.map(({ id, name }) => [name, id]));
  }

  setStock(id: string, stock: string): void {
    Object.assign(this.product(id), { stock, changedAt: this.stamp() });
  }

  product(id: string): BookProduct {
    const product = this.products.find((other) => other.id === id);
    if (product) return product;
    throw new AccountingError(testKitReason('PRODUCT_GONE', { id }), 'ask-a-human', { refused: true });
  }

  customer(id: string): BookCustomer {
    const customer = this.customers.find((other) => other.id === id);
    if (customer?.active) return customer;
    throw new AccountingError(testKitReason('CUSTOMER_GONE', { id }), 'ask-a-human', { refused: true });
  }

  /** A product of that number and name that was made after `after`; of several, the one that stands as it was saved. */
  findProduct(saved: NewBookProduct, after: number, taken: Set<string>): BookProduct | undefined {
    const ours = this.products.filter(
      ({ id, number, name }) =>
        Number(id) > after && !taken.has(id) && number === saved.number && name === saved.name,
    );
    return ours.find((product) => standsAs(product, { ...saved, id: product.id })) ?? ours[0];
  }

  findCustomer(externalId: string): BookCustomer | undefined {
    return this.customers.find((customer) => customer.active && customer.externalId === externalId);
  }

  /** As `changedAt` is rounded, so is the instant that is asked for: what changed since is not missed. */
  changedSince<Entry extends { changedAt: Date }>(entries: Entry[], since: Date | null): Entry[] {
    return entries.filter(({ changedAt }) => since === null || changedAt >= toTheMinute(since));
  }

  /** A person changes what they like. */
  change<Entry extends { changedAt: Date }>(entry: Entry, to: Partial<NoInfer<Entry>>): void {
    Object.assign(entry, to, { changedAt: this.stamp() });
  }

  private saveEach(names: string[], save: () => string): SavedRecord {
    for (const name of names) {
      const refused = this.refusals.get(name);
      this.refusals.delete(name);
      if (refused) return { refused };
    }
    try {
      return { id: save() };
    } catch (error) {
      if (error instanceof AccountingError) return { refused: error.reason };
      throw error;
    }
  }

  private put({ id, ...fields }: NewBookProduct): string {
    if (id !== null) {
      const product = this.product(id);
      this.change(product, { ...fields, category: fields.category ?? product.category });
      return id;
    }
    const made = {
      ...fields,
      id: this.nextId(),
      stock: fields.isService ? null : '0',
      changedAt: this.stamp(),
    };
    this.products.push(made);
    return made.id;
  }

  private putCustomer({ id, ...fields }: NewBookCustomer): string {
    if (id !== null) {
      this.change(this.customer(id), fields);
      return id;
    }
    const own = this.nextId();
    this.customers.push({ ...fields, id: own, number: own, active: true, changedAt: this.stamp() });
    return own;
  }

  private nextId(): string {
    this.lastId += 1;
    return String(this.lastId);
  }

  private stamp(): Date {
    return toTheMinute(this.clock.now());
  }
}

function toTheMinute(instant: Date): Date {
  return new Date(Math.round(instant.getTime() / MINUTE) * MINUTE);
}
