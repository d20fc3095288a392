import type { Clock } from '@accounting/port';
import type { ClientSeed, CustomerRow, DepartmentSeed, ProductRow } from './seed.js';
import { defaultSwitches } from './switches.js';

export interface Department extends Required<DepartmentSeed> {
  /** Product id → how many, as text. Without an entry it is 0. */
  stock: Map<string, string>;
}

/** What one client has in DUELL. */
export class Shop {
  readonly clientNumber: string;
  clientToken: string;
  readonly departments: Department[] = [];
  readonly categories: { category_id: string; category_name: string }[] = [];
  readonly products: ProductRow[] = [];
  readonly customers: CustomerRow[] = [];
  readonly switches = defaultSwitches();
  private lastId = 1000;

  constructor(
    seed: ClientSeed,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.clientNumber = seed.clientNumber;
    this.clientToken = seed.clientToken;
    for (const department of seed.departments) this.addDepartment(department);
    for (const name of seed.categories ?? []) this.addCategory(name);
    for (const product of seed.products ?? []) this.addProduct(product);
    for (const customer of seed.customers ?? []) this.addCustomer(customer);
  }

  addDepartment({ id, name, apiToken, city = '' }: DepartmentSeed): Department {
    const token = apiToken ?? `department-token-${this.clientNumber}-${id}-of-the-simulator`;
    const department = { id, name, city, apiToken: token, stock: new Map<string, string>() };
    this.departments.push(department);
    return department;
  }

  addCategory(name: string): string {
    const id = this.nextId();
    this.categories.push({ category_id: id, category_name: name });
    return id;
  }

  addProduct(over: Partial<ProductRow>): ProductRow {
    const id = this.nextId();
    const [category] = this.categories;
    const row: ProductRow = {
      product_id: id,
      product_number: `P-${id}`,
      product_name: `Vare ${id}`,
      description: null,
      barcode: null,
      category_id: category?.category_id ?? '',
      category_name: category?.category_name ?? '',
      vatrate_id: '1',
      vatrate_percent: '25.00',
      cost_price: null,
      stock_price: null,
      price_inc_vat: '100.00',
      special_price: null,
      unit: null,
      currency_code: 'NOK',
      use_stock: true,
      is_deleted: false,
      is_parent: false,
      parent_variant: null,
      view_on_webshop: true,
      created_at: this.time(),
      updated_at: this.time(),
      ...over,
    };
    this.products.push(row);
    return row;
  }

  addCustomer(over: Partial<CustomerRow>): CustomerRow {
    const row: CustomerRow = {
      customer_id: this.nextId(),
      customer_name: 'Kari Nordmann',
      phone: '99999999',
      email: '',
      primary_address: '',
      primary_zip: '',
      city: '',
      is_deleted: false,
      created_at: this.time(),
      updated_at: this.time(),
      ...over,
    };
    this.customers.push(row);
    return row;
  }

  change<Row extends ProductRow | CustomerRow>(row: Row, change: Partial<Row>): void {
    Object.assign(row, { updated_at: this.time() }, change);
  }

  departmentOfToken(token: string): Department | undefined {
    return this.departments.find(({ apiToken }) => apiToken === token);
  }

  private nextId(): string {
    this.lastId += 1;
    return String(this.lastId);
  }

  /** Local time without an offset. */
  private time(): string {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: this.switches.zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return format.format(this.clock.now());
  }
}
