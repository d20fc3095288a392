import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { MortalWorker } from '../../../../test/fault/mortal-worker.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { Connection } from '../connection/connection.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { Attempt } from './attempt.js';
import { connectDepartment } from './connected.builder.js';
import { LaneWorker } from './lane-worker.js';
import { Transfer } from './transfer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ON = { zReport: { enabled: true, directToLedger: true } };

describe('While a transfer waits', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let second: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    second = new MemoryCompany({ id: '2', name: 'Annen AS', clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks([company, second])], clock });
    await connectDepartment(shop, { plan: anAccountPlan(), settings: ON });
  });
  afterEach(() => shop.close());

  const work = (lane = 'memory:1') => shop.app.get(LaneWorker, { strict: false }).run(lane);
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const accountsIn = (books: MemoryCompany) =>
    books.vouchers().flatMap(({ lines }) => lines.map(({ account }) => account));

  /** The lists are read; then the books go down, and the first attempt freezes and sends nothing. */
  async function frozenAndUnsent(): Promise<string> {
    await shop.syncZReport(aZReport({ number: 100 }));
    await work();
    company.goDown();
    const { transferId } = await shop.syncZReport(aZReport());
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'waiting', failures: 1 });
    company.comeBack();
    await clock.advance(2 * MINUTE);
    return transferId;
  }

  it('a corrected account plan counts, as long as nothing of it was sent', async () => {
    const id = await frozenAndUnsent();
    await connectDepartment(shop, {
      plan: anAccountPlan({ 'payment:vipps': { account: '1900' } }),
      settings: ON,
    });
    await work();

    expect((await look(id)).state).toBe('posted');
    expect(accountsIn(company).filter((account) => account === '1579')).toHaveLength(1);
  });

  it('a kind that is switched off is not sent any more', async () => {
    const id = await frozenAndUnsent();
    await connectDepartment(shop, { plan: anAccountPlan(), settings: { zReport: { enabled: false } } });
    await work();

    expect(await look(id)).toMatchObject({ state: 'skipped', reason: { code: 'KIND_OFF' } });
    expect(company.vouchers()).toHaveLength(1);
  });

  it('it moves to the lane of the books that the department is connected to now', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    // Saved beside us: the transfer was accepted with the connection before.
    await shop.em
      .fork()
      .nativeUpdate(
        Connection,
        { departmentId: '1' },
        { company: { id: '2', name: 'Annen AS' }, lane: 'memory:2' },
      );
    await work();

    expect(await look(transferId)).toMatchObject({ state: 'waiting', lane: 'memory:2' });
    expect(company.vouchers().length + second.vouchers().length).toBe(0);
    await work('memory:2');
    expect(second.vouchers()).toHaveLength(1);
  });

  it('a login that is refused is tried less and less while something is unknown, and holds up nobody', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    company.loseNextAnswer({ saved: true });
    await work();
    await shop.em
      .fork()
      .nativeUpdate(Connection, { departmentId: '1' }, { sealedCredentials: 'ukjent:AAAA' });
    for (let minutes = 0; minutes < 180; minutes += 5) {
      await clock.advance(5 * MINUTE);
      await work();
    }

    expect(await look(transferId)).toMatchObject({ state: 'unknown', holdsLane: false });
    expect(await shop.em.fork().count(Attempt, { transferId })).toBeLessThan(6);
  });

  it("a neighbour's wrong password keeps nobody's drafts in the dark", async () => {
    const settings = { zReport: { enabled: true, directToLedger: false } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    const { transferId } = await shop.syncZReport(aZReport());
    await work();
    await clock.advance(MINUTE);
    await connectDepartment(shop, {
      departmentId: '2',
      credentials: { username: 'x', password: 'feil' },
      plan: anAccountPlan(),
      settings,
    });
    const { marker } = await look(transferId);
    company.accountantPosts(marker);

    await clock.advance(HOUR);
    await work();
    expect((await look(transferId)).state).toBe('posted');
  });
});

describe('A draft that stands there, and whose delivery was never concluded', () => {
  const clock = new TestClock('2026-11-23T20:04:00+01:00');
  const company = new MemoryCompany({ clock });
  const settings = { zReport: { enabled: true, directToLedger: false } };
  let shop: Workshop;

  beforeAll(async () => (shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock })));
  afterAll(() => shop.close());

  const work = () => shop.app.get(LaneWorker, { strict: false }).run('memory:1');

  it('is never begun anew: no revision takes its place when its connection is gone', async () => {
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    const { transferId } = await shop.syncZReport(aZReport());
    // The worker died between the step's commit and the transfer's.
    const dead = new MortalWorker(shop.em, shop.environment, { transaction: 3, when: 'after-commit' });
    expect(await dead.run('memory:1')).toBe('killed');
    expect(company.drafts()).toHaveLength(1);
    await clock.advance(MINUTE);
    await shop.em.fork().nativeDelete(Connection, { departmentId: '1' });
    await work();

    const stuck = await shop.em.fork().findOneOrFail(Transfer, { id: transferId });
    expect(stuck).toMatchObject({ state: 'unknown', reason: { code: 'CONNECTION_MISSING' } });
    await expect(shop.syncZReport(aZReport({ closedBy: { id: '2', name: 'Ola' } }))).rejects.toMatchObject({
      code: 'DOCUMENT_CONFLICT',
    });

    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    await clock.advance(2 * HOUR);
    await work();
    expect((await shop.em.fork().findOneOrFail(Transfer, { id: transferId })).state).toBe('draft');
    expect(company.drafts()).toHaveLength(1);
  });
});

describe('While products wait for proof', () => {
  const KINDS = { products: { enabled: true } };
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock });
    await connectDepartment(shop, { plan: anAccountPlan(), settings: KINDS });
  });
  afterEach(() => shop.close());

  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  async function workFor(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 2) {
      await clock.advance(2 * MINUTE);
      await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    }
  }

  it('no category is made for a kind that was switched off, and what is not there waits no longer', async () => {
    company.loseAnswers(() => ({ saved: false }));
    const { transferId } = await shop.upsertProduct(aProduct());
    await workFor(2);
    company.loseAnswers(() => null);
    expect(await look(transferId)).toMatchObject({ state: 'unknown' });
    await connectDepartment(shop, { plan: anAccountPlan(), settings: { products: { enabled: false } } });
    await workFor(60);

    expect([company.categories(), company.products()]).toEqual([[], []]);
    expect(await look(transferId)).toMatchObject({ state: 'held', reason: { code: 'KIND_OFF' } });
  });
});
