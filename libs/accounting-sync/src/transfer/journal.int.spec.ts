import { describeStepJournal, InMemoryBooks, TestClock } from '@accounting/testkit';
import { AccountingError, systemIds } from '@accounting/port';
import { openWorkshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { Attempt } from './attempt.js';
import { connectDepartment } from './connected.builder.js';
import { DatabaseJournal } from './journal.js';
import { HeldLane } from './lane.js';
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
  const open = () => new DatabaseJournal(shop.em, clock, lane, transfer, attempt, timing, false);
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

describeStepJournal('The journal in the database', openJournal);

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
        throw new AccountingError(reason('ANSWER_LOST', { askAt: bench.clock.now() }), 'look-up-first');
      },
      prove: () => Promise.resolve({ verdict: 'absent' }),
    });

    const leftAt = bench.clock.now().getTime() + 3_000;
    await expect(lost).rejects.toMatchObject({ askAt: new Date(leftAt + writeTimeoutMs + settleAfterMs) });
    await bench.close();
  });
});
