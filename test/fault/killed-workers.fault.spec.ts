import { type Mode, systemClock } from '@accounting/port';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { HandleByHand } from '../../libs/accounting-sync/src/transfer/handle-by-hand.js';
import { StartTransfer } from '../../libs/accounting-sync/src/transfer/start-transfer.js';
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

  /** What can still come to rest by itself. */
  const moving = async () => {
    const [row] = await shop.em.fork().execute<{ n: number }[]>(
      `select count(*)::int as n from accounting.transfer
       where state in ('waiting', 'sending') or state = 'unknown' and reason->'lookFor' is null`,
    );
    return row?.n ?? 0;
  };
  const rest = async () => {
    while ((await moving()) > 0) await systemClock.sleep(250);
  };
  const transfersOf = (mode: Mode) =>
    shop.em.fork().find(Transfer, { departmentId: mode === 'ledger' ? ['1', '2'] : ['3', '4'] });
  const company = (n: number) => simulator.control.company(companyId(n));
  /** Which reports these texts belong to, by the marker in each. */
  const markersIn = (texts: string[], transfers: Transfer[]) =>
    texts.map((text) => transfers.find(({ marker }) => text.includes(`[${marker}]`))?.marker).sort();
  const draftsThere = () =>
    [2, 3].flatMap((n) =>
      company(n)
        .drafts()
        .map(({ name }) => name),
    );

  async function closeDays(): Promise<void> {
    for (let n = 0; n < COMPANIES; n++)
      await connectDepartment(shop, {
        departmentId: String(n + 1),
        credentials: CREDENTIALS,
        company: { id: companyId(n), name: 'Kafe' },
        plan: PLAN,
        settings: { zReport: { enabled: true, directToLedger: n < 2 } },
      });
    for (let n = 0; n < 2 * REPORTS; n++)
      await shop.syncZReport(aZReport({ number: 101 + n }), String(1 + (n % COMPANIES)));
  }

  it(`leave nothing twice and nothing lost (${REPORTS} reports to the ledger, ${REPORTS} as drafts, ${KILLS} kills)`, async () => {
    const random = seeded(4);
    badWeather(simulator.control, random, 20_000);
    await closeDays();

    await workers.start();
    for (let kill = 0; kill < KILLS; kill++) {
      await systemClock.sleep(500 + random.whole(3_000));
      await workers.killAndReplace(random.whole(2));
    }
    await rest();

    const posted = await transfersOf('ledger');
    expect(posted.filter(({ state }) => state !== 'posted')).toEqual([]);
    const comments = [0, 1].flatMap((n) =>
      company(n)
        .vouchers()
        .map(({ lines }) => lines[0]?.comment ?? ''),
    );
    expect(markersIn(comments, posted)).toEqual(posted.map(({ marker }) => marker).sort());

    const drafted = await transfersOf('draft');
    const there = markersIn(draftsThere(), drafted);
    expect(there.length).toBe(new Set(there).size);
    for (const { marker, state } of drafted)
      expect(there.includes(marker) ? ['draft', 'unknown'] : ['unknown']).toContain(state);

    await answerAsAPerson(drafted, there);
    await rest();
    expect(markersIn(draftsThere(), drafted)).toEqual(drafted.map(({ marker }) => marker).sort());
    expect(workers.stderr).toBe('');
  });

  /** The accountant has looked: what is there is handled, what is not goes again, in fair weather. */
  async function answerAsAPerson(drafted: Transfer[], there: (string | undefined)[]): Promise<void> {
    simulator.control.clearFaults();
    for (const { id, departmentId, marker, state } of drafted) {
      if (state !== 'unknown') continue;
      const place = { clientId: 'kafe', departmentId };
      if (there.includes(marker))
        await shop.app
          .get(HandleByHand, { strict: false })
          .handle(place, id, { note: 'Står i bunten' }, 'Kari');
      else
        await shop.app
          .get(StartTransfer, { strict: false })
          .start(place, id, { notInErp: true, note: 'Finnes ikke' }, 'Kari');
    }
  }
});
