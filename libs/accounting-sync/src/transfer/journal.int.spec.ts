import { describeStepJournal, InMemoryBooks, TestClock } from '@accounting/testkit';
import { systemIds } from '@accounting/port';
import { openWorkshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { Attempt } from './attempt.js';
import { connectDepartment } from './connected.builder.js';
import { DatabaseJournal } from './journal.js';
import { HeldLane } from './lane.js';
import { Transfer } from './transfer.js';

const timing = { sendWindowMs: 20_000, writeTimeoutMs: 120_000, settleAfterMs: 300_000, gapMs: 60_000 };

describeStepJournal('The journal in the database', async () => {
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
});
