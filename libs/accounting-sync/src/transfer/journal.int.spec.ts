import { describeStepJournal, InMemoryBooks, MEMBERS, TestClock } from '@accounting/testkit';
import { AccountingError, systemIds } from '@accounting/port';
import { openWorkshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { aProduct } from '../upsert-product/product.builder.js';
import { Attempt } from './attempt.js';
import { DatabaseBatchJournal } from './batch-journal.js';
import { connectDepartment } from './connected.builder.js';
import { DatabaseJournal } from './journal.js';
import { HeldLane } from './lane.js';
import { StepRows } from './step-rows.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

async function openJournal() {
  const clock = new TestClock();
  const shop = await openWorkshop({ adapters: [new InMemoryBooks()], clock });
  await connectDepartment(shop, { plan: anAccountPlan(), settings: { zReport: { enabled: true } } });
  const { transferId } = await shop.syncZReport(aZReport());
  const em = shop.em.fork();
  const transfer = await em.findOneOrFail(Transfer, { id: transferId });
  const attempt = Attempt.start(em, systemIds.uuid(), transferId, clock.now());
  const lane = await HeldLane.take('memory:1', shop.em, clock, systemIds);
  if (!lane) throw new Error('The lane of a fresh database is free');
  const open = () => {
    const rows = new StepRows(shop.em, clock, lane, timing);
    return new DatabaseJournal(rows, clock, timing, { transfer, attempt });
  };
  return {
    journal: open(),
    clock,
    timing,
    reopen: open,
    notes: () => attempt.remarks,
    close: async () => {
      await lane.release();
      await shop.close();
    },
  };
}

async function openBatch() {
  const clock = new TestClock();
  const shop = await openWorkshop({ adapters: [new InMemoryBooks()], clock });
  await connectDepartment(shop, { plan: anAccountPlan(), settings: { products: { enabled: true } } });
  const em = shop.em.fork();
  const transfers = new Map<string, Transfer>();
  for (const key of MEMBERS) {
    const { transferId } = await shop.upsertProduct(aProduct({ id: key, number: key }));
    transfers.set(key, await em.findOneOrFail(Transfer, { id: transferId }));
  }
  const lane = await HeldLane.take('memory:1', shop.em, clock, systemIds);
  if (!lane) throw new Error('The lane of a fresh database is free');
  const attempts: Attempt[] = [];
  const memberOf = (key: string) => {
    const transfer = transfers.get(key);
    if (!transfer) throw new Error(`No member ${key}`);
    const attempt = Attempt.start(em, systemIds.uuid(), transfer.id, clock.now());
    attempts.push(attempt);
    return { transfer, attempt };
  };
  return {
    clock,
    timing,
    batch: (keys: string[]) => {
      const rows = new StepRows(shop.em, clock, lane, timing);
      return new DatabaseBatchJournal(rows, clock, timing, new Map(keys.map((key) => [key, memberOf(key)])));
    },
    notes: (key: string) =>
      attempts
        .filter(({ transferId }) => transferId === transfers.get(key)?.id)
        .flatMap(({ remarks }) => remarks),
    close: async () => {
      await lane.release();
      await shop.close();
    },
  };
}

describeStepJournal('The journal in the database', openJournal, openBatch);

describe('The journal in the database', () => {
  it('counts the wait for a lost answer from when the bytes left, not from the end of the window', async () => {
    const bench = await openJournal();
    const { writeTimeoutMs, settleAfterMs } = timing;
    const lost = bench.journal.step({
      name: 'post-voucher',
      prepare: () => Promise.resolve(1),
      send: async (_, permit) => {
        await bench.clock.advance(3_000);
        permit.check();
        await bench.clock.advance(9_000);
        throw new AccountingError(
          reason('ANSWER_LOST', { askAt: bench.clock.now(), kind: 'z-report' }),
          'look-up-first',
        );
      },
      prove: () => Promise.resolve({ verdict: 'absent' }),
    });

    const leftAt = bench.clock.now().getTime() + 3_000;
    await expect(lost).rejects.toMatchObject({ askAt: new Date(leftAt + writeTimeoutMs + settleAfterMs) });
    await bench.close();
  });
});
