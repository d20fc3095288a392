import { AccountingError, decimalKroner, type ProductForHost, type SavedInHost } from '@accounting/port';
import { Categories } from './duell.categories.js';
import type { DuellClient } from './duell.client.js';
import type { ProductFinder } from './duell.find-product.js';
import { reason } from './duell.reasons.js';
import { requests, type ProductFields } from './duell.requests.js';
import { productRow, type ProductRow } from './duell.rows.js';
import { afterSaving, savedIdIn } from './duell.saved.js';

/** Saves a product: finds it first, so that a save that was not answered makes no second one when it is done again. */
export class ProductSaver {
  private readonly categories: Categories;

  constructor(
    private readonly client: DuellClient,
    private readonly products: ProductFinder,
  ) {
    this.categories = new Categories(client);
  }

  async save(product: ProductForHost): Promise<SavedInHost> {
    const current = await this.products.find(product);
    const fields = await this.fieldsOf(product, current);
    const id = await this.send(fields, current);
    await this.products.put(rowOf(fields, id, current));
    return { id, notTaken: notTaken(product, current) };
  }

  private async fieldsOf(product: ProductForHost, current: ProductRow | null): Promise<ProductFields> {
    refuseUnusable(product, current);
    const { number, name, priceIncVat, vatRate } = product;
    const category = current ? current.category_id : await this.newCategory();
    return {
      ...(current && this.client.options.productsAreSavedBy === 'id'
        ? { product_id: current.product_id }
        : {}),
      // All of them each time: whether DUELL leaves alone what is not sent is not known.
      product_name: name ?? current?.product_name ?? '',
      product_number: number.trim(),
      price_inc_vat: priceIncVat === undefined ? (current?.price_inc_vat ?? '') : decimalKroner(priceIncVat),
      vatrate_percent: vatRate === undefined ? (current?.vatrate_percent ?? '') : String(vatRate),
      ...(category === '' ? {} : { category_id: category }),
    };
  }

  private async newCategory(): Promise<string> {
    const { newProductCategory } = this.client.options;
    return newProductCategory === null ? '' : this.categories.idOf(newProductCategory);
  }

  private async send(fields: ProductFields, current: ProductRow | null): Promise<string> {
    const number = fields.product_number;
    try {
      const told = savedIdIn(await this.client.write(requests.saveProduct(fields)), 'data', 'product_id');
      const expected = current?.product_id ?? told;
      if (expected !== null && told !== null && told !== expected)
        throw new AccountingError(
          reason('DUELL_SAVED_ANOTHER', { number, expected, got: told }),
          'ask-a-human',
        );
      return expected ?? (await afterSaving(() => this.idOfNew(number)));
    } catch (error) {
      this.products.forget();
      throw error;
    }
  }

  private async idOfNew(number: string): Promise<string> {
    this.products.forget();
    const row = await this.products.reachedByNumber({ id: null, number });
    if (row) return row.product_id;
    throw new AccountingError(
      reason('DUELL_SAVED_NOT_FOUND', { what: { no: `varen ${number}`, en: `product ${number}` } }),
      'look-up-first',
    );
  }
}

function refuseUnusable(
  { number, name, priceIncVat, vatRate }: ProductForHost,
  current: ProductRow | null,
): void {
  if (priceIncVat !== undefined && priceIncVat < 0)
    throw new AccountingError(reason('DUELL_PRICE_UNUSABLE', { number, price: priceIncVat }), 'ask-a-human');
  const missing = [
    ...(name ? [] : [{ no: 'navn', en: 'name' }]),
    ...(priceIncVat === undefined ? [{ no: 'pris', en: 'price' }] : []),
    ...(vatRate === undefined ? [{ no: 'mva-sats', en: 'VAT rate' }] : []),
  ];
  if (!current && missing.length > 0)
    throw new AccountingError(reason('DUELL_PRODUCT_INCOMPLETE', { number, missing }), 'ask-a-human');
}

/** `product/save` has no field for these. What DUELL has already is not missed. */
function notTaken({ barcode, active }: ProductForHost, current: ProductRow | null): string[] {
  const isActive = !(current?.is_deleted ?? false);
  return [
    ...(barcode !== undefined && barcode !== (current?.barcode ?? '') ? ['barcode'] : []),
    ...(active !== undefined && active !== isActive ? ['active'] : []),
  ];
}

function rowOf(fields: ProductFields, id: string, current: ProductRow | null): ProductRow {
  return productRow.parse({ ...current, ...fields, product_id: id });
}
