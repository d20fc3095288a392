import {
  aConnection,
  aProductRecord,
  InMemoryBooks,
  MemoryBatchJournal,
  MemoryCompany,
  MemoryHost,
  memoryTools,
  TestClock,
} from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { HostConnections } from '../connection/host-connection.js';
import { type Lease, LeaseLost } from '../schedule/run-lease.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { Transfer } from '../transfer/transfer.js';
import { PullCursor } from './pull-cursor.js';
import { PullFromErp } from './pull-from-erp.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };

describe('a pull whose run is somebody else’s by now', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let duell: MemoryHost;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    duell = new MemoryHost({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock, catalogue: duell });
    const settings = { products: { enabled: true, master: 'erp', syncStock: true } };
    await connectDepartment(shop, { plan: INVOICE_PLAN, settings });
    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: duell.key });
  });
  afterEach(() => shop.close());

  async function makeThere(number: string): Promise<void> {
    const books = new InMemoryBooks(company).open(aConnection(), memoryTools({ clock }));
    const record = aProductRecord({ key: number, number, category: null, barcode: null, stock: '3' });
    const journal = new MemoryBatchJournal({ clock, timing: books.timing }).of([record.key]);
    await books.saveProducts([record], journal, []);
  }
  /** Taken by another process once so many things were saved in DUELL. */
  const lostAfter = (saves: number): Lease => ({
    mustHold: () =>
      duell.saves.length >= saves ? Promise.reject(new LeaseLost(PLACE, 'product')) : Promise.resolve(),
  });
  const pull = (lease: Lease) =>
    shop.app.get(PullFromErp, { strict: false }).run(PLACE, 'product', { lease });

  it.each([
    ['product', 0],
    ['stock', 1],
    ['next product', 2],
  ])('saves nothing more in DUELL: no %s', async (_, saves) => {
    for (const number of ['K-1', 'K-2']) await makeThere(number);

    await expect(pull(lostAfter(saves))).rejects.toThrow(LeaseLost);
    expect(duell.saves).toHaveLength(saves);
  });

  it('leaves the mark where it was, and says nothing in the log', async () => {
    await makeThere('K-1');

    await expect(pull(lostAfter(2))).rejects.toThrow(LeaseLost);
    expect(await shop.em.fork().count(PullCursor)).toBe(0);
    await expect(pull(lostAfter(1))).rejects.toThrow(LeaseLost);
    expect(await shop.em.fork().count(Transfer)).toBe(1);
  });
});
