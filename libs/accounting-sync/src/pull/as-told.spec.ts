import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { customerTold, productTold } from './as-told.js';

describe('a product that DUELL’s API tells of', () => {
  const told = without(aProduct({ vatCode: '5', vatRate: 0 }), 'isService', 'description', 'stock');

  it('keeps what only a push said: what it is, its code at this rate, its text', () => {
    const known = aProduct({
      isService: true,
      vatCode: '6',
      vatRate: 0,
      description: 'Lang tekst',
      stock: '3',
    });

    expect(productTold(told, known, undefined)).toEqual(without(known, 'stock'));
  });

  it('has the code of its rate, when that is another one now', () => {
    expect(productTold(told, aProduct({ vatCode: '31', vatRate: 15 }), '4')).toMatchObject({
      vatCode: '5',
      vatRate: 0,
      stock: '4',
    });
  });

  it('is goods, where nobody says', () => {
    expect(productTold(told, undefined, undefined).isService).toBe(false);
  });
});

describe('a customer that DUELL’s API tells of', () => {
  const told = without(aCustomer(), 'type', 'organisationNumber');

  it.each([
    ['DUELL', { ...told, type: 'company' as const }, undefined, 'person' as const, 'company'],
    ['what was pushed', told, aCustomer({ type: 'company' }), 'person' as const, 'company'],
    ['the accounting system', told, undefined, 'company' as const, 'company'],
    ['its organisation number', { ...told, organisationNumber: '999888777' }, undefined, null, 'company'],
    ['nobody', told, undefined, undefined, 'person'],
  ])('is what %s says it is', (_who, row, known, there, type) => {
    expect(customerTold(row, known, there).type).toBe(type);
  });
});

function without<T extends object, Field extends keyof T>(whole: T, ...fields: Field[]): Omit<T, Field> {
  return Object.fromEntries(
    Object.entries(whole).filter(([name]) => !fields.includes(name as Field)),
  ) as Omit<T, Field>;
}
