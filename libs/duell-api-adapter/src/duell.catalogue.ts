import type {
  CustomerForHost,
  HostCatalogue,
  HostCustomer,
  HostProduct,
  HostStock,
  HostTools,
  NamedId,
  ProductForHost,
  Reason,
  SavedInHost,
} from '@accounting/port';
import type { DuellClient } from './duell.client.js';
import { Departments } from './duell.departments.js';
import { ProductFinder } from './duell.find-product.js';
import { Lists } from './duell.lists.js';
import { CustomerSaver } from './duell.save-customer.js';
import { ProductSaver } from './duell.save-product.js';
import { StockSetter } from './duell.set-stock.js';

/** One client's products, customers and stock. Products and customers are the client's; stock is a department's. */
export class DuellCatalogue implements HostCatalogue {
  private readonly lists: Lists;
  private readonly known: Departments;
  private readonly productSaver: ProductSaver;
  private readonly customerSaver: CustomerSaver;
  private readonly stockSetter: StockSetter;

  constructor(client: DuellClient, tools: HostTools) {
    const leftOut = (reason: Reason) => tell(tools, reason);
    const products = new ProductFinder(client);
    this.lists = new Lists(client, leftOut);
    this.known = new Departments(client, leftOut);
    this.productSaver = new ProductSaver(client, products);
    this.customerSaver = new CustomerSaver(client);
    this.stockSetter = new StockSetter(client, this.lists, this.known, products);
  }

  departments(): Promise<NamedId[]> {
    return this.known.list();
  }

  products(_departmentId: string, changedSince: Date | null): AsyncIterable<HostProduct[]> {
    return this.lists.products(changedSince);
  }

  customers(_departmentId: string, changedSince: Date | null): AsyncIterable<HostCustomer[]> {
    return this.lists.customers(changedSince);
  }

  async *stock(departmentId: string): AsyncGenerator<HostStock[]> {
    yield* this.lists.stock(departmentId, await this.known.tokenOf(departmentId));
  }

  saveProduct(_departmentId: string, product: ProductForHost): Promise<SavedInHost> {
    return this.productSaver.save(product);
  }

  saveCustomer(_departmentId: string, customer: CustomerForHost): Promise<SavedInHost> {
    return this.customerSaver.save(customer);
  }

  setStock(departmentId: string, stock: HostStock): Promise<void> {
    return this.stockSetter.set(departmentId, stock);
  }
}

/** Where nobody listens, what is left out stands among the exchanges: never is it silent. */
function tell(tools: HostTools, reason: Reason): void {
  if (tools.leftOut) return tools.leftOut(reason);
  tools.exchanges.add({
    operation: reason.code,
    request: reason.english,
    response: reason.message,
    startedAt: tools.clock.now(),
    took: 0,
  });
}
