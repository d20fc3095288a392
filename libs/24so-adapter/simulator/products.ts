import { Register } from './register.js';

/** What products are filed under. It decides their VAT (fact sheet 4.6). */
export interface Category {
  id: number;
  name: string;
  /** `No`: a text. */
  number: string;
  parentId?: number;
  /** Percent. Stands for the tax code of the category's account, which the service shows nowhere. */
  taxRate: number;
}

/** A product. Amounts are in øre and without VAT, but for the one double. */
export interface Product {
  id: number;
  /** `No`: a text, and not unique. */
  number: string;
  name: string;
  categoryId: number;
  price?: number;
  webPrice?: number;
  inPrice?: number;
  cost?: number;
  /** Kroner with VAT: a double here as on the wire, the only one there is (fact sheet 4.6). */
  cashPriceIncTax?: number;
  ean1?: string;
  description?: string;
  descriptionLong?: string;
  /** 1 active, 0 expired. */
  statusId: number;
  /** A decimal; absent until somebody has set it. */
  stock?: string;
  stockControlled?: boolean;
  changedAt: Date;
  supplierId?: number;
  priceGroupId?: number;
  weight?: string;
  minimumStock?: string;
  orderProposal?: string;
  stockLocation?: string;
  supplierProductCode?: string;
  supplierProductName?: string;
  web?: boolean;
  productCode?: string;
  newOffer?: boolean;
  newProduct?: boolean;
  /** Percent: only where a rate that was sent is taken (`productTaxRateIsTaken`). */
  ownTaxRate?: number;
}

/** A product as it is looked at: with the VAT rate that counts. */
export type PricedProduct = Product & { taxRate: number };

/** One company's products and their categories. */
export class Products {
  readonly categories = new Register<Category>();
  readonly #products = new Register<Product>();
  readonly #byNumber = new Map<string, Set<number>>();

  nextId(): number {
    return this.#products.nextId();
  }

  find(id: number): Product | undefined {
    return this.#products.find(id);
  }

  among(ids: number[]): Product[] {
    return this.#products.among(ids);
  }

  numbered(number: string): Product[] {
    return this.among([...(this.#byNumber.get(number) ?? [])]);
  }

  all(): Product[] {
    return this.#products.all();
  }

  wasRemoved(id: number): boolean {
    return this.#products.wasRemoved(id);
  }

  /** Stores a product, in the place of the one with its id if there is one. */
  put(product: Product): Product {
    this.#forgetNumber(this.find(product.id));
    const numbered = this.#byNumber.get(product.number) ?? new Set();
    this.#byNumber.set(product.number, numbered.add(product.id));
    return this.#products.add(product.id, product);
  }

  remove(id: number): void {
    this.#forgetNumber(this.find(id));
    this.#products.remove(id);
  }

  taxRateOf({ ownTaxRate, categoryId }: Product): number {
    return ownTaxRate ?? this.categories.find(categoryId)?.taxRate ?? 0;
  }

  priced(product: Product): PricedProduct {
    return { ...product, taxRate: this.taxRateOf(product) };
  }

  /** The first category with this VAT. One is made when there is none, as a person would. */
  categoryOf(taxRate: number): Category {
    const found = this.categories.all().find((category) => category.taxRate === taxRate);
    const id = this.categories.nextId();
    return found ?? this.categories.add(id, { id, name: `Varer ${taxRate} %`, number: String(id), taxRate });
  }

  #forgetNumber(product: Product | undefined): void {
    if (product) this.#byNumber.get(product.number)?.delete(product.id);
  }
}
