import { categoryOf, plainDecimal, productToRecord } from './product-to-record.js';
import { aProduct } from './product.builder.js';

const choices = { defaultCategory: null, syncStock: true };

describe("DUELL's product in the accounting system", () => {
  it('has both prices, the exact one of the shelf too', () => {
    expect(productToRecord(aProduct(), null, choices)).toMatchObject({
      key: '88',
      erpId: null,
      number: 'K-1000',
      priceExVat: 19_920,
      priceIncVat: 24_900,
      active: true,
    });
  });

  it('stands in a category of its VAT rate: there, VAT follows the category', () => {
    expect(categoryOf('Mat', 15)).toBe('Mat 15 %');
    expect(categoryOf(' Fisk ', 11.11)).toBe('Fisk 11,11 %');
    expect(productToRecord(aProduct(), null, choices).category).toBe('DUELL 25 %');
  });

  it('stands in the default category where the department has one', () => {
    const all = { defaultCategory: 'Butikkvarer', syncStock: true };

    expect(productToRecord(aProduct({ category: { id: '3', name: 'Mat' } }), null, all).category).toBe(
      'Butikkvarer',
    );
  });

  it('becomes inactive when it is deleted in DUELL', () => {
    expect(productToRecord(aProduct({ deleted: true }), '55', choices)).toMatchObject({
      active: false,
      erpId: '55',
    });
  });

  it.each([
    ['its number, with Lager on', { stock: '12' }, true, '12'],
    ['no stock, with Lager off', { stock: '12' }, false, null],
    ['no stock, for a service', { stock: '12', isService: true }, true, null],
    ['no stock, where DUELL told none', {}, true, null],
  ])('takes %s', (_, over, syncStock, stock) => {
    expect(productToRecord(aProduct(over), null, { defaultCategory: null, syncStock }).stock).toBe(stock);
  });

  it.each([
    ['12.50', '12.5'],
    ['12.000', '12'],
    ['-0.0', '0'],
    ['007', '7'],
    ['-3.10', '-3.1'],
    ['100', '100'],
  ])('writes %s as %s', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });
});
