import {
  AccountingError,
  type Customer,
  type CustomerForHost,
  type HostCatalogue,
  type HostClient,
  type HostStock,
  type HostTools,
  type NamedId,
  type Product,
  type ProductForHost,
  type SavedInHost,
} from '@accounting/port';
import { hostReason } from './host-reasons.js';
import { customerFrom, isSameCustomer, notTakenOf, productFrom } from './memory-host-fields.js';
import type { MemoryHostShop } from './memory-host-shop.js';

const PAGE = 100;

/** The port over DUELL in memory. It saves by number, as DUELL's API does. */
export class MemoryHostCatalogue implements HostCatalogue {
  constructor(
    private readonly shop: MemoryHostShop,
    private readonly session: string,
    private readonly client: HostClient,
    private readonly tools: HostTools,
  ) {}

  departments(): Promise<NamedId[]> {
    return this.in('departments', () => structuredClone(this.shop.departmentList));
  }

  async *products(_departmentId: string, changedSince: Date | null): AsyncGenerator<Product[]> {
    const all = await this.in('products', () => this.shop.products().filter(isSince(changedSince)));
    for (const page of pagesOf(all)) {
      const readable = page.filter((product) => !this.leavesOut(product));
      if (readable.length > 0) yield readable;
    }
  }

  async *customers(_departmentId: string, changedSince: Date | null): AsyncGenerator<Customer[]> {
    yield* pagesOf(await this.in('customers', () => this.shop.customers().filter(isSince(changedSince))));
  }

  async *stock(departmentId: string): AsyncGenerator<HostStock[]> {
    const rows = await this.in('stock', () => {
      this.mustKnow(departmentId);
      return this.shop
        .products()
        .filter(({ deleted }) => !deleted)
        .map(({ id, number }) => ({
          productId: id,
          number,
          quantity: this.shop.stockOf(id, departmentId),
        }));
    });
    yield* pagesOf(rows);
  }

  async saveProduct(_departmentId: string, product: ProductForHost): Promise<SavedInHost> {
    const known = await this.in('saveProduct', () => this.reached(product.id, product.number));
    const fields = productFrom(product, known);
    const id = this.shop.write('saveProduct', { kind: 'product', product }, () => {
      if (known) this.shop.changeProduct(known.id, fields);
      return known?.id ?? this.shop.addProduct(fields).id;
    });
    return { id, notTaken: notTakenOf(product, this.shop.cannotTake.product) };
  }

  async saveCustomer(_departmentId: string, customer: CustomerForHost): Promise<SavedInHost> {
    const known = await this.in('saveCustomer', () => this.customerMeant(customer));
    const fields = customerFrom(customer, known);
    const id = this.shop.write('saveCustomer', { kind: 'customer', customer }, () => {
      if (known) this.shop.changeCustomer(known.id, fields);
      return known?.id ?? this.shop.addCustomer(fields).id;
    });
    return { id, notTaken: notTakenOf(customer, this.shop.cannotTake.customer) };
  }

  async setStock(departmentId: string, stock: HostStock): Promise<void> {
    await this.in('setStock', () => {
      this.mustKnow(departmentId);
      this.reached(stock.productId, stock.number);
    });
    this.shop.write('setStock', { kind: 'stock', departmentId, stock }, () => {
      this.shop.countStock(stock.productId, stock.quantity, departmentId);
      return true;
    });
  }

  /** In a session, made anew once when the one there is is not taken any more. */
  private async in<Answer>(operation: string, read: () => Answer): Promise<Answer> {
    const { sessions } = this.tools;
    const login = async () => Promise.resolve(this.shop.login(this.client.credentials.key ?? ''));
    const session = await sessions.take(this.session, login);
    if (!this.shop.read(operation, () => this.shop.takes(session)))
      await sessions.take(this.session, login, session);
    return this.shop.read(operation, read);
  }

  private reached(id: string | null, number: string): Product | null {
    const products = this.shop.products().filter((product) => product.number === number);
    const ids = products.map((product) => product.id);
    if (ids.length > 1)
      throw new AccountingError(hostReason('HOST_NUMBER_NOT_UNIQUE', { number, ids }), 'ask-a-human');
    if (id !== null && ids[0] !== id)
      throw new AccountingError(hostReason('HOST_NUMBER_IS_ANOTHERS', { number, id }), 'ask-a-human');
    return products[0] ?? null;
  }

  private customerMeant(customer: CustomerForHost): Customer | null {
    const { id } = customer;
    const customers = this.shop.customers();
    if (id === null) return customers.find((held) => isSameCustomer(held, customer)) ?? null;
    const known = customers.find((held) => held.id === id);
    if (known) return known;
    throw new AccountingError(hostReason('HOST_CUSTOMER_GONE', { id }), 'ask-a-human');
  }

  private mustKnow(department: string): void {
    if (this.shop.departmentList.some(({ id }) => id === department)) return;
    throw new AccountingError(hostReason('HOST_DEPARTMENT_UNKNOWN', { department }), 'ask-a-human');
  }

  private leavesOut({ id, number }: Product): boolean {
    if (!this.shop.isSpoiled(id)) return false;
    const reason = hostReason('HOST_ROW_LEFT_OUT', { number });
    if (this.tools.leftOut) this.tools.leftOut(reason);
    else
      this.tools.exchanges.add({
        operation: reason.code,
        request: reason.english,
        response: reason.message,
        startedAt: this.tools.clock.now(),
        took: 0,
      });
    return true;
  }
}

function isSince(changedSince: Date | null): (item: { updatedAt: string }) => boolean {
  return ({ updatedAt }) => !changedSince || Date.parse(updatedAt) >= changedSince.getTime();
}

function* pagesOf<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += PAGE) yield items.slice(start, start + PAGE);
}
