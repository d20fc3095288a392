import { type Product } from '@accounting/port';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { ExportLog } from '../transfer/export-log.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { Transfer } from '../transfer/transfer.js';
import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';

const MINUTE = 60_000;
const PLACE = { clientId: 'kafe', departmentId: '1' };

describe('products and customers on their way to the register', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  async function open(settings: object = {}, books: object = {}): Promise<void> {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company, books)], clock });
    await connectDepartment(shop, {
      plan: INVOICE_PLAN,
      settings: { products: { enabled: true }, customers: { enabled: true }, ...settings },
    });
  }
  beforeEach(() => open());
  afterEach(() => shop.close());

  /** When those that came together have waited for each other. */
  const work = async () => {
    await clock.advance(2_000);
    return shop.app.get(LaneWorker, { strict: false }).run('memory:1');
  };
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const many = (count: number, over: (index: number) => Partial<Product> = () => ({})) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        shop.upsertProduct(aProduct({ id: `p${index}`, number: `K-${index}`, ...over(index) })),
      ),
    );
  const states = async (kind = 'product') => {
    const transfers = await shop.em.fork().find(Transfer, { kind: kind as 'product' });
    const groups = [...Map.groupBy(transfers, ({ state }) => state)];
    return Object.fromEntries(groups.map(([state, all]) => [state, all.length]));
  };

  it('go many at a time, each with an outcome and an attempt of its own', async () => {
    const tickets = await many(250);
    await work();

    expect(await states()).toEqual({ posted: 250 });
    expect(company.products()).toHaveLength(250);
    expect(company.writes()['save-product']).toBe(3);
    expect(company.writes()['save-categories']).toBe(1);
    const view = await shop.app.get(ExportLog, { strict: false }).one(PLACE, tickets[7]?.transferId ?? '');
    expect(view).toMatchObject({ state: 'posted', attempts: [{ number: 1, outcome: 'posted' }] });
  });

  it('cost no call when nothing of them has changed, whenever they were touched', async () => {
    await many(120);
    await work();
    const before = company.writes();
    const again = await many(120, () => ({ updatedAt: '2026-11-23T11:00:00+01:00' }));
    await work();

    expect(again.every(({ duplicate }) => duplicate)).toBe(true);
    expect(company.writes()).toEqual(before);
  });

  it('are never given the number of another one, unless they swap', async () => {
    const change = (id: string, number: string, at: string) =>
      shop.upsertProduct(aProduct({ id, number, updatedAt: `2026-11-23T${at}:00+01:00` }));
    await change('p0', 'K-0', '10:00');
    await change('p1', 'K-1', '10:00');
    await work();
    const { transferId } = await change('p1', 'K-0', '11:00');
    await work();
    expect(await look(transferId)).toMatchObject({
      state: 'held',
      reason: { code: 'PRODUCT_NUMBER_DUPLICATE' },
    });

    await change('p2', 'K-2', '10:00');
    await work();
    await change('p0', 'K-2', '11:00');
    await change('p2', 'K-0', '11:00');
    await work();
    expect(company.products().map(({ number }) => number)).toEqual(['K-2', 'K-1', 'K-0']);
  });

  it('that are older than what we have seen last, say nothing, also when that was the same', async () => {
    await many(1);
    await many(1, () => ({ updatedAt: '2026-11-23T11:00:00+01:00' }));
    const [late] = await many(1, () => ({ name: 'Gammelt navn', updatedAt: '2026-11-23T10:30:00+01:00' }));

    expect(late?.duplicate).toBe(true);
  });

  it('that changed are sent, and those alone', async () => {
    await many(120);
    await work();
    await many(120, (index) =>
      index % 40 === 0 ? { name: `Nytt navn ${index}`, updatedAt: '2026-11-23T11:00:00+01:00' } : {},
    );
    await work();

    expect(company.writes()['save-product']).toBe(3);
    expect(company.products()).toHaveLength(120);
    expect(company.products().filter(({ name }) => name.startsWith('Nytt navn'))).toHaveLength(3);
  });

  it('changed and changed back before they went, are not sent again', async () => {
    await many(1);
    await work();
    await many(1, () => ({ name: 'Te', updatedAt: '2026-11-23T11:00:00+01:00' }));
    await many(1, () => ({ updatedAt: '2026-11-23T11:01:00+01:00' }));
    await work();

    expect(company.writes()['save-product']).toBe(1);
    expect(await states()).toEqual({ posted: 2, skipped: 1 });
  });

  it('with a lost answer are all unknown, are proven in one read, and only those that are absent go again', async () => {
    await many(5);
    company.loseNextAnswer({ saved: true });
    await work();
    // The answer to the categories is the first one lost: nothing of the products went.
    expect(company.products()).toEqual([]);
    await clock.advance(10 * MINUTE);
    company.loseAnswers(() => null);
    await work();
    expect(await states()).toEqual({ posted: 5 });

    await many(5, () => ({ name: 'Endret', updatedAt: '2026-11-23T11:00:00+01:00' }));
    company.loseNextAnswer({ saved: false });
    await work();
    expect(await states()).toEqual({ posted: 5, unknown: 5 });
    for (let minutes = 0; minutes < 12; minutes += 2) {
      await clock.advance(2 * MINUTE);
      await work();
    }

    expect(await states()).toEqual({ posted: 10 });
    expect(company.products()).toHaveLength(5);
    expect(company.writes()['save-product']).toBe(3);
  });

  it('that are refused may be deleted there: all is read again the next time, and not more than once an hour', async () => {
    const asked: (Date | null)[] = [];
    const products = InMemoryBooks.prototype.open;
    jest.spyOn(InMemoryBooks.prototype, 'open').mockImplementation(function (this: InMemoryBooks, ...given) {
      const port = products.apply(this, given);
      const list = port.products.bind(port);
      port.products = (since) => {
        asked.push(since);
        return list(since);
      };
      return port;
    });
    const refused = async (name: string, minutes: number) => {
      await clock.advance(minutes * MINUTE);
      company.refuseRecord('K-0');
      await many(1, () => ({ name, updatedAt: clock.now().toISOString() }));
      await work();
    };
    await many(1);
    await work();
    await refused('A', 61);
    await refused('B', 10);
    await refused('C', 10);

    expect(asked.map((since) => (since === null ? 'whole' : 'changes'))).toEqual([
      'whole',
      'changes',
      'whole',
      'changes',
    ]);
    jest.restoreAllMocks();
  });

  it('are refused one by one: a bad one stops no other', async () => {
    company.refuseRecord('K-2');
    await many(4);
    await work();

    expect(await states()).toEqual({ posted: 3, refused: 1 });
    const refused = await shop.em.fork().findOneOrFail(Transfer, { state: 'refused' });
    expect(refused).toMatchObject({ documentId: 'p2', reason: { code: 'RECORD_REFUSED' } });
  });

  it('with one number are named, both ids, and never merged', async () => {
    await shop.upsertProduct(aProduct({ id: '88' }));
    const together = await shop.upsertProduct(aProduct({ id: '89', name: 'En annen' }));
    await work();
    const later = await shop.upsertProduct(aProduct({ id: '90', name: 'En tredje' }));
    await work();

    for (const [{ transferId }, ids] of [
      [together, '88 og 89'],
      [later, '88 og 90'],
    ] as const) {
      const held = await look(transferId);
      expect(held).toMatchObject({ state: 'held', reason: { code: 'PRODUCT_NUMBER_DUPLICATE' } });
      expect(held.reason?.message).toContain(ids);
    }
    expect(company.products()).toHaveLength(1);
  });

  it('deleted in DUELL become inactive there; what never came, and customers, are left alone', async () => {
    await many(1);
    await work();
    await many(2, () => ({ deleted: true, updatedAt: '2026-11-23T11:00:00+01:00' }));
    await shop.upsertCustomer(aCustomer({ deleted: true }));
    await work();

    expect(company.products()).toMatchObject([{ active: false }]);
    expect(company.customers()).toEqual([]);
    expect(await states('customer')).toEqual({ skipped: 1 });
    expect(await states('product')).toEqual({ posted: 2, skipped: 1 });
  });

  it('set the stock where Lager is on and the number is another one, and nowhere else', async () => {
    await many(3, () => ({ stock: '5' }));
    await work();
    expect(company.writes()['set-stock']).toBeUndefined();
    await shop.close();

    await open({ products: { enabled: true, syncStock: true } });
    await many(3, (index) => ({ stock: String(index) }));
    await work();
    // One of none is right from the start.
    expect(company.writes()['set-stock']).toBe(2);
    await many(3, (index) => ({
      stock: index === 1 ? '7' : String(index),
      updatedAt: '2026-11-23T11:00:00+01:00',
    }));
    await work();

    expect(company.writes()).toMatchObject({ 'set-stock': 3, 'save-product': 1 });
    expect(company.products().map(({ stock }) => stock)).toEqual(['0', '7', '2']);
  });

  it('are found there by number before they are made', async () => {
    await many(1, () => ({ name: 'Fra før' }));
    await work();
    await shop.em.fork().execute('delete from accounting.link');
    await many(1, () => ({ name: 'Nytt navn', updatedAt: '2026-11-23T11:00:00+01:00' }));
    await work();

    expect(company.products()).toMatchObject([{ name: 'Nytt navn' }]);
  });

  it('that are customers are found by organisation number, and are one', async () => {
    await shop.upsertCustomer(aCustomer());
    await work();
    await shop.em.fork().execute('delete from accounting.link');
    const { transferId } = await shop.upsertCustomer(aCustomer({ id: '502', name: 'Kafe Fjord Bergen' }));
    await work();

    expect(company.customers()).toHaveLength(1);
    expect((await look(transferId)).notes.map(({ code }) => code)).toEqual(['CUSTOMER_NAME_DIFFERS']);
  });

  it('that are customers with one organisation number are one, also when they come together', async () => {
    await shop.upsertCustomer(aCustomer());
    await shop.upsertCustomer(aCustomer({ id: '502' }));
    await work();
    await clock.advance(10 * MINUTE);
    await work();

    expect(await states('customer')).toEqual({ posted: 2 });
    expect(company.customers()).toHaveLength(1);
  });

  it('keep the category that they have there', async () => {
    await many(1, () => ({ category: { id: '1', name: 'Mat' } }));
    await work();
    await many(1, () => ({
      category: { id: '2', name: 'Drikke' },
      name: 'Te',
      updatedAt: '2026-11-23T11:00:00+01:00',
    }));
    await work();

    expect(company.categories()).toMatchObject([{ id: '1', name: 'Mat 25 %' }]);
    expect(company.products()).toMatchObject([{ name: 'Te', category: '1' }]);
  });

  it('are skipped while the accounting system is master', async () => {
    await shop.close();
    await open({ products: { enabled: true, master: 'erp' } });
    await many(2);
    await work();

    expect(await states()).toEqual({ skipped: 2 });
    expect(company.writes()).toEqual({});
  });

  it('wait while the accounting system is down, and go when it is back', async () => {
    await many(2);
    company.goDown();
    await work();
    expect(await states()).toEqual({ waiting: 2 });
    company.comeBack();
    await clock.advance(2 * MINUTE);
    await work();

    expect(await states()).toEqual({ posted: 2 });
  });

  it('go after settlements and invoices of the same books', async () => {
    await many(2);
    await shop.upsertCustomer(aCustomer());
    const order: string[] = [];
    company.loseAnswers(() => {
      order.push('write');
      return null;
    });
    await work();

    expect(order.length).toBeGreaterThan(0);
    expect(await states('customer')).toEqual({ posted: 1 });
  });
});
