import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { TransferIntake } from './accept.js';
import { Transfer } from './transfer.js';

describe('accepting a document', () => {
  let clock: TestClock;
  let shop: Workshop;

  beforeAll(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    shop = await openWorkshop({ adapters: [new InMemoryBooks(new MemoryCompany({ clock }))], clock });
    // Else those that come at once wait for a connection, or for the first document of the department.
    await atOnce((index) => shop.upsertProduct(aProduct({ id: `first-${index}` })));
  });
  afterAll(() => shop.close());

  const atOnce = <T>(doing: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: 8 }, (_, index) => doing(index)));
  const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
  const revisionsOf = async (documentId: string) => {
    const all = await shop.em
      .fork()
      .find(Transfer, { documentId }, { orderBy: { revision: 'asc' }, populate: ['document'] });
    return all.map(({ revision, state, document }) => ({
      revision,
      state,
      name: (document as { name: string }).name,
    }));
  };

  it('makes one transfer of many that come at once', async () => {
    const tickets = await atOnce(() => shop.upsertProduct(aProduct({ id: '1' })));

    expect(new Set(tickets.map(({ transferId }) => transferId)).size).toBe(1);
    expect(tickets.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  });

  it('makes one revision of one change that comes many times at once', async () => {
    await shop.upsertProduct(aProduct({ id: '2' }));
    const change = aProduct({ id: '2', name: 'Nytt navn', updatedAt: later(5) });
    const tickets = await atOnce(() => shop.upsertProduct(change));

    expect(new Set(tickets.map(({ transferId }) => transferId)).size).toBe(1);
    expect(await revisionsOf('2')).toEqual([
      { revision: 1, state: 'skipped', name: 'Kaffe 1 kg' },
      { revision: 2, state: 'skipped', name: 'Nytt navn' },
    ]);
  });

  it('makes a revision of each of two changes that come at once', async () => {
    await shop.upsertProduct(aProduct({ id: '3' }));
    const change = (name: string) => shop.upsertProduct(aProduct({ id: '3', name, updatedAt: later(5) }));
    await Promise.all([change('A'), change('B')]);

    const [, second, third, ...others] = await revisionsOf('3');
    expect(others).toEqual([]);
    expect([second?.name, third?.name].sort()).toEqual(['A', 'B']);
  });

  // PostgreSQL has room for some thousand locks in all; a catalogue in one transaction must not fill it.
  it('takes no lock of its own for each of many in a transaction', async () => {
    const locks = () =>
      shop.app.get(TransferIntake, { strict: false }).together(async () => {
        for (let index = 0; index < 50; index += 1)
          await shop.upsertProduct(aProduct({ id: `many-${index}` }));
        const [row] = await shop.em.execute<{ count: number }[]>(
          'select count(*)::int from pg_locks where pid = pg_backend_pid()',
        );
        return row?.count;
      });

    expect(await locks()).toBeLessThan(40);
  });
});
