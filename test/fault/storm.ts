import { type Mode } from '@accounting/port';
import { type TestClock } from '@accounting/testkit';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { anAccountPlan, aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { type AccountPlan } from '../../libs/accounting-sync/src/account-plan/account-plan.js';
import { Transfer } from '../../libs/accounting-sync/src/transfer/transfer.js';
import { type Workshop } from '../support/workshop.js';
import { MortalWorker } from './mortal-worker.js';
import { seeded } from './seeded.js';

export interface Storm {
  seed: number;
  reports: number;
  mode: Mode;
  lane: string;
  clock: TestClock;
  shop: Workshop;
  settings?: object;
  plan?: AccountPlan;
  /** Other documents than settlements. */
  alsoSend?(shop: Workshop): Promise<void>;
  connection?: Partial<Parameters<typeof connectDepartment>[1]>;
  /** Sets up bad weather at the accounting system. */
  weather(random: ReturnType<typeof seeded>): void;
  /** Called between lives, when the clock has moved: what the accounting system does late. */
  settle?(): Promise<void>;
}

/** More lives than any seed needs: a storm that does not end is a failure, not a time-out. */
const MOST_LIVES = 4000;

/**
 * Closes `reports` days in two departments of one company, and lets workers deliver them, one life after the other,
 * most of them killed on the way, in bad weather, until none is left that can move by itself.
 */
export async function rideOut(storm: Storm): Promise<Transfer[]> {
  const { shop, reports, mode, clock, seed } = storm;
  const random = seeded(seed);
  storm.weather(random);
  const settings = { zReport: { enabled: true, directToLedger: mode === 'ledger' }, ...storm.settings };
  for (const departmentId of ['1', '2'])
    await connectDepartment(shop, {
      ...storm.connection,
      departmentId,
      plan: storm.plan ?? anAccountPlan(),
      settings,
    });
  for (let n = 0; n < reports; n++)
    await shop.syncZReport(aZReport({ number: 101 + n }), String(1 + (n % 2)));
  await storm.alsoSend?.(shop);

  for (let lives = 0; lives < MOST_LIVES; lives++) {
    const left = await moving(shop);
    if (left === 0) return shop.em.fork().find(Transfer, {}, { orderBy: { number: 'asc' } });
    await oneLife(storm, random);
    await clock.advance(41_000 + random.whole(120_000));
    await storm.settle?.();
  }
  throw new Error(`Seed ${seed}: ${await moving(shop)} transfers still move after ${MOST_LIVES} lives`);
}

async function oneLife({ shop, lane }: Storm, random: ReturnType<typeof seeded>): Promise<void> {
  const when = random.oneIn(2) ? ('before-commit' as const) : ('after-commit' as const);
  const diesAt = random.oneIn(5) ? null : { transaction: 1 + random.whole(20), when };
  await new MortalWorker(shop.em, shop.environment, diesAt).run(lane);
}

/** What only a person can settle does not move by itself: an unknown that says what to look for. */
async function moving({ em }: Workshop): Promise<number> {
  const [row] = await em.fork().execute<{ n: number }[]>(
    `select count(*)::int as n from accounting.transfer
     where state in ('waiting', 'sending') or state = 'unknown' and reason->'lookFor' is null`,
  );
  return row?.n ?? 0;
}

/** Lets workers that are not killed finish what is due, in fair weather. */
export async function calm({ shop, lane, clock }: Pick<Storm, 'shop' | 'lane' | 'clock'>): Promise<void> {
  for (let turn = 0; turn < 30 && (turn === 0 || (await moving(shop)) > 0); turn++) {
    await clock.advance(120_000);
    await new MortalWorker(shop.em, shop.environment, null).run(lane);
  }
}
