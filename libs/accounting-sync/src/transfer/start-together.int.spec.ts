import { systemClock } from '@accounting/port';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { type Lease } from '../schedule/run-lease.js';
import { RunKind } from '../schedule/run-kind.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { connectDepartment } from './connected.builder.js';
import { LaneWorker } from './lane-worker.js';
import { StartMany } from './start-many.js';
import { StartTogether } from './start-together.js';
import { StartTransfer } from './start-transfer.js';
import { Transfer } from './transfer.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const HELD: Lease = { mustHold: () => Promise.resolve() };

describe('products that are started many at once', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock });
    await connect(false);
  });
  afterEach(() => shop.close());

  const connect = (automatic: boolean) =>
    connectDepartment(shop, { plan: INVOICE_PLAN, settings: { products: { enabled: true }, automatic } });
  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });
  const work = () => use(LaneWorker).run('memory:1');
  const waiting = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        shop.upsertProduct(aProduct({ id: `p${index}`, number: `K-${index}` })),
      ),
    );
  const startAll = () => use(StartMany).start(PLACE, { kind: 'product', dryRun: false }, 'Kari');
  /** A worker that is at it all the time. */
  async function whileWorking<T>(starting: Promise<T>): Promise<T> {
    const over = new AbortController();
    const started = starting.finally(() => over.abort());
    while (!over.signal.aborted) {
      await work();
      await systemClock.sleep(20);
    }
    return started;
  }

  it('by a person go together, now', async () => {
    await waiting(130);
    expect(await whileWorking(startAll())).toMatchObject({ started: 130, left: [] });
    await work();

    expect(company.products()).toHaveLength(130);
    expect(company.writes()['save-product']).toBe(2);
  });

  it('by a run go together, now', async () => {
    await waiting(130);
    await connect(true);
    expect(await whileWorking(use(RunKind).run(PLACE, 'product', HELD))).toMatchObject({
      outcome: 'changed',
    });
    await work();

    expect(company.products()).toHaveLength(130);
    expect(company.writes()['save-product']).toBe(2);
  });

  it('go within a minute where whoever started them died over it', async () => {
    await waiting(2);
    jest.spyOn(use(StartTogether), 'go').mockRejectedValueOnce(new Error('Its process is gone'));
    await expect(startAll()).rejects.toThrow('Its process is gone');
    await work();
    expect(company.products()).toHaveLength(0);

    await clock.advance(60_000);
    await work();
    expect(company.products()).toHaveLength(2);
  });

  it('take nothing along that waits for a time of its own', async () => {
    await waiting(2);
    const [failed] = await shop.em.fork().find(Transfer, {}, { orderBy: { documentId: 'asc' } });
    const dueAt = new Date(clock.now().getTime() + 30_000);
    await shop.em.fork().nativeUpdate(Transfer, { id: failed?.id ?? '' }, { dueAt, failures: 1 });
    await use(StartTogether).go(PLACE);
    await work();

    expect(company.products()).toHaveLength(0);
  });

  it('wait for nobody when one is started alone', async () => {
    const [ticket] = await waiting(1);
    await use(StartTransfer).start(PLACE, ticket?.transferId ?? '', {}, 'Kari');
    await work();
    expect(company.products()).toHaveLength(1);
  });
});
