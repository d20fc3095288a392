import type { PlannedFault } from './faults.js';
import type { ClientSeed, CustomerRow, DepartmentSeed, ProductRow, WorldSeed } from './seed.js';
import type { Shop } from './shop.js';
import { setStock, stockOf } from './stock.js';
import type { Switches } from './switches.js';
import type { CallRecord, World } from './world.js';

/** What a test or a demo does behind the API's back. */
export class Control {
  constructor(private readonly world: World) {}

  addWorld({ clients }: WorldSeed): void {
    for (const client of clients) this.addClient(client);
  }

  addClient(seed: ClientSeed): ClientControl {
    return new ClientControl(this.world.addClient(seed));
  }

  /** One client's shop, by its client number. */
  client(number: string): ClientControl {
    const shop = this.world.shops.get(number);
    if (!shop) throw new Error(`No client ${number}: there are ${this.clientNumbers().join(', ')}`);
    return new ClientControl(shop);
  }

  clientNumbers(): string[] {
    return [...this.world.shops.keys()];
  }

  /** Ends all bearers. Returns how many there were. */
  expireTokens(): number {
    return this.world.tokens.expireAll();
  }

  tokenCount(): number {
    return this.world.tokens.count();
  }

  /** From now on callers seem to come from there: bearers made elsewhere are not taken. */
  callersComeFrom(ip: string): void {
    this.world.callersIp = ip;
  }

  /** The firewall answers everything with a page. */
  block(blocked = true): void {
    this.world.blocked = blocked;
  }

  /** How many calls a client may make in a window; null: as many as it likes. */
  limit(calls: number | null, windowSeconds = 60): void {
    Object.assign(this.world.limits, { calls, windowSeconds });
  }

  planFault(planned: PlannedFault): void {
    this.world.faults.plan(planned);
  }

  clearFaults(): void {
    this.world.faults.clear();
  }

  plannedFaults(): PlannedFault[] {
    return this.world.faults.pending();
  }

  /** The calls so far, of one operation or of all, with what came of them. */
  calls(operation?: string): CallRecord[] {
    return this.world.calls.filter((call) => operation === undefined || call.operation === operation);
  }
}

/** One client's people at work in DUELL. What they enter is not checked: rows may be as odd as in life. */
export class ClientControl {
  constructor(private readonly shop: Shop) {}

  get switches(): Switches {
    return this.shop.switches;
  }

  get clientToken(): string {
    return this.shop.clientToken;
  }

  changeToken(token: string): void {
    this.shop.clientToken = token;
  }

  addDepartment(department: DepartmentSeed): void {
    this.shop.addDepartment(department);
  }

  addCategory(name: string): string {
    return this.shop.addCategory(name);
  }

  /** The number may be one that another product has. Returns its id. */
  addProduct(product: Partial<ProductRow> = {}): string {
    return this.shop.addProduct(product).product_id;
  }

  changeProduct(id: string, change: Partial<ProductRow>): void {
    this.shop.change(this.product(id), change);
  }

  deleteProduct(id: string): void {
    this.changeProduct(id, { is_deleted: true });
  }

  /** Out of the list altogether, so that those behind it move up. */
  removeProduct(id: string): void {
    this.shop.products.splice(this.shop.products.indexOf(this.product(id)), 1);
  }

  addCustomer(customer: Partial<CustomerRow> = {}): string {
    return this.shop.addCustomer(customer).customer_id;
  }

  changeCustomer(id: string, change: Partial<CustomerRow>): void {
    const customer = this.shop.customers.find(({ customer_id }) => customer_id === id);
    if (!customer) throw new Error(`No customer ${id}`);
    this.shop.change(customer, change);
  }

  setStock(departmentId: string, productId: string, quantity: number): void {
    setStock(this.department(departmentId), this.product(productId).product_id, quantity);
  }

  stockOf(departmentId: string, productId: string): string {
    return stockOf(this.department(departmentId), productId);
  }

  products(): ProductRow[] {
    return structuredClone(this.shop.products);
  }

  customers(): CustomerRow[] {
    return structuredClone(this.shop.customers);
  }

  /** Without their tokens. */
  departments(): { id: string; name: string; stock: Record<string, string> }[] {
    return this.shop.departments.map(({ id, name, stock }) => ({
      id,
      name,
      stock: Object.fromEntries(stock),
    }));
  }

  departmentToken(id: string): string {
    return this.department(id).apiToken;
  }

  private product(id: string): ProductRow {
    const product = this.shop.products.find(({ product_id }) => product_id === id);
    if (!product) throw new Error(`No product ${id}`);
    return product;
  }

  private department(id: string) {
    const department = this.shop.departments.find((one) => one.id === id);
    if (!department) throw new Error(`No department ${id}`);
    return department;
  }
}
