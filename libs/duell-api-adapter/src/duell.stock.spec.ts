import { settled } from './duell.options.js';
import { readStock } from './duell.stock.js';

const entry = (department_id: unknown, stock: unknown, actual_stock: unknown = '0') => ({
  department_id,
  stock,
  actual_stock,
});
const read = (department: unknown, options = {}) =>
  readStock({ product_id: 88, product_number: 'K-1000', department }, '2', settled(options));

describe('a row as stock', () => {
  it('is that of the department asked for, whatever else stands there', () => {
    expect(read([entry('1', '5'), entry(2, '12.500')])).toEqual({
      ok: { productId: '88', number: 'K-1000', quantity: '12.5' },
    });
  });

  it('is that of the only department, when it has no id', () => {
    expect(read([entry(null, 7)])).toMatchObject({ ok: { quantity: '7' } });
  });

  it('is what is there, or what is free, as chosen', () => {
    expect(read([entry('2', '5', '4')], { stockIs: 'actual_stock' })).toMatchObject({
      ok: { quantity: '4' },
    });
  });

  it.each([
    ['of another department', [entry('1', '5')]],
    ['of no department', []],
    ['of several without an id', [entry('', '5'), entry('', '6')]],
    ['that is no number', [entry('2', 'mange')]],
    ['that is nothing', [entry('2', null)]],
    ['without a list', undefined],
  ])('%s is left out', (_, department) => {
    expect(read(department)).toMatchObject({ leftOut: { code: 'DUELL_ROW_LEFT_OUT' } });
  });
});
