import { type Product, type ProductRecord } from '@accounting/port';
import { priceExVat } from './price.js';

/** What a department decides about all of its products. */
export interface ProductChoices {
  /** New ones go there; null: in DUELL's own category, one for each VAT rate. */
  defaultCategory: string | null;
  /** Lager: quantities go too. */
  syncStock: boolean;
}

const NO_CATEGORY = 'DUELL';

/** DUELL's product as the accounting system shall have it. `erpId` null: it is new there. */
export function productToRecord(
  product: Omit<Product, 'updatedAt' | 'vatCode'>,
  erpId: string | null,
  choices: ProductChoices,
): ProductRecord {
  const { priceIncVat, vatRate, stock } = product;
  return {
    key: product.id,
    erpId,
    number: product.number,
    name: product.name,
    description: given(product.description),
    barcode: given(product.barcode),
    priceExVat: priceExVat(priceIncVat, vatRate),
    priceIncVat,
    costPrice: product.costPrice ?? null,
    vatRate,
    // One that is there stays where the accountant has it: accounts and VAT hang on its category.
    category:
      erpId === null ? (choices.defaultCategory ?? categoryOf(product.category?.name, vatRate)) : null,
    isService: product.isService,
    active: !product.deleted,
    stock: choices.syncStock && !product.isService && stock !== undefined ? plainDecimal(stock) : null,
  };
}

/** VAT follows the category there: a category of DUELL's with goods of two rates is two. */
export function categoryOf(name: string | undefined, vatRate: number): string {
  return `${given(name?.trim()) ?? NO_CATEGORY} ${String(vatRate).replace('.', ',')} %`;
}

/** `12.50` and `12.5` are one quantity. */
export function plainDecimal(text: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}

/** A text that says nothing is none. */
function given(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
