import { atDuell, failureOf } from '../simulator/at-duell.js';

const at = atDuell();

describe('stock', () => {
  const set = (id: string, quantity: string, catalogue = at.open()) =>
    catalogue.setStock('1', { productId: id, number: 'S-1', quantity });

  it('is proven once, up and down, to become what it should, and then not looked at any more', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });
    at.shop.setStock('1', id, 8);
    const catalogue = at.open();

    await set(id, '10', catalogue);
    expect(at.calls('all/product/stock')).toBe(2);
    await set(id, '12', catalogue);
    expect(at.calls('all/product/stock')).toBe(2);
    // Downwards for the first time: that figure is above 0.
    await set(id, '11', catalogue);
    expect(at.calls('all/product/stock')).toBe(3);
    await set(id, '9', catalogue);
    await set(id, '10', catalogue);
    expect(at.calls('all/product/stock')).toBe(3);
    expect(at.shop.stockOf('1', id)).toBe('10.00');

    await set(id, '5');
    expect(at.calls('all/product/stock')).toBe(4);
  });

  it.each([
    ['subtracts', 'adds', '6'],
    ['subtracts', 'sets', '-2'],
    ['adds', 'subtracts', '6'],
    ['adds', 'sets', '2'],
    ['sets', 'adds', '18'],
    ['sets', 'subtracts', '-2'],
  ] as const)(
    'that we think DUELL %s and it %s is stopped at the first product',
    async (adjustStock, does, after) => {
      at.readapt({ adjustStock });
      at.shop.switches.adjustStock = does;
      const id = at.shop.addProduct({ product_number: 'S-1' });
      at.shop.setStock('1', id, 8);

      const failure = await failureOf(set(id, '10'));

      expect(failure).toMatchObject({ code: 'DUELL_STOCK_MEANS_OTHER', next: 'ask-a-human' });
      expect(failure.reason.message).toContain(`skulle bli 10, men er nå ${after} i DUELL (før: 8)`);
    },
  );

  it('is not sent once more when a figure has done something else, until the assumption is switched', async () => {
    at.readapt({ adjustStock: 'subtracts' });
    at.shop.switches.adjustStock = 'adds';
    const first = at.shop.addProduct({ product_number: 'S-1' });
    const second = at.shop.addProduct({ product_number: 'S-2' });
    at.shop.setStock('1', first, 8);
    await failureOf(set(first, '10'));
    const sent = at.calls('product/adjust-stock');

    const again = await failureOf(set(first, '10'));
    const another = await failureOf(
      at.open().setStock('1', { productId: second, number: 'S-2', quantity: '3' }),
    );

    for (const failure of [again, another]) expect(failure.code).toBe('DUELL_STOCK_MEANS_OTHER');
    expect(at.calls('product/adjust-stock')).toBe(sent);
    at.readapt({ adjustStock: 'adds' });
    await set(first, '10');
    expect(Number(at.shop.stockOf('1', first))).toBe(10);
  });

  it('that somebody sold of meanwhile proves nothing, and is no failure', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });
    at.shop.setStock('1', id, 8);
    const { budget } = at.bench.tools;
    const spend = budget.spend.bind(budget);
    let spent = 0;
    budget.spend = (...args) => {
      // Right before the look afterwards.
      if (at.calls('product/adjust-stock') === 1 && spent++ === 0) at.shop.setStock('1', id, 9);
      return spend(...args);
    };

    await set(id, '10');
    expect(at.bench.tools.memory.facts.size).toBe(0);
  });

  it('is set though the look afterwards fails', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });
    at.control.planFault({ operation: 'all/product/stock', nth: 2, fault: { kind: 'html', status: 503 } });

    await set(id, '10');

    expect(at.shop.stockOf('1', id)).toBe('10.00');
  });

  it('that is as it should be is left alone', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });
    at.shop.setStock('1', id, 2.5);

    await set(id, '2.500');

    expect(at.calls('product/adjust-stock')).toBe(0);
  });

  it('is a department’s own', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });
    at.shop.setStock('2', id, 5);

    await at.open().setStock('1', { productId: id, number: ' S-1 ', quantity: '10' });

    expect([at.shop.stockOf('1', id), at.shop.stockOf('2', id)]).toEqual(['10.00', '5.00']);
  });

  it('that is no number is not sent', async () => {
    const id = at.shop.addProduct({ product_number: 'S-1' });

    expect(await failureOf(set(id, 'ti'))).toMatchObject({ code: 'DUELL_QUANTITY_UNUSABLE' });
    expect(at.calls('product/adjust-stock')).toBe(0);
  });
});
