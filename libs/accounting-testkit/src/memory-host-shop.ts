import {
  AccountingError,
  type Clock,
  type Customer,
  type CustomerForHost,
  type HostStock,
  type NamedId,
  type Product,
  type ProductForHost,
} from '@accounting/port';
import { hostReason } from './host-reasons.js';
import { TestClock } from './test-clock.js';

export interface MemoryHostOptions {
  clock?: Clock;
  departments?: NamedId[];
  /** The one key it takes. */
  key?: string;
  /** Fields that it can't take, as DUELL's public API. */
  cannotTake?: { product: (keyof ProductForHost)[]; customer: (keyof CustomerForHost)[] };
}

/** What was asked to be saved, in order. */
export type HostSave =
  | { kind: 'product'; product: ProductForHost }
  | { kind: 'customer'; customer: CustomerForHost }
  | { kind: 'stock'; departmentId: string; stock: HostStock };

/** Rate in percent → Norwegian standard code. */
const VAT_CODES: Record<number, string> = { 25: '3', 15: '31', 12: '33', 11.11: '32', 0: '5' };

/** DUELL in memory: what is there, what people do to it, and the levers a test needs behind the port. */
export class MemoryHostShop {
  readonly departmentList: NamedId[];
  readonly cannotTake: Required<MemoryHostOptions>['cannotTake'];
  /** Whatever was asked, also when its answer was lost. */
  readonly saves: HostSave[] = [];
  /** How many logins were tried. */
  logins = 0;
  /** The one key it takes. */
  key: string;

  private readonly clock: Clock;
  private readonly heldProducts: Product[] = [];
  private readonly heldCustomers: Customer[] = [];
  private readonly quantities = new Map<string, string>();
  private readonly spoiled = new Set<string>();
  private lastId = 0;
  private down = false;
  private losesNext: { saved: boolean } | null = null;

  constructor({ clock, departments, key = 'nokkel-til-minnet', cannotTake }: MemoryHostOptions = {}) {
    this.clock = clock ?? new TestClock();
    this.departmentList = departments ?? [{ id: '1', name: 'Butikk Sentrum' }];
    this.key = key;
    this.cannotTake = cannotTake ?? {
      product: ['barcode', 'active'],
      customer: ['number', 'type', 'organisationNumber', 'active'],
    };
  }

  // What a test sees and does behind the port

  products(): Product[] {
    return structuredClone(this.heldProducts);
  }

  customers(): Customer[] {
    return structuredClone(this.heldCustomers);
  }

  /** '0' where nobody counted. */
  stockOf(productId: string, departmentId = this.firstDepartment()): string {
    return this.quantities.get(`${departmentId}/${productId}`) ?? '0';
  }

  /** The number may be one that another product has. */
  addProduct(over: Partial<Product> = {}): Product {
    const id = this.nextId();
    const vatRate = over.vatRate ?? 25;
    const product: Product = {
      id,
      number: `P-${id}`,
      name: `Vare ${id}`,
      priceIncVat: 10_000,
      vatCode: VAT_CODES[vatRate] ?? '3',
      vatRate,
      isService: false,
      deleted: false,
      updatedAt: this.now(),
      ...over,
    };
    this.heldProducts.push(product);
    return structuredClone(product);
  }

  changeProduct(id: string, change: Partial<Product>): void {
    const product = this.heldProducts.find((one) => one.id === id);
    if (!product) throw new Error(`No product ${id}`);
    Object.assign(product, { updatedAt: this.now() }, change);
  }

  deleteProduct(id: string): void {
    this.changeProduct(id, { deleted: true });
  }

  /** Its row can't be read from now on. */
  spoilProduct(id: string): void {
    this.spoiled.add(id);
  }

  addCustomer(over: Partial<Customer> = {}): Customer {
    const customer: Customer = {
      id: this.nextId(),
      type: 'person',
      name: 'Kari Nordmann',
      deleted: false,
      updatedAt: this.now(),
      ...over,
    };
    this.heldCustomers.push(customer);
    return structuredClone(customer);
  }

  changeCustomer(id: string, change: Partial<Customer>): void {
    const customer = this.heldCustomers.find((one) => one.id === id);
    if (!customer) throw new Error(`No customer ${id}`);
    Object.assign(customer, { updatedAt: this.now() }, change);
  }

  countStock(productId: string, quantity: string, departmentId = this.firstDepartment()): void {
    this.quantities.set(`${departmentId}/${productId}`, quantity);
  }

  /** The answer to the next write never comes. */
  loseNextAnswer(how: { saved: boolean }): void {
    this.losesNext = how;
  }

  goDown(): void {
    this.down = true;
  }

  comeBack(): void {
    this.down = false;
  }

  // What happens when it is called

  login(key: string): string {
    this.mustBeUp('login');
    this.logins += 1;
    if (key === this.key) return sessionOf(key);
    throw new AccountingError(hostReason('HOST_LOGIN_REFUSED'), 'ask-a-human');
  }

  takes(session: string): boolean {
    return session === sessionOf(this.key);
  }

  isSpoiled(productId: string): boolean {
    return this.spoiled.has(productId);
  }

  read<Answer>(operation: string, read: () => Answer): Answer {
    this.mustBeUp(operation);
    return read();
  }

  write<Answer>(operation: string, save: HostSave, write: () => Answer): Answer {
    this.mustBeUp(operation);
    this.saves.push(structuredClone(save));
    const loss = this.losesNext;
    this.losesNext = null;
    const answer = loss?.saved === false ? null : write();
    if (loss || answer === null)
      throw new AccountingError(hostReason('HOST_ANSWER_LOST', { operation }), 'look-up-first');
    return answer;
  }

  private mustBeUp(operation: string): void {
    if (this.down) throw new AccountingError(hostReason('HOST_DOWN', { operation }), 'retry');
  }

  private firstDepartment(): string {
    return this.departmentList[0]?.id ?? '';
  }

  private nextId(): string {
    this.lastId += 1;
    return String(100 + this.lastId);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** Another key ends it. */
function sessionOf(key: string): string {
  return `session-of-${key}`;
}
