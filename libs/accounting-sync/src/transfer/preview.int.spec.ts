import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PutAccountPlan } from '../account-plan/put-account-plan.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from './connected.builder.js';
import { HandleByHand } from './handle-by-hand.js';
import { LaneWorker } from './lane-worker.js';
import { Preview } from './preview.js';
import { type SendOrder, StartTransfer } from './start-transfer.js';
import { Transfer } from './transfer.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const VOUCHED = { notInErp: true, note: 'Jeg har sett etter' };

describe('the hash that a person has seen', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company)], clock });
    const settings = { automatic: true, zReport: { enabled: true, directToLedger: false } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
  });
  afterEach(() => shop.close());

  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });
  const work = () => use(LaneWorker).run('memory:1');
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const send = (id: string, order: SendOrder) => use(StartTransfer).start(PLACE, id, order, 'Kari');
  const hashOf = async (id: string, order: SendOrder = {}) =>
    (await use(Preview).hashOf(shop.em.fork(), await look(id), order)) ?? '';
  async function report(): Promise<string> {
    const { transferId } = await shop.syncZReport(aZReport());
    await work();
    return transferId;
  }
  async function changePlan(): Promise<void> {
    const roles = { ...anAccountPlan().roles, 'payment:visa': { account: '1579' } };
    await use(PutAccountPlan).put(PLACE, { voucherType: '1', roles });
  }

  it.each(['draft', 'handled'])(
    'is held against what is made anew when what is %s is vouched for as gone',
    async (state) => {
      const id = await report();
      if (state === 'handled') await use(HandleByHand).handle(PLACE, id, { note: 'Ført' }, 'Kari');
      expect(await look(id)).toMatchObject({ state });
      company.accountantDeletes((await look(id)).marker);
      const sent = await hashOf(id);
      expect(await hashOf(id, VOUCHED)).toBe(sent);
      await changePlan();

      await expect(send(id, { ...VOUCHED, expectedHash: sent })).rejects.toMatchObject({
        reason: { code: 'PREVIEW_OUTDATED' },
      });
      expect(await look(id)).toMatchObject({ state, frozen: { hash: sent } });

      const anew = await hashOf(id, VOUCHED);
      expect(await send(id, { ...VOUCHED, expectedHash: anew })).toMatchObject({ started: true });
      await work();
      expect(await look(id)).toMatchObject({ state: 'draft', delivery: 2, frozen: { hash: anew } });
    },
  );

  it('is held against what was sent where that very voucher goes again', async () => {
    company.loseNextAnswer({ saved: false });
    const id = await report();
    expect(await look(id)).toMatchObject({ state: 'unknown' });
    const sent = await hashOf(id);
    await changePlan();

    expect(await send(id, { ...VOUCHED, expectedHash: sent })).toMatchObject({ started: true });
  });
});
