import { AccountingError } from '@accounting/port';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { Schedule } from '../schedule/schedule.js';
import { Upkeep } from '../schedule/upkeep.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { StartTransfer } from '../transfer/start-transfer.js';
import { Transfer } from '../transfer/transfer.js';
import { Connection } from './connection.js';
import { connectionInputSchema } from './connection-view.js';
import { Connections } from './put-connection.js';
import { SharedBudget } from './rate-budget.js';
import { ErpSession } from './session-vault.js';
import { TestConnection } from './test-connection.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const NO = { code: 'NO', message: 'Nei', fix: 'x', who: 'regnskapsfører' as const, english: 'no' };

describe('a connection that is changed under its transfers', () => {
  let clock: TestClock;
  let first: MemoryCompany;
  let second: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    first = new MemoryCompany({ clock });
    second = new MemoryCompany({ id: '2', name: 'Bakeri AS', clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks([first, second])], clock });
    const settings = { zReport: { enabled: true, directToLedger: true } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
  });
  afterEach(() => shop.close());

  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });
  const work = (lane = 'memory:1') => use(LaneWorker).run(lane);
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });
  const report = async () => (await shop.syncZReport(aZReport())).transferId;
  async function connect(company: MemoryCompany): Promise<void> {
    const credentials = { username: 'duell', password: 'hemmelig' };
    const { id, name } = company;
    const input = { adapter: 'memory', credentials, company: { id, name }, multipleCompanies: true };
    await use(Connections).put(PLACE, connectionInputSchema.parse(input));
    await use(Upkeep).run();
  }
  async function workFor(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      await clock.advance(60_000);
      await work();
    }
  }

  it('keeps the password sealed', async () => {
    await connect(first);
    const [row] = await shop.em.fork().find(Connection, {});
    expect(row?.sealedCredentials).not.toContain('hemmelig');
    expect(shop.environment.seal.open(row?.sealedCredentials ?? '', 'connection/kafe/1')).toContain(
      'hemmelig',
    );
  });

  it('sends what waits to the new company', async () => {
    first.goDown();
    const id = await report();
    await work();
    await connect(second);
    await use(StartTransfer).start(PLACE, id, {}, 'Kari');

    expect(await look(id)).toMatchObject({ lane: 'memory:2' });
    await work('memory:2');
    expect(await look(id)).toMatchObject({ state: 'posted', frozen: { company: { id: '2' } } });
    expect(second.vouchers()).toHaveLength(1);
  });

  it('makes what was refused anew for the new company, in the mode it had', async () => {
    first.refuseNext(NO);
    const id = await report();
    await work();
    expect(await look(id)).toMatchObject({ state: 'refused', delivery: 1 });
    await connect(second);

    expect(await look(id)).toMatchObject({ frozen: null, chosenMode: 'ledger', lane: 'memory:2' });
    await use(StartTransfer).start(PLACE, id, {}, 'Kari');
    await work('memory:2');
    expect(await look(id)).toMatchObject({ state: 'posted', delivery: 2 });
    expect([first.vouchers().length, second.vouchers().length]).toEqual([0, 1]);
  });

  it('still asks the old company for what may have come through there', async () => {
    first.loseNextAnswer({ saved: true });
    const id = await report();
    await work();
    await connect(second);

    expect(await look(id)).toMatchObject({ state: 'unknown', lane: 'memory:1' });
    await workFor(10);
    expect(await look(id)).toMatchObject({ state: 'posted', frozen: { company: { id: '1' } } });
    expect([first.vouchers().length, second.vouchers().length]).toEqual([1, 0]);
  });

  it('forgets a refusal that another department met with the same login', async () => {
    first.password = 'byttet';
    second.password = 'byttet';
    await report();
    await work();
    first.password = 'hemmelig';
    const credentials = { username: 'duell', password: 'hemmelig' };
    const input = { adapter: 'memory', credentials, company: null };
    await use(Connections).put({ ...PLACE, departmentId: '2' }, connectionInputSchema.parse(input));

    expect(await shop.em.fork().find(ErpSession, { refused: { $ne: null } })).toEqual([]);
    const { transferId } = await shop.syncZReport(aZReport(), '1');
    await use(StartTransfer).start(PLACE, transferId, {}, 'Kari');
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'posted' });
  });

  it('stops the automatic runs when the login is refused as the company is looked for', async () => {
    const list = jest.fn().mockRejectedValueOnce(new AccountingError(NO, 'ask-a-human'));
    const past = { list, test: () => Promise.resolve([]) };
    // An adapter that tries the login for a person past the vault.
    jest.spyOn(shop.environment.adapters[0] as InMemoryBooks, 'open').mockReturnValue(past as never);
    const input = { adapter: 'memory', credentials: { username: 'duell', password: 'feil' }, company: null };
    await use(Connections).put(PLACE, connectionInputSchema.parse(input));
    const codes = async () => (await use(Schedule).of(PLACE)).items.map(({ code }) => code);
    expect(await codes()).toContain('RUN_STOPPED_LOGIN');

    list.mockResolvedValue([
      { id: '1', name: 'Testkafe AS' },
      { id: '2', name: 'Bakeri AS' },
    ]);
    await use(TestConnection).test(PLACE);
    expect(await codes()).not.toContain('RUN_STOPPED_LOGIN');
  });

  it('does not wait for a pause of the accounting system that is over', async () => {
    const budget = new SharedBudget(shop.em, clock, 0);
    const codes = async () => (await use(Schedule).of(PLACE)).items.map(({ code }) => code);
    await budget.close('memory:duell', new Date(clock.now().getTime() + 60_000));
    await connect(first);
    expect(await codes()).toContain('RUN_ERP_CLOSED');

    await clock.advance(120_000);
    await connect(first);
    expect(await codes()).not.toContain('RUN_ERP_CLOSED');
  });

  it('asks for what is unknown when it is put again after it was taken away', async () => {
    first.loseNextAnswer({ saved: true });
    const id = await report();
    await work();
    await use(Connections).delete(PLACE);
    await use(Upkeep).run();
    expect(await look(id)).toMatchObject({
      state: 'unknown',
      dueAt: null,
      reason: { code: 'CONNECTION_MISSING' },
    });

    await connect(first);
    await workFor(10);
    expect(await look(id)).toMatchObject({ state: 'posted' });
    expect(first.vouchers()).toHaveLength(1);
  });
});
