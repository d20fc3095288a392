import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { Reexamination } from '../transfer/reexamine.js';
import { Transfer } from '../transfer/transfer.js';
import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';

const KINDS = { products: { enabled: true }, customers: { enabled: true } };

describe('what DUELL has sent already', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let other: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    other = new MemoryCompany({ id: '2', name: 'Annen AS', clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks([company, other])], clock });
    await connectDepartment(shop, { plan: INVOICE_PLAN, settings: KINDS });
    await shop.upsertProduct(aProduct({ stock: '5' }));
    await shop.upsertProduct(aProduct({ id: 's', number: 'S-1', isService: true, stock: '5' }));
    await shop.upsertProduct(aProduct({ id: 'x', number: 'X-1', deleted: true, stock: '5' }));
    await shop.upsertCustomer(aCustomer());
    await work();
  });
  afterEach(() => shop.close());

  const work = async (lane = 'memory:1') => {
    await clock.advance(2_000);
    await shop.app.get(LaneWorker, { strict: false }).run(lane);
  };
  /** Saves, and lets what is done in the background be done. */
  const choose = async (over: Partial<Parameters<typeof connectDepartment>[1]>) => {
    await connectDepartment(shop, { plan: INVOICE_PLAN, settings: KINDS, ...over });
    const reexamination = shop.app.get(Reexamination, { strict: false });
    await shop.em
      .fork()
      .transactional((tx) => reexamination.ask(tx, { clientId: 'kafe', departmentId: '1' }));
    await reexamination.run();
  };
  const withStock = { ...KINDS, products: { enabled: true, syncStock: true } };

  it('is counted when Lager is switched on, once, and without a word of what is there already', async () => {
    const before = company.writes();
    await choose({ settings: withStock });
    await work();
    expect(company.products()).toMatchObject([{ stock: '5' }, { number: 'S-1' }]);
    expect(company.writes()).toEqual({ ...before, 'set-stock': 1 });

    await choose({ settings: withStock });
    await work();
    expect(company.writes()).toEqual({ ...before, 'set-stock': 1 });
    expect(await shop.em.fork().count(Transfer, { documentId: aProduct().id })).toBe(2);
  });

  it('is counted as it is by now when Lager is switched off and on again', async () => {
    await choose({ settings: withStock });
    await work();
    await choose({});
    await shop.upsertProduct(aProduct({ stock: '99', updatedAt: '2026-11-23T11:30:00+01:00' }));
    await work();
    await choose({ settings: withStock });
    await work();

    expect(company.products()[0]).toMatchObject({ stock: '99' });
    expect(company.writes()['set-stock']).toBe(2);
  });

  it('goes to the books that the department is connected to now', async () => {
    await choose({ company: { id: '2', name: 'Annen AS' } });
    await work('memory:2');

    expect(other.products().map(({ number }) => number)).toEqual(['K-1000', 'S-1']);
    expect(other.customers()).toHaveLength(1);
  });

  it('is not sent after what came later', async () => {
    await shop.upsertProduct(
      aProduct({ stock: '6', name: 'Nytt navn', updatedAt: '2026-11-23T11:30:00+01:00' }),
    );
    await choose({ settings: withStock });
    await work();

    expect(company.products()[0]).toMatchObject({ name: 'Nytt navn', stock: '6' });
    expect(await shop.em.fork().count(Transfer, { documentId: aProduct().id })).toBe(2);
  });

  it('stays where it is while the accounting system is master', async () => {
    await choose({ settings: { products: { enabled: true, syncStock: true, master: 'erp' } } });
    await work();

    expect(await shop.em.fork().count(Transfer, { documentId: aProduct().id })).toBe(1);
  });
});
