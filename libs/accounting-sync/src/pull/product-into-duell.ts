import {
  type ErpProduct,
  norwegianKroner,
  type Product,
  type ProductForHost,
  type Reason,
} from '@accounting/port';
import { registerReason } from '../register/register-reasons.js';
import { shelfPrice } from '../upsert-product/price.js';
import { plainDecimal } from '../upsert-product/product-to-record.js';
import { type FieldChange, pullReason } from './pull-reasons.js';

/** What a change in the accounting system means for DUELL. */
export type IntoDuell<Saved> =
  | { is: 'same'; notes: Reason[] }
  | { is: 'held'; reason: Reason }
  | { is: 'save'; save: Saved; changes: FieldChange[]; notes: Reason[] };

export interface ProductSave {
  /** DUELL's; null: it is made. */
  id: string | null;
  number: string;
  /** null: only the stock differs. */
  product: ProductForHost | null;
  /** null: it is right, or not ours to set. */
  stock: string | null;
}

/** Norwegian rates of sales, in percent. */
const RATES = [0, 11.11, 12, 15, 25];
/** Percentage points: 11.11 and 11.1 are one rate. */
const SAME_RATE = 0.0201;
/** Registers cut long names: what they have the beginning of is not changed. */
const CUT_NAMES_FROM = 100;

/** @param stock how many DUELL has; null: not known, or Lager is off. */
export function productIntoDuell(
  erp: ErpProduct,
  duell: Product | null,
  stock: string | null,
): IntoDuell<ProductSave> {
  return duell ? changed(erp, duell, stock) : made(erp, stock);
}

function made(erp: ErpProduct, stock: string | null): IntoDuell<ProductSave> {
  const { number, name, vatRate, barcode } = erp;
  // What is gone or inactive there before DUELL ever had it, is nothing to DUELL.
  if (!erp.active) return { is: 'same', notes: [] };
  if (number === '') return { is: 'held', reason: pullReason('PULL_NUMBER_MISSING', { name }) };
  const rate = RATES.find((known) => vatRate !== null && sameRate(known, vatRate));
  if (rate === undefined)
    return { is: 'held', reason: pullReason('PULL_VAT_UNKNOWN', { number, rate: vatRate }) };
  const price = shelfPrice({ exVat: erp.priceExVat, incVat: erp.priceIncVat, rate }, null);
  if (price === null) return { is: 'held', reason: pullReason('PULL_PRICE_UNKNOWN', { number }) };
  const product: ProductForHost = {
    id: null,
    number,
    name: name || number,
    priceIncVat: price,
    vatRate: rate,
    ...(barcode ? { barcode } : {}),
  };
  const changes = [
    { field: 'varenummer', from: '', to: number },
    { field: 'navn', from: '', to: product.name ?? '' },
    { field: 'pris', from: '', to: kroner(price) },
  ];
  const count = countThere(erp, stock);
  return { is: 'save', save: { id: null, number, product, stock: count }, changes, notes: [] };
}

function changed(erp: ErpProduct, duell: Product, stock: string | null): IntoDuell<ProductSave> {
  const product: ProductForHost = { id: duell.id, number: duell.number };
  const changes: FieldChange[] = [];
  if (erp.number !== '' && erp.number !== duell.number) {
    product.number = erp.number;
    changes.push({ field: 'varenummer', from: duell.number, to: erp.number });
  }
  if (erp.name !== '' && !sameName(erp.name, duell.name)) {
    product.name = erp.name;
    changes.push({ field: 'navn', from: duell.name, to: erp.name });
  }
  if (erp.barcode && erp.barcode !== duell.barcode) {
    product.barcode = erp.barcode;
    changes.push({ field: 'strekkode', from: duell.barcode ?? '', to: erp.barcode });
  }
  if (erp.active === duell.deleted) {
    product.active = erp.active;
    changes.push({ field: 'aktiv', from: yesOrNo(!duell.deleted), to: yesOrNo(erp.active) });
  }
  const vat = vatNotes(erp, duell);
  // With another rate there, nobody can say what its price without VAT is with it.
  const price = vat.length > 0 ? null : priceThere(erp, duell);
  const notes = [...vat];
  if (price !== null && price !== duell.priceIncVat) {
    product.priceIncVat = price;
    changes.push({ field: 'pris', from: kroner(duell.priceIncVat), to: kroner(price) });
    if (erp.vatRate === null)
      notes.push(pullReason('PULL_VAT_NOT_TOLD', { number: erp.number, rate: duell.vatRate }));
  }
  const savesProduct = changes.length > 0;
  const count = countThere(erp, stock);
  if (count !== null) changes.push({ field: 'lager', from: stock ?? '', to: count });
  if (changes.length === 0) return { is: 'same', notes: vat };
  return {
    is: 'save',
    save: { id: duell.id, number: product.number, product: savesProduct ? product : null, stock: count },
    changes,
    notes,
  };
}

/** null: DUELL has as many, or does not follow the stock. */
function countThere({ stock: there }: ErpProduct, ours: string | null): string | null {
  if (ours === null || there === null) return null;
  const count = plainDecimal(there);
  return count === plainDecimal(ours) ? null : count;
}

function priceThere(
  { priceExVat, priceIncVat }: ErpProduct,
  { vatRate, priceIncVat: ours }: Product,
): number | null {
  return shelfPrice({ exVat: priceExVat, incVat: priceIncVat, rate: vatRate }, ours);
}

function vatNotes({ number, vatRate }: ErpProduct, duell: Product): Reason[] {
  if (vatRate === null || sameRate(vatRate, duell.vatRate)) return [];
  return [registerReason('PRODUCT_VAT_DIFFERS', { number, duell: duell.vatRate, erp: vatRate })];
}

function sameName(there: string, ours: string): boolean {
  return there === ours || (there.length >= CUT_NAMES_FROM && ours.startsWith(there.trimEnd()));
}

function sameRate(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME_RATE;
}

function kroner(price: number): string {
  return norwegianKroner(price);
}

function yesOrNo(is: boolean): string {
  return is ? 'ja' : 'nei';
}
