import type { ProductForHost } from '@accounting/port';
import { atDuell, failureOf } from '../simulator/at-duell.js';

const at = atDuell();

const coffee: ProductForHost = {
  id: null,
  number: 'K-1000',
  name: 'Kaffe',
  priceIncVat: 22_905,
  vatRate: 15,
};
const save = (product: Partial<ProductForHost> = {}, catalogue = at.open()) =>
  catalogue.saveProduct('1', { ...coffee, ...product });

describe('a product', () => {
  it('that is new goes into the category for such, which is made when it is not there', async () => {
    at.readapt({ newProductCategory: 'Fra regnskapet' });
    const catalogue = at.open();
    await save({}, catalogue);
    await save({ number: 'K-1001' }, catalogue);

    expect(at.shop.products()).toMatchObject([
      { category_name: 'Fra regnskapet' },
      { category_name: 'Fra regnskapet' },
    ]);
    expect(at.calls('product/category/save')).toBe(1);
    expect(at.calls('product/category/list/product')).toBe(1);
  });

  it('makes no second category when the answer to the first is lost', async () => {
    at.readapt({ newProductCategory: 'Fra regnskapet' });
    at.plan('product/category/save', { kind: 'dropAfterSaving' });

    expect(await failureOf(save())).toMatchObject({ next: 'look-up-first' });
    await save();
    expect(at.calls('product/category/save')).toBe(1);
  });

  it('may be sent without a category: then DUELL has its say', async () => {
    at.readapt({ newProductCategory: null });

    const failure = await failureOf(save());
    expect(failure).toMatchObject({ code: 'DUELL_REFUSED', refused: true });
    expect(failure.reason.message).toContain('category_id is required');
  });

  it('that is there keeps its category, name and rate when only a price comes', async () => {
    const category_id = at.shop.addCategory('Drikke');
    const row = { product_number: 'K-1', product_name: 'Kaffe', vatrate_percent: '15.00', category_id };
    const id = at.shop.addProduct({ ...row, category_name: 'Drikke' });
    at.shop.addProduct();

    await at.open().saveProduct('1', { id, number: 'K-1', priceIncVat: 5 });

    expect(at.shop.products()[0]).toMatchObject({ ...row, price_inc_vat: '0.05', category_name: 'Drikke' });
  });

  it.each([
    [{ name: undefined }, 'navn'],
    [{ name: '' }, 'navn'],
    [{ priceIncVat: undefined }, 'pris'],
    [{ vatRate: undefined }, 'mva-sats'],
  ])('that lacks something can’t be made: %j', async (lacking, said) => {
    const failure = await failureOf(save(lacking));

    expect(failure).toMatchObject({ code: 'DUELL_PRODUCT_INCOMPLETE', next: 'ask-a-human' });
    expect(failure.reason.message).toContain(said);
    expect(at.calls('product/save')).toBe(0);
  });

  it('of a negative price is not sent', async () => {
    expect(await failureOf(save({ priceIncVat: -1 }))).toMatchObject({ code: 'DUELL_PRICE_UNUSABLE' });
  });

  it('is not saved under the number of another, nor made anew under a number that nobody has', async () => {
    const id = at.shop.addProduct({ product_number: 'K-1' });
    const other = at.shop.addProduct({ product_number: 'K-2' });

    const another = await failureOf(save({ id, number: 'K-2' }));
    expect(another).toMatchObject({ code: 'DUELL_NUMBER_IS_ANOTHERS', next: 'ask-a-human' });
    expect(another.reason.message).toContain(`id ${other}`);
    expect(await failureOf(save({ id, number: 'K-3' }))).toMatchObject({ code: 'DUELL_NUMBER_IS_ANOTHERS' });
    expect(at.calls('product/save')).toBe(0);
  });

  it('is not saved under a number that differs in capitals alone', async () => {
    const id = at.shop.addProduct({ product_number: 'k-1000' });

    const failure = await failureOf(save());
    expect(failure).toMatchObject({ code: 'DUELL_NUMBER_ALIKE', next: 'ask-a-human' });
    expect(failure.reason.message).toContain(`k-1000 (id ${id})`);
    expect(await failureOf(save({ id }))).toMatchObject({ code: 'DUELL_NUMBER_ALIKE' });
    at.shop.addProduct({ product_number: 'K-1000' });
    expect(await failureOf(save())).toMatchObject({ code: 'DUELL_NUMBER_NOT_UNIQUE' });
  });

  it('has its number without blanks around it', async () => {
    const first = await save({ number: ' K-1 ' });

    expect(await save({ number: 'K-1\t' })).toEqual(first);
    expect(await save({ id: first.id, number: ' K-1' })).toEqual(first);
    expect(at.shop.products()).toMatchObject([{ product_number: 'K-1' }]);
  });

  it('shares its number with a deleted one, too, unless that is believed to do no harm', async () => {
    at.shop.deleteProduct(at.shop.addProduct({ product_number: 'K-1000' }));
    const id = at.shop.addProduct({ product_number: 'K-1000' });

    expect(await failureOf(save({ id }))).toMatchObject({ code: 'DUELL_NUMBER_NOT_UNIQUE' });
    at.readapt({ deletedKeepNumbers: false });
    // The simulator saves the first that has the number, which is the deleted one: our own look shows it.
    expect(await failureOf(save({ id }))).toMatchObject({ code: 'DUELL_SAVED_ANOTHER' });
  });

  it('is found out to be another than the one that was saved', async () => {
    const id = at.shop.addProduct({ product_number: 'K-1000' });
    at.shop.switches.saveOfKnownNumber = 'adds';

    const failure = await failureOf(save({ id }));

    expect(failure).toMatchObject({ code: 'DUELL_SAVED_ANOTHER', next: 'ask-a-human' });
    expect(failure.reason.message).toContain(`id ${id}`);
  });

  it('is saved by its id where DUELL takes one, under another number, too', async () => {
    at.readapt({ productsAreSavedBy: 'id' });
    at.shop.switches.saveTakesProductId = true;
    const id = at.shop.addProduct({ product_number: 'K-1' });
    at.shop.addProduct({ product_number: 'K-1' });

    await save({ id });

    expect(at.shop.products()[0]).toMatchObject({ product_id: id, product_number: 'K-1000' });
    expect(await failureOf(save({ id: '77' }))).toMatchObject({ code: 'DUELL_PRODUCT_GONE' });
  });

  it('is looked up when DUELL does not tell its id; a look that fails is no failed save', async () => {
    at.shop.switches.tellsSavedId = false;
    at.control.planFault({ operation: 'product/list', nth: 3, fault: { kind: 'html', status: 503 } });

    expect(await failureOf(save())).toMatchObject({ next: 'look-up-first' });
    const { id } = await save();
    expect(at.shop.products()).toMatchObject([{ product_id: id }]);
  });

  it('names only what DUELL has not already', async () => {
    const id = at.shop.addProduct({ product_number: 'K-1000', barcode: '7038010000027' });

    expect(await save({ id, barcode: '7038010000027', active: true })).toEqual({ id, notTaken: [] });
    expect(await save({ id, barcode: '', active: false })).toEqual({ id, notTaken: ['barcode', 'active'] });
  });

  it('does not have the list read anew for each of a hundred', async () => {
    for (let n = 0; n < 150; n++) at.shop.addProduct({ product_number: `K-${n}` });
    const catalogue = at.open();
    const ids: string[] = [];
    for (let n = 140; n < 160; n++) ids.push((await save({ number: `K-${n}` }, catalogue)).id);

    expect(at.calls('product/list')).toBe(3);
    expect(new Set(ids).size).toBe(20);
    expect(at.shop.products()).toHaveLength(160);

    await at.clock.advance(60_000);
    await save({ number: 'K-1' }, catalogue);
    expect(at.calls('product/list')).toBeGreaterThan(3);
  });
});
