import { savedIdIn } from './duell.saved.js';

describe('the id of what was saved', () => {
  it.each([
    [{ data: [{ product_id: '88' }] }, '88'],
    [{ data: { product_id: 88 } }, '88'],
    [{ data: '88' }, '88'],
    [{ product_id: 88 }, '88'],
    [{ data: [], product_id: 'x' }, null],
    [{ status: true }, null],
  ])('of %j is %j', (body, id) => {
    expect(savedIdIn(body, 'data', 'product_id')).toBe(id);
  });
});
