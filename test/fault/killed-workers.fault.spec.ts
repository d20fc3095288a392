import { systemClock } from '@accounting/port';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { Transfer } from '../../libs/accounting-sync/src/transfer/transfer.js';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { FastClock } from './fast-clock.js';
import { REPORTS, seeded } from './seeded.js';
import { CREDENTIALS, PLAN, adapterAt, badWeather, companyId, startWorld } from './twentyfour-so-world.js';
import { WorkerPool } from './worker-pool.js';

const COMPANIES = 4;
const SPEED = 20;
/** A tenth of the reports is killed for: 20 of 200. */
const KILLS = Math.max(1, Math.round(REPORTS / 10));
const TIMEOUTS = { writeTimeoutMs: 1_000, settleAfterMs: 30_000 };

jest.setTimeout(60_000 + REPORTS * 5_000);

describe('Two worker processes that are killed with -9', () => {
  const began = systemClock.now();
  const clock = new FastClock(began, SPEED);
  let simulator: Simulator;
  let shop: Workshop;
  let workers: WorkerPool;

  beforeAll(async () => {
    simulator = await startWorld(clock, COMPANIES);
    shop = await openWorkshop({ adapters: [adapterAt(simulator.url, TIMEOUTS)], clock });
    workers = new WorkerPool(
      {
        databaseUrl: shop.database.url,
        simulatorUrl: simulator.url,
        began: began.toISOString(),
        speed: SPEED,
        timeouts: TIMEOUTS,
      },
      2,
    );
  });

  afterAll(async () => {
    await workers.stop();
    await shop.close();
    await simulator.stop();
  });

  const left = () => shop.em.fork().count(Transfer, { state: { $ne: 'posted' } });

  it(`leave one voucher for each report, and all are posted (${REPORTS} reports, ${KILLS} kills)`, async () => {
    const random = seeded(4);
    badWeather(simulator.control, random, 20_000);
    for (let n = 0; n < COMPANIES; n++)
      await connectDepartment(shop, {
        departmentId: String(n + 1),
        credentials: CREDENTIALS,
        company: { id: companyId(n), name: 'Kafe' },
        plan: PLAN,
        settings: { zReport: { enabled: true, directToLedger: true } },
      });
    for (let n = 0; n < REPORTS; n++)
      await shop.syncZReport(aZReport({ number: 101 + n }), String(1 + (n % COMPANIES)));

    await workers.start();
    for (let kill = 0; kill < KILLS && (await left()) > 0; kill++) {
      await systemClock.sleep(500 + random.whole(3_000));
      await workers.killAndReplace(random.whole(2));
    }
    while ((await left()) > 0) await systemClock.sleep(250);

    const markers = (await shop.em.fork().find(Transfer, {})).map(({ marker }) => marker);
    const vouchers = Array.from({ length: COMPANIES }, (_, n) =>
      simulator.control.company(companyId(n)).vouchers(),
    ).flat();
    const found = vouchers.map(({ lines }) => markers.find((marker) => lines[0]?.comment.includes(marker)));
    expect(found.sort()).toEqual(markers.sort());
    expect(workers.stderr).toBe('');
  });
});
