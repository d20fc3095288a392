import { Logger } from '@nestjs/common';
import { AccountingError } from '@accounting/port';
import { InMemoryBooks, MemoryCompany, MemoryHost, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { connectionInputSchema } from '../connection/connection-view.js';
import { HostConnections } from '../connection/host-connection.js';
import { Connections } from '../connection/put-connection.js';
import { ErpSession } from '../connection/session-vault.js';
import { PutSettings } from '../settings/put-settings.js';
import { settingsSchema } from '../settings/settings.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { Figures } from './figures.js';
import { RunFactsOf } from './run-facts.js';
import { RunKind } from './run-kind.js';
import { Schedule } from './schedule.js';
import { askForRun, beginRunsAnew, ScheduleRun } from './schedule-run.js';
import { Scheduler } from './scheduler.js';
import { Upkeep } from './upkeep.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('automatic runs', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let duell: MemoryHost;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    company = new MemoryCompany({ clock });
    duell = new MemoryHost({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock, catalogue: duell });
    const settings = { zReport: { enabled: true }, products: { enabled: true } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    await shop.em.fork().transactional((tx) => beginRunsAnew(tx, PLACE, clock.now()));
    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: duell.key });
  });
  afterEach(() => shop.close());

  /** Another process of ours. */
  const sameShop = () =>
    openWorkshop({
      adapters: [new InMemoryBooks(company)],
      clock,
      catalogue: duell,
      database: shop.database,
    });
  const tick = () => shop.app.get(Scheduler, { strict: false }).settle();
  const run = (kind = 'product') =>
    shop.em.fork().findOneOrFail(ScheduleRun, { ...PLACE, kind: kind as 'product' });
  const shown = async (kind = 'product') =>
    (await shop.app.get(Schedule, { strict: false }).of(PLACE)).items.find((item) => item.kind === kind);
  /** For a lock that somebody else holds. */
  async function somebodyWaits(): Promise<void> {
    for (;;) {
      const waiting = await shop.em
        .fork()
        .execute<unknown[]>(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
      if (waiting.length > 0) return;
    }
  }
  /** Ticks once a minute, as a worker would every five seconds. */
  const pass = async (minutes: number, step = 1) => {
    for (let passed = 0; passed < minutes; passed += step) {
      await clock.advance(step * MINUTE);
      await tick();
    }
  };

  it('begin within ten minutes, and are then in the night, once a day', async () => {
    duell.addProduct({ number: 'K-1000' });
    await tick();
    expect(await run()).toMatchObject({ lastRunAt: null });
    expect(await shown()).toMatchObject({ code: 'RUN_FIRST' });
    await pass(11);

    const first = await run();
    expect(first).toMatchObject({ outcome: 'changed', failures: 0, leaseOwner: null });
    expect(await shop.em.fork().count(Transfer, { kind: 'product' })).toBe(1);
    await clock.advance(2_000);
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    const next = await shown();
    expect(next).toMatchObject({ code: 'RUN_DAILY' });
    expect(next?.reason).toMatch(/^Neste overføring \d\d:\d\d fordi /);
    const ahead = Date.parse(next?.nextRunAt ?? '') - clock.now().getTime();
    expect(ahead).toBeGreaterThan(9 * HOUR);
    await pass(24 * 60, 30);

    expect((await run()).lastRunAt?.getTime()).toBeGreaterThan(first.lastRunAt?.getTime() ?? 0);
  });

  it('come again after a quarter of an hour when DUELL can not be reached, and say why', async () => {
    duell.goDown();
    await tick();
    await pass(11);
    const failed = await run();
    expect(failed).toMatchObject({ outcome: 'failed', failures: 1 });
    expect(failed.reason).not.toBeNull();
    expect(await shown()).toMatchObject({ code: 'RUN_AFTER_FAILURE' });

    duell.comeBack();
    await pass(16);
    expect(await run()).toMatchObject({ outcome: 'nothing-new', failures: 0 });
  });

  it('that a person asks for before DUELL may be asked again are no further failures', async () => {
    const pause = () =>
      new AccountingError(reason('DATABASE_BUSY'), 'retry', {
        retryAt: new Date(clock.now().getTime() + MINUTE),
      });
    jest
      .spyOn(shop.app.get(RunKind, { strict: false }), 'run')
      .mockImplementation(() => Promise.reject(pause()));
    for (let wish = 0; wish < 5; wish += 1) {
      await shop.em.fork().transactional((tx) => askForRun(tx, PLACE, 'product', clock.now()));
      await tick();
    }

    expect(await run()).toMatchObject({ outcome: 'failed', failures: 1 });
    const ahead = Date.parse((await shown())?.nextRunAt ?? '') - clock.now().getTime();
    expect(ahead).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('start what waits for nobody, such as what came while it was not automatic', async () => {
    const settings = shop.app.get(PutSettings, { strict: false });
    const chosen = { zReport: { enabled: true }, fromDate: '2026-01-01' };
    await settings.put(PLACE, settingsSchema.parse({ ...chosen, automatic: false }));
    const { transferId } = await shop.syncZReport(aZReport());
    await tick();
    expect(await shown('z-report')).toMatchObject({ code: 'RUN_NOT_AUTOMATIC', nextRunAt: null });
    await pass(11);
    expect(await shop.em.fork().findOneOrFail(Transfer, { id: transferId })).toMatchObject({ dueAt: null });

    await settings.put(PLACE, settingsSchema.parse({ ...chosen, automatic: true }));
    await tick();
    await pass(11);
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    expect(company.drafts()).toHaveLength(1);
  });

  it('stop, and say so, when the login was refused, until the connection is saved again', async () => {
    company.password = 'et annet';
    await shop.syncZReport(aZReport());
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    await pass(61, 61);

    const stopped = await shown('z-report');
    expect(stopped).toMatchObject({ nextRunAt: null, code: 'RUN_STOPPED_LOGIN' });
    expect(stopped?.reason).toContain('STOPPET');
    await pass(24 * 60, 120);
    expect(await run('z-report')).toMatchObject({ lastRunAt: null });

    // Its cause may go without anybody saving anything here.
    company.password = 'hemmelig';
    await shop.em.fork().nativeDelete(ErpSession, {});
    await pass(2 * 60, 10);
    expect((await run('z-report')).lastRunAt).not.toBeNull();
  });

  it("stop when DUELL refused the login, and say that it is DUELL's", async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: 'feil' });
    await tick();
    await pass(12);

    const stopped = await shown();
    expect(stopped).toMatchObject({ nextRunAt: null, code: 'RUN_STOPPED_DUELL_LOGIN' });
    expect(stopped?.lastRun).toMatchObject({ outcome: 'failed', reason: { code: 'HOST_LOGIN_REFUSED' } });
    expect(await shown('z-report')).toMatchObject({ code: 'RUN_DAILY' });
    await pass(3 * 60, 30);
    const places = warned.mock.calls.map(([place]: unknown[]) => place);
    expect(places).toEqual([{ ...PLACE, kind: 'product', code: 'RUN_STOPPED_DUELL_LOGIN' }]);
    expect((await shop.app.get(Figures, { strict: false }).now()).stopped).toEqual([
      { kind: 'product', count: 1 },
    ]);

    await shop.app.get(HostConnections, { strict: false }).put('kafe', { key: duell.key });
    await pass(12);
    expect(await run()).toMatchObject({ outcome: 'nothing-new' });
    expect((await shop.app.get(Figures, { strict: false }).now()).stopped).toEqual([]);
  });

  it('begin anew in every department whose login is the same when one of them saves it', async () => {
    const other = { clientId: 'kafe', departmentId: '2' };
    const settings = { zReport: { enabled: true } };
    await connectDepartment(shop, { departmentId: '2', plan: anAccountPlan(), settings });
    await shop.em.fork().transactional((tx) => beginRunsAnew(tx, other, clock.now()));
    company.password = 'et annet';
    await shop.syncZReport(aZReport());
    const { transferId: held } = await shop.syncZReport(aZReport({ number: 7 }), '2');
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    await pass(61, 61);

    company.password = 'hemmelig';
    const input = { adapter: 'memory', credentials: { username: 'duell', password: 'hemmelig' } };
    await shop.app.get(Connections, { strict: false }).put(PLACE, connectionInputSchema.parse(input));
    await shop.app.get(Upkeep, { strict: false }).run();
    await pass(11);
    await shop.app.get(LaneWorker, { strict: false }).run('memory:1');

    for (const place of [PLACE, other])
      expect(await shop.em.fork().findOneOrFail(ScheduleRun, { ...place, kind: 'z-report' })).toMatchObject({
        failures: 0,
        outcome: 'nothing-new',
      });
    expect(await shop.em.fork().findOneOrFail(Transfer, { id: held })).toMatchObject({ state: 'draft' });
  });

  it('are planned again where planning failed, and the others are planned all the same', async () => {
    const facts = shop.app.get(RunFactsOf, { strict: false });
    jest.spyOn(facts, 'of').mockRejectedValueOnce(new Error('The database was away'));
    await tick();
    expect(await shop.em.fork().count(ScheduleRun, { nextRunAt: { $ne: null } })).toBeGreaterThan(0);
    await pass(15);

    for (const kind of ['product', 'z-report']) expect((await run(kind)).lastRunAt).not.toBeNull();
  });

  it('are planned by another process when the one that planned them died over it', async () => {
    const second = await sameShop();
    const facts = shop.app.get(RunFactsOf, { strict: false });
    const end = deferred();
    const atIt = deferred();
    jest.spyOn(facts, 'of').mockImplementation(async () => {
      atIt.resolve();
      await end.promise;
      throw new Error('Its process is gone');
    });
    const dead = tick();
    await atIt.promise;
    for (let minute = 0; minute < 15; minute++) {
      await clock.advance(MINUTE);
      await second.app.get(Scheduler, { strict: false }).settle();
    }

    for (const kind of ['product', 'z-report']) expect((await run(kind)).lastRunAt).not.toBeNull();
    end.resolve();
    await dead;
    await second.close();
  });

  it('are taken up again when the look right before one failed', async () => {
    await tick();
    await clock.advance(11 * MINUTE);
    const facts = shop.app.get(RunFactsOf, { strict: false });
    jest.spyOn(facts, 'of').mockRejectedValueOnce(new Error('The database was away'));
    await tick();
    await pass(3);

    for (const kind of ['product', 'z-report']) expect((await run(kind)).lastRunAt).not.toBeNull();
  });

  it('are never two at once of one department, whoever ticks', async () => {
    const second = await sameShop();
    for (let index = 0; index < 20; index++) duell.addProduct({ number: `N-${index}` });
    await tick();
    await clock.advance(11 * MINUTE);
    const { logins } = duell;
    await Promise.all([tick(), second.app.get(Scheduler, { strict: false }).settle()]);

    expect(duell.logins - logins).toBe(1);
    expect(await shop.em.fork().count(Transfer, { kind: 'product' })).toBe(20);
    await second.close();
  });

  it('keep a wish for another one that is saved just as one ends', async () => {
    await tick();
    await shop.em.fork().transactional((tx) => askForRun(tx, PLACE, 'product', clock.now()));
    const saving = shop.em.fork();
    jest.spyOn(shop.app.get(RunKind, { strict: false }), 'run').mockImplementationOnce(async () => {
      await clock.advance(1000);
      await saving.begin();
      await askForRun(saving, PLACE, 'product', clock.now());
      return { outcome: 'nothing-new', why: null };
    });
    const ended = tick();
    await somebodyWaits();
    await saving.commit();
    await ended;

    expect(await run()).toMatchObject({ outcome: 'nothing-new', askedAt: clock.now() });
  });

  it('are taken over when whoever ran one died over it', async () => {
    await tick();
    await clock.advance(11 * MINUTE);
    await shop.em.fork().nativeUpdate(
      ScheduleRun,
      { kind: 'product' },
      {
        leaseOwner: '00000000-0000-4000-8000-000000000001',
        leaseUntil: new Date(clock.now().getTime() + MINUTE),
      },
    );
    await tick();
    expect(await run()).toMatchObject({ lastRunAt: null });
    await pass(2);
    expect((await run()).lastRunAt).not.toBeNull();
  });
});

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
