import { MemoryCompany, InMemoryBooks, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { Readmission } from '../transfer/readmission.js';
import { Transfer } from '../transfer/transfer.js';
import { RunKind } from './run-kind.js';
import { LeaseLost, RunLease } from './run-lease.js';
import { askForRun, ScheduleRun } from './schedule-run.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const SECOND = 1000;

describe('the lease of a run', () => {
  let clock: TestClock;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    shop = await openWorkshop({ adapters: [new InMemoryBooks(new MemoryCompany({ clock }))], clock });
    const settings = { zReport: { enabled: true }, automatic: false };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    await shop.em.fork().transactional((tx) => askForRun(tx, PLACE, 'z-report', clock.now()));
  });
  afterEach(() => shop.close());

  const claim = () => RunLease.claim(shop.em, clock, shop.environment.ids);
  async function claimed(): Promise<RunLease> {
    const lease = await claim();
    if (!lease) throw new Error('Nothing is due');
    return lease;
  }
  const leaseUntil = async () =>
    (await shop.em.fork().findOneOrFail(ScheduleRun, { ...PLACE, kind: 'z-report' })).leaseUntil ?? null;
  /** As after a stop of this process that its own clock did not see. */
  const takenByAnother = () =>
    shop.em
      .fork()
      .nativeUpdate(
        ScheduleRun,
        { ...PLACE, kind: 'z-report' },
        { leaseOwner: '00000000-0000-4000-8000-000000000001' },
      );

  it('is one process’s, and renewed for as long as the run takes', async () => {
    const lease = await claimed();
    await lease.during(async () => {
      for (let half = 0; half < 10; half++) {
        const before = await leaseUntil();
        await clock.advance(30 * SECOND);
        while ((await leaseUntil())?.getTime() === before?.getTime());
      }
      await lease.mustHold();
      expect(await claim()).toBeNull();
    });
  });

  it('is lost when another process has it', async () => {
    const lease = await claimed();
    await lease.mustHold();
    await takenByAnother();
    await expect(lease.mustHold()).rejects.toThrow(LeaseLost);
  });

  it('is lost when it could not be renewed in time, and is not revived', async () => {
    const lease = await claimed();
    await clock.advance(121 * SECOND);
    await expect(lease.mustHold()).rejects.toThrow(LeaseLost);
    await lease.during(async () => {
      await clock.advance(31 * SECOND);
      await expect(lease.mustHold()).rejects.toThrow(LeaseLost);
    });
    expect(await claim()).not.toBeNull();
  });

  it('is looked at before each transfer that a run starts', async () => {
    for (const number of [1, 2]) await shop.syncZReport(aZReport({ number }));
    await connectDepartment(shop, { plan: anAccountPlan(), settings: { zReport: { enabled: true } } });
    const readmission = shop.app.get(Readmission, { strict: false });
    const admit = readmission.admit.bind(readmission);
    jest.spyOn(readmission, 'admit').mockImplementation(async (...given) => {
      await admit(...given);
      await takenByAnother();
    });
    const runs = shop.app.get(RunKind, { strict: false });

    await expect(runs.run(PLACE, 'z-report', await claimed())).rejects.toThrow(LeaseLost);
    expect(await shop.em.fork().count(Transfer, { dueAt: { $ne: null } })).toBe(1);
  });
});
