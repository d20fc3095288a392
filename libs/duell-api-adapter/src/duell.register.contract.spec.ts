import type { CustomerForHost, ProductForHost } from '@accounting/port';
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
const ola: CustomerForHost = { id: null, name: 'Ola Nordmann', phone: '91234567' };
const saveCustomer = (customer: Partial<CustomerForHost> = {}, catalogue = at.open()) =>
  catalogue.saveCustomer('1', { ...ola, ...customer });

describe('what was read to find a row', () => {
  it('is read anew after a save that went wrong', async () => {
    const catalogue = at.open();
    at.plan('product/save', { kind: 'dropAfterSaving' });
    await failureOf(save({}, catalogue));
    const asked = at.calls('product/list');
    await save({}, catalogue);

    expect(at.calls('product/list')).toBeGreaterThan(asked);
    expect(at.shop.products()).toHaveLength(1);
  });

  it('is asked for again when it could not be read', async () => {
    const catalogue = at.open();
    for (const list of ['product/list', 'customer/list', 'department/list', 'all/product/stock'])
      at.plan(list, { kind: 'html', status: 503 });
    const id = at.shop.addProduct({ product_number: 'S-1' });
    const stock = { productId: id, number: 'S-1', quantity: '3' };

    expect(await failureOf(save({}, catalogue))).toMatchObject({ next: 'retry' });
    await save({}, catalogue);
    expect(await failureOf(saveCustomer({}, catalogue))).toMatchObject({ next: 'retry' });
    await saveCustomer({}, catalogue);
    for (let turn = 0; turn < 2; turn++)
      expect(await failureOf(catalogue.setStock('1', stock))).toMatchObject({ next: 'retry' });
    await catalogue.setStock('1', stock);
    expect(at.shop.stockOf('1', id)).toBe('3.00');
  });
});
