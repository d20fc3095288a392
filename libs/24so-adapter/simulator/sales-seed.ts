import { type Customer, Customers } from './customers.js';
import { type Category, type Product, Products } from './products.js';
import { type TypeGroupSeed } from './type-groups.js';

export type CategorySeed = Pick<Category, 'name' | 'taxRate'> & Partial<Category>;

/** `taxRate` files a product under a category with this VAT when no `categoryId` is named; 25 when neither is. */
export type ProductSeed = Pick<Product, 'number' | 'name'> & Partial<Product> & { taxRate?: number };

export type CustomerSeed = Pick<Customer, 'name'> & Partial<Customer>;

/** What a company has to sell, and to whom, before anybody calls. */
export interface SalesSeed {
  categories: CategorySeed[];
  products: ProductSeed[];
  customers: CustomerSeed[];
  /** Those of the chart's accounts when nothing is said. */
  typeGroups?: TypeGroupSeed[];
}

export function norwegianSales(): SalesSeed {
  return {
    categories: [
      { id: 1, number: '1', name: 'Varer', taxRate: 25 },
      { id: 2, number: '2', name: 'Mat og drikke', taxRate: 15 },
      { id: 3, number: '3', name: 'Uten mva', taxRate: 0 },
    ],
    // No GIFTCARD: a person makes it by hand (domain sheet 1.4).
    products: [{ id: 55, number: 'K-1000', name: 'Kaffe 1 kg', taxRate: 15 }],
    customers: [{ id: 10000, name: 'Kontantkunde' }],
  };
}

export function productsOf(categories: CategorySeed[], seeds: ProductSeed[], now: Date): Products {
  const products = new Products();
  for (const seed of categories) addCategory(products, seed);
  for (const seed of seeds) addProduct(products, seed, now);
  return products;
}

export function addCategory(products: Products, seed: CategorySeed): Category {
  const id = seed.id ?? products.categories.nextId();
  return products.categories.add(id, { number: String(id), ...seed, id });
}

export function addProduct(products: Products, { taxRate = 25, ...seed }: ProductSeed, now: Date): Product {
  const categoryId = seed.categoryId ?? products.categoryOf(taxRate).id;
  return products.put({
    statusId: 1,
    ...seed,
    changedAt: instant(seed.changedAt, now),
    id: seed.id ?? products.nextId(),
    categoryId,
  });
}

export function customersOf(seeds: CustomerSeed[], now: Date): Customers {
  const customers = new Customers();
  for (const seed of seeds) addCustomer(customers, seed, now);
  return customers;
}

export function addCustomer(customers: Customers, seed: CustomerSeed, now: Date): Customer {
  const id = seed.id ?? customers.nextId();
  return customers.put({
    type: 'Business',
    deleted: false,
    active: true,
    ...seed,
    registeredAt: instant(seed.registeredAt, now),
    changedAt: instant(seed.changedAt, now),
    id,
  });
}

/** A seed that comes as JSON has its instants as texts. */
function instant(given: Date | string | undefined, now: Date): Date {
  return given === undefined ? now : new Date(given);
}
