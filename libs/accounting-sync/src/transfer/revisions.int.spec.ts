import { AccountingError, type AccountingPort } from '@accounting/port';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { aLine, anInvoice, INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { aCustomer } from '../upsert-customer/customer.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { connectDepartment } from './connected.builder.js';
import { Deliverer } from './deliver.js';
import { HeldLane } from './lane.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

const MINUTE = 60_000;
const LANE = 'memory:1';
const busy = () => new AccountingError(reason('DATABASE_BUSY'), 'retry');

describe('a document that changes while an earlier version of it is on its way', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let books: InMemoryBooks;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    books = new InMemoryBooks(company);
    shop = await openWorkshop({ adapters: [books], clock });
    await connectDepartment(shop, {
      plan: INVOICE_PLAN,
      settings: {
        products: { enabled: true, syncStock: true },
        customers: { enabled: true },
        invoices: { enabled: true },
      },
    });
  });
  afterEach(() => shop.close());

  /** The next delivery alone, with the books changed by `meddle` while it is under way. */
  async function deliverOnce(meddle: (port: AccountingPort) => void = () => undefined): Promise<void> {
    const open = books.open.bind(books);
    const spy = jest.spyOn(books, 'open').mockImplementation((connection, tools) => {
      const port = open(connection, tools);
      meddle(port);
      return port;
    });
    const lane = await HeldLane.take(LANE, shop.em, clock, shop.environment.ids);
    if (!lane) throw new Error('the lane is taken');
    await shop.app.get(Deliverer, { strict: false }).deliverNext(lane);
    await lane.release();
    spy.mockRestore();
  }
  const deliverAll = async (times: number) => {
    for (let round = 0; round < times; round += 1) {
      await clock.advance(3 * MINUTE);
      await deliverOnce();
    }
  };
  const statesOf = async (kind: 'product' | 'invoice') => {
    const all = await shop.em
      .fork()
      .find(Transfer, { kind }, { orderBy: { documentId: 'asc', revision: 'asc' } });
    return all.map(({ state, reason: why }) => [state, ...(why ? [why.code] : [])].join(' '));
  };

  it('ends with the later version there, and the earlier one is never sent after it', async () => {
    await shop.upsertProduct(aProduct({ name: 'Først' }));
    await clock.advance(2_000);
    await deliverOnce((port) => {
      port.saveProducts = async () => {
        await shop.upsertProduct(aProduct({ name: 'Sist', updatedAt: '2026-11-23T11:00:00+01:00' }));
        throw busy();
      };
    });
    await deliverAll(3);

    expect(await statesOf('product')).toEqual(['skipped SUPERSEDED', 'posted']);
    expect(company.products().map(({ name }) => name)).toEqual(['Sist']);
    expect(company.writes()['save-product']).toBe(1);
  });

  it('is an order: the last version stands there, though the one before had begun', async () => {
    await shop.upsertCustomer(aCustomer());
    await shop.upsertProduct(aProduct({ vatCode: '31', vatRate: 15 }));
    await deliverAll(2);
    await shop.syncInvoice(anInvoice({ note: 'en' }));
    await deliverAll(1);
    // The second names a product that is made for it, so that one step of it is done.
    const lines = [aLine({ productId: '90', productNumber: 'K-90' })];
    await shop.syncInvoice(anInvoice({ note: 'to', lines }));
    await deliverOnce((port) => {
      const deliver = port.deliverOrder.bind(port);
      port.deliverOrder = (delivery, journal) => {
        const step = journal.step.bind(journal);
        journal.step = async (each) => {
          if (each.name !== 'save-order') return step(each);
          await shop.syncInvoice(anInvoice({ note: 'tre' }));
          throw busy();
        };
        return deliver(delivery, journal);
      };
    });
    await deliverAll(3);

    expect(await statesOf('invoice')).toEqual(['skipped SUPERSEDED', 'skipped SUPERSEDED', 'draft']);
    expect(company.orders().map(({ note }) => note)).toEqual(['tre']);
  });

  it('is sent again in full when it is changed back after a part of it was taken', async () => {
    await shop.upsertProduct(aProduct({ stock: '5' }));
    await deliverAll(1);
    await shop.upsertProduct(aProduct({ stock: '6', name: 'Annet', updatedAt: '2026-11-23T11:00:00+01:00' }));
    await clock.advance(2_000);
    await deliverOnce((port) => {
      const save = port.saveProducts.bind(port);
      port.saveProducts = async (records, journal, categories) => {
        await save(
          records.map((record) => ({ ...record, stock: null })),
          journal,
          categories,
        );
        const failed = new AccountingError(reason('DATABASE_BUSY'), 'ask-a-human', { refused: true });
        return new Map(records.map(({ key, erpId }) => [key, { failed, erpId }]));
      };
    });
    expect(company.products()).toMatchObject([{ name: 'Annet', stock: '5' }]);

    await shop.upsertProduct(aProduct({ stock: '5', updatedAt: '2026-11-23T11:30:00+01:00' }));
    await deliverAll(1);

    expect(company.products()).toMatchObject([{ name: aProduct().name, stock: '5' }]);
  });
});
