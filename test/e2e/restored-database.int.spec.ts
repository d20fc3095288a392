import { TestClock } from '@accounting/testkit';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { LaneWorker } from '../../libs/accounting-sync/src/transfer/lane-worker.js';
import { Transfer } from '../../libs/accounting-sync/src/transfer/transfer.js';
import { CREDENTIALS, PLAN, adapterAt, companyId, startWorld } from '../fault/twentyfour-so-world.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';

describe('A database that was restored from a backup and has forgotten a day', () => {
  let simulator: Simulator;
  const clock = new TestClock();

  beforeAll(async () => (simulator = await startWorld(clock)));
  afterAll(() => simulator.stop());

  async function deliver(shop: Workshop): Promise<Transfer> {
    await connectDepartment(shop, {
      credentials: CREDENTIALS,
      company: { id: companyId(0), name: 'Kafe' },
      plan: PLAN,
      settings: { zReport: { enabled: true, directToLedger: true } },
    });
    const { transferId } = await shop.syncZReport(aZReport());
    await shop.app.get(LaneWorker, { strict: false }).run(`24so/company/${companyId(0)}`);
    return shop.em.fork().findOneOrFail(Transfer, { id: transferId });
  }

  it('finds the voucher in the ledger and does not post it again', async () => {
    const before = await openWorkshop({ adapters: [adapterAt(simulator.url)], clock });
    const first = await deliver(before);
    await before.close();
    const restored = await openWorkshop({ adapters: [adapterAt(simulator.url)], clock });
    const again = await deliver(restored);
    await restored.close();

    expect(again).toMatchObject({
      state: 'posted',
      reference: { voucherNumber: first.reference?.voucherNumber },
    });
    expect(simulator.control.company(companyId(0)).vouchers()).toHaveLength(1);
  });
});
