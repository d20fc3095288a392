import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from './connected.builder.js';
import { HandleByHand } from './handle-by-hand.js';
import { LaneWorker } from './lane-worker.js';
import { StartTransfer } from './start-transfer.js';
import { Transfer } from './transfer.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const SECOND = 1000;
const NOT_THERE = { notInErp: true, note: 'Finnes ikke' };

/** A write whose answer was lost comes through two minutes later, whatever a person does meanwhile. */
describe.each(['ledger', 'draft'] as const)(
  'A lost write (%s) that comes through late stands alone',
  (mode) => {
    let clock: TestClock;
    let company: MemoryCompany;
    let shop: Workshop;
    let id: string;
    const settings = { zReport: { enabled: true, directToLedger: mode === 'ledger' } };

    beforeEach(async () => {
      clock = new TestClock('2026-11-23T20:04:00+01:00');
      company = new MemoryCompany({ clock });
      const adapters = [new InMemoryBooks(company)];
      shop = await openWorkshop({ adapters, clock });
      await connectDepartment(shop, { plan: anAccountPlan(), settings });
      ({ transferId: id } = await shop.syncZReport(aZReport()));
      company.loseNextAnswer({ saved: true, savedLater: 90 * SECOND });
      await work();
      expect((await look()).state).toBe('unknown');
    });

    afterEach(() => shop.close());

    const work = () => shop.app.get(LaneWorker, { strict: false }).run('memory:1');
    const look = () => shop.em.fork().findOneOrFail(Transfer, { id });
    const send = (order: object = {}) =>
      shop.app.get(StartTransfer, { strict: false }).start(PLACE, id, order, 'Kari');
    const handle = () =>
      shop.app
        .get(HandleByHand, { strict: false })
        .handle(PLACE, id, { note: 'Ser ut til å stå der' }, 'Kari');
    const standing = () => company.vouchers().length + company.drafts().length;

    /** Everybody is in a hurry for ten seconds; then ten minutes pass, in which all that can go goes. */
    async function hurryAndWait(): Promise<void> {
      await clock.advance(5 * SECOND);
      await work();
      expect(standing()).toBe(0);
      for (let minutes = 0; minutes < 10; minutes++) {
        await clock.advance(60 * SECOND);
        await work();
      }
    }

    it('when a person vouches, and vouches again, and sends at once', async () => {
      await send(NOT_THERE);
      await work();
      await send(NOT_THERE);
      await work();
      await send();
      await hurryAndWait();

      expect(standing()).toBe(1);
      expect((await look()).state).toBe(mode === 'ledger' ? 'posted' : 'draft');
    });

    it('when it is marked as handled: nobody can take that back before it could have come', async () => {
      await handle();
      await expect(send(NOT_THERE)).rejects.toMatchObject({ reason: { code: 'TOO_EARLY_TO_TELL' } });
      await hurryAndWait();

      expect(standing()).toBe(1);
    });

    it('when a new revision comes', async () => {
      await expect(shop.syncZReport(aZReport({ closedBy: { id: '2', name: 'Ola' } }))).rejects.toMatchObject({
        code: 'DOCUMENT_CONFLICT',
      });
    });
  },
);

describe('A superseded revision', () => {
  let shop: Workshop;
  let company: MemoryCompany;

  beforeEach(async () => {
    const clock = new TestClock();
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock });
    await connectDepartment(shop, {
      plan: anAccountPlan(),
      settings: { automatic: false, zReport: { enabled: true, directToLedger: true } },
    });
  });
  afterEach(() => shop.close());

  it('is sent by nobody, and handled by nobody', async () => {
    const { transferId: first } = await shop.syncZReport(aZReport());
    await shop.syncZReport(aZReport({ closedBy: { id: '2', name: 'Ola' } }));
    const start = shop.app.get(StartTransfer, { strict: false });

    expect(await start.start(PLACE, first, {}, 'Kari')).toMatchObject({
      started: false,
      why: { code: 'SUPERSEDED' },
    });
    expect(await start.start(PLACE, first, NOT_THERE, 'Kari')).toMatchObject({ started: false });
    await expect(
      shop.app.get(HandleByHand, { strict: false }).handle(PLACE, first, { note: 'Ført' }, 'Kari'),
    ).rejects.toMatchObject({ reason: { code: 'SUPERSEDED' } });
  });
});
