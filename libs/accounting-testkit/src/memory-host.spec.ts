import { MemoryHost } from './memory-host.js';
import { memoryTools } from './memory-tools.js';
import { TestClock } from './test-clock.js';

const clock = new TestClock();
const openedWith = (host: MemoryHost) => host.open(host.client(), memoryTools({ clock }));

describe('The host in memory', () => {
  it('keeps what was asked to be saved, also when the answer was lost', async () => {
    const host = new MemoryHost({ clock });
    const { id } = host.addProduct({ number: 'K-1' });
    host.loseNextAnswer({ saved: false });

    await expect(
      openedWith(host).saveProduct('1', { id, number: 'K-1', priceIncVat: 5 }),
    ).rejects.toMatchObject({
      code: 'HOST_ANSWER_LOST',
    });
    await openedWith(host).setStock('1', { productId: id, number: 'K-1', quantity: '2' });

    expect(host.saves).toEqual([
      { kind: 'product', product: { id, number: 'K-1', priceIncVat: 5 } },
      { kind: 'stock', departmentId: '1', stock: { productId: id, number: 'K-1', quantity: '2' } },
    ]);
    expect(host.products()).toMatchObject([{ id, priceIncVat: 10_000 }]);
    expect(host.stockOf(id)).toBe('2');
  });

  it('has the departments that it was given, and no other', async () => {
    const host = new MemoryHost({ clock, departments: [{ id: '7', name: 'Sentrum' }] });

    expect(await openedWith(host).departments()).toEqual([{ id: '7', name: 'Sentrum' }]);
    await expect(
      openedWith(host).setStock('1', { productId: '1', number: 'K-1', quantity: '2' }),
    ).rejects.toMatchObject({ code: 'HOST_DEPARTMENT_UNKNOWN', next: 'ask-a-human' });
  });

  it('takes all fields when it is told so', async () => {
    const host = new MemoryHost({ clock, cannotTake: { product: [], customer: ['type'] } });

    expect(await openedWith(host).saveCustomer('1', { id: null, name: 'Ola', type: 'person' })).toMatchObject(
      {
        notTaken: ['type'],
      },
    );
  });

  it('hands out copies: what a test does to them changes nothing', () => {
    const host = new MemoryHost({ clock });
    host.addProduct().name = 'Endret';
    host.products()[0]!.name = 'Endret';
    host.addCustomer().name = 'Endret';

    expect([...host.products(), ...host.customers()].map(({ name }) => name)).not.toContain('Endret');
  });

  it('changes the time of what people change', async () => {
    const host = new MemoryHost({ clock });
    const { id, updatedAt } = host.addProduct();
    const customer = host.addCustomer();
    await clock.advance(1000);
    host.changeProduct(id, { name: 'Ny' });
    host.changeCustomer(customer.id, { name: 'Ny' });

    expect(host.products()[0]?.updatedAt).not.toBe(updatedAt);
    expect(host.customers()[0]?.updatedAt).not.toBe(customer.updatedAt);
    expect(() => host.changeProduct('9', {})).toThrow('No product 9');
    expect(() => host.changeCustomer('9', {})).toThrow('No customer 9');
  });
});
