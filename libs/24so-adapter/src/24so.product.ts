import { decimalKroner, type ProductRecord } from '@accounting/port';
import type { Product, ProductToSave } from './24so.operations.sales.js';
import type { Settled } from './24so.options.js';
import { sameText } from './24so.records.js';
import { given, LONGEST, Texts, type Translated } from './24so.texts.js';
import { numberIn, wholeNumber } from './24so.wire.js';

/** A product that is made needs a category there; DUELL names one for each of its own. */
const NO_CATEGORY = 'DUELL';

/** Which category a product goes in; null: it keeps the one it has. */
export function categoryNameOf({ erpId, category }: ProductRecord): string | null {
  return category ?? (erpId === null ? NO_CATEGORY : null);
}

/**
 * Our product as SaveProducts takes it. What DUELL has no word for is left out, and so left as it is; a text can't be
 * emptied (fact sheet 2.3).
 */
export function productOf(
  product: ProductRecord,
  categoryId: number | null,
  options: Settled,
): Translated<ProductToSave> {
  const { erpId, number, priceExVat, priceIncVat, costPrice, vatRate, active, isService, stock } = product;
  const texts = new Texts(`Vare ${number}`);
  const { name, number: longestNumber, barcode, description } = LONGEST.product;
  const category = categoryNameOf(product);
  // Only for what is said of it: which category it is was settled before.
  if (category !== null) texts.category(category);
  const sent: ProductToSave = {
    CashPriceIncTax: decimalKroner(priceIncVat),
    ...(erpId === null ? {} : { Id: wholeNumber('Varen', erpId) }),
    Name: texts.take('navn', product.name, name) ?? number,
    ...(options.productTaxRate === 'sent' ? { TaxRate: vatRate.toFixed(2) } : {}),
    StatusId: active ? 1 : 0,
    ...(categoryId === null ? {} : { CategoryId: categoryId }),
    ...(costPrice === null ? {} : { [options.costPriceIs]: decimalKroner(costPrice) }),
    ...given('Description', texts.take('beskrivelse', product.description, description)),
    ...given('EAN1', texts.take('strekkode', product.barcode, barcode)),
    Price: decimalKroner(priceExVat),
    ...given('No', texts.take('varenummer', number, longestNumber)),
    ...(options.stockControlled === 'with-stock' && stock !== null && !isService
      ? { StockControlled: true }
      : {}),
  };
  return { sent, notes: texts.notes };
}

/** What {@link standsAs} compares. */
export const COMPARED_OF_PRODUCT = [
  ...['Id', 'No', 'Name', 'Price', 'CashPriceIncTax', 'InPrice', 'Cost'],
  ...['Description', 'EAN1', 'StatusId', 'CategoryId'],
];

const NUMBERS = ['Price', 'CashPriceIncTax', 'InPrice', 'Cost', 'StatusId', 'CategoryId'] as const;
const TEXTS = ['No', 'Name', 'Description', 'EAN1'] as const;

/** Does the product stand there as it was sent? What was not sent may be anything. */
export function standsAs(there: Product, sent: ProductToSave): boolean {
  return (
    NUMBERS.every((name) => sent[name] === undefined || numberIn(sent[name]) === statedAs(there, name)) &&
    TEXTS.every((name) => sent[name] === undefined || sameText(sent[name], there[name]))
  );
}

/** A status that is left out is the usual one. */
function statedAs(there: Product, name: (typeof NUMBERS)[number]): number | null {
  return numberIn(there[name]) ?? (name === 'StatusId' ? 1 : null);
}

export function hasNumber({ No = '' }: { No?: string }, number: string | undefined): boolean {
  return No.trim() === (number ?? '');
}
