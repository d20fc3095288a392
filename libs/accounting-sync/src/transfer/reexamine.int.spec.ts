import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { Department } from '../department/department.js';
import { BringAnew } from '../register/bring-anew.js';
import { Upkeep } from '../schedule/upkeep.js';
import { anAccountPlan, aPlanWithout, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from './connected.builder.js';
import { LaneWorker } from './lane-worker.js';
import { Reexamination } from './reexamine.js';
import { Transfer } from './transfer.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };

describe('what is held, looked at again', () => {
  let clock: TestClock;
  let shop: Workshop;
  let company: MemoryCompany;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock });
  });
  afterEach(() => shop.close());

  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });
  const choose = (plan = anAccountPlan(), settings: object = {}) =>
    connectDepartment(shop, {
      plan,
      settings: { zReport: { enabled: true, directToLedger: true }, ...settings },
    });
  /** As if the process that saved it had died right after its commit. */
  const wish = () => shop.em.fork().transactional((tx) => use(Reexamination).ask(tx, PLACE));
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });

  it('goes although whoever saved the cure died before it was looked at', async () => {
    await choose(aPlanWithout('payment:visa'));
    const { transferId, state } = await shop.syncZReport(aZReport());
    expect(state).toBe('held');
    await choose();
    await wish();

    await use(Upkeep).run();
    expect(await look(transferId)).toMatchObject({ state: 'waiting', reason: null });
    await use(LaneWorker).run('memory:1');
    expect(await look(transferId)).toMatchObject({ state: 'posted' });
    const [department] = await shop.em.fork().find(Department, { clientId: 'kafe' });
    expect(department?.reexamineAt ?? null).toBeNull();
  });

  it('is owed once more when it is asked for in the very moment that it is done', async () => {
    await choose();
    await wish();
    jest.spyOn(use(BringAnew), 'run').mockImplementationOnce(() => wish());
    await use(Reexamination).run();

    const [department] = await shop.em.fork().find(Department, { clientId: 'kafe' });
    expect(department?.reexamineAt).not.toBeNull();
  });

  it('what waits keeps its time and its reason, when it still can go', async () => {
    await choose();
    company.goDown();
    const { transferId } = await shop.syncZReport(aZReport());
    await use(LaneWorker).run('memory:1');
    const before = await look(transferId);
    await wish();

    await use(Upkeep).run();
    expect(await look(transferId)).toEqual(before);
    expect(before).toMatchObject({ state: 'waiting', failures: 1, reason: { code: 'BOOKS_DOWN' } });
  });

  it.each([
    ['can not go any more is held', aPlanWithout('payment:visa'), {}, 'held', 'ACCOUNT_NOT_MAPPED'],
    ['is switched off is skipped', anAccountPlan(), { zReport: { enabled: false } }, 'skipped', 'KIND_OFF'],
    ['is too old now is skipped', anAccountPlan(), { fromDate: '2026-12-01' }, 'skipped', 'BEFORE_FROM_DATE'],
  ])('what waits and %s', async (_, plan, settings, state, code) => {
    await choose(anAccountPlan(), { automatic: false });
    const { transferId } = await shop.syncZReport(aZReport());
    await choose(plan, settings);
    await wish();

    await use(Upkeep).run();
    expect(await look(transferId)).toMatchObject({ state, reason: { code } });
  });
});
