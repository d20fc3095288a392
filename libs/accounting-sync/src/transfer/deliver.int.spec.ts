import {
  type AccountingPort,
  type Json,
  type SendPermit,
  type Step,
  type StepJournal,
} from '@accounting/port';
import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { connectDepartment } from './connected.builder.js';
import { LaneWorker } from './lane-worker.js';
import { StartTransfer } from './start-transfer.js';
import { Transfer } from './transfer.js';

const LANE = 'memory:1';
const MINUTE = 60_000;

describe('a Z-report on its way to the books', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company, { steps: 'three-step' })], clock });
    await connectDepartment(shop, {
      plan: anAccountPlan(),
      settings: { zReport: { enabled: true, directToLedger: true } },
    });
  });

  afterEach(() => shop.close());

  const work = () => shop.app.get(LaneWorker, { strict: false }).run(LANE);
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });

  it('is posted once, with its document', async () => {
    const { transferId, state, duplicate } = await shop.syncZReport(aZReport());
    expect({ state, duplicate }).toEqual({ state: 'waiting', duplicate: false });

    await work();

    const transfer = await look(transferId);
    expect(transfer).toMatchObject({ state: 'posted', reason: null });
    expect(transfer.reference).toHaveProperty('voucherNumber');
    const [voucher, ...others] = company.vouchers();
    expect(others).toEqual([]);
    expect(voucher?.documents).toHaveLength(1);
    expect(voucher?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });

  it('answers the same ticket when it comes again, also after it is posted', async () => {
    const first = await shop.syncZReport(aZReport());
    await work();
    const again = await shop.syncZReport(aZReport());

    expect(again).toEqual({ transferId: first.transferId, state: 'posted', duplicate: true });
    expect(company.vouchers()).toHaveLength(1);
  });

  it('is a conflict with other content once something of it may be there', async () => {
    await shop.syncZReport(aZReport());
    await work();

    await expect(shop.syncZReport(aZReport({ closedBy: { id: '2', name: 'Kari' } }))).rejects.toMatchObject({
      code: 'DOCUMENT_CONFLICT',
    });
  });

  it('waits, and is tried again by itself, while the accounting system is down', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    company.goDown();
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'waiting', failures: 1 });

    company.comeBack();
    await clock.advance(2 * MINUTE);
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'posted' });
    expect(company.vouchers()).toHaveLength(1);
  });

  it.each([
    ['was saved', { saved: true }],
    ['was not saved', { saved: false }],
    ['is saved some seconds later', { saved: true, savedLater: 5_000 }],
  ])('whose answer is lost is unknown, then proven, and stands once when it %s', async (_, how) => {
    const { transferId } = await shop.syncZReport(aZReport());
    company.loseNextAnswer(how);
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'unknown', reason: { code: 'ANSWER_LOST' } });

    for (let minute = 0; minute < 10; minute++) {
      await clock.advance(MINUTE);
      await work();
    }

    expect(await look(transferId)).toMatchObject({ state: 'posted' });
    expect(company.vouchers()).toHaveLength(1);
    expect(company.documents()).toHaveLength(1);
  });

  it('is held when it was sent five times in vain, and goes when that is mended', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    let sends = 0;
    company.loseAnswers(() => (++sends, { saved: false }));
    for (let minutes = 0; minutes < 60; minutes++) {
      await work();
      await clock.advance(MINUTE);
    }
    expect(await look(transferId)).toMatchObject({ state: 'held', reason: { code: 'SENT_IN_VAIN' } });
    expect(sends).toBe(5);

    company.loseAnswers(() => null);
    const start = shop.app.get(StartTransfer, { strict: false });
    await start.start({ clientId: 'kafe', departmentId: '1' }, transferId, {}, 'Kari');
    await work();
    expect(await look(transferId)).toMatchObject({ state: 'posted' });
    expect(company.vouchers()).toHaveLength(1);
  });

  it('says in the log what a person changed before it was proven', async () => {
    const settings = { zReport: { enabled: true, directToLedger: false } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
    const { transferId } = await shop.syncZReport(aZReport());
    company.loseNextAnswer({ saved: true });
    await work();
    const { marker } = await look(transferId);
    company.accountantPosts(marker, { date: '2026-11-24' });

    await clock.advance(10 * MINUTE);
    await work();

    expect((await look(transferId)).notes).toEqual([
      expect.objectContaining({ code: 'CHANGED_BY_A_PERSON' }),
    ]);
  });

  it('is spoken of to the accounting system only while no transaction of ours is open', async () => {
    const open: unknown[] = [];
    const look = async () => {
      const transactions = `select query from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`;
      open.push({ calls: 1 }, ...(await shop.em.fork().execute<object[]>(transactions)));
    };
    const [books] = shop.environment.adapters as [InMemoryBooks];
    const opened = books.open.bind(books);
    jest
      .spyOn(books, 'open')
      .mockImplementation((connection, tools) => beforeEachCall(opened(connection, tools), look));
    await shop.syncZReport(aZReport());

    await work();

    expect(company.vouchers()).toHaveLength(1);
    expect(open.length).toBeGreaterThan(6);
    expect(open).toEqual(open.map(() => ({ calls: 1 })));
  });

  it('is held with every unmapped role named at once, and nothing is sent', async () => {
    const report = aZReport({
      payments: [
        { method: 'klarna', amount: 890_000 },
        { method: 'amex', amount: 100_000 },
      ],
    });
    const { transferId, state } = await shop.syncZReport(report);

    expect(state).toBe('held');
    const { reason } = await look(transferId);
    expect(reason?.message).toContain('payment:klarna');
    expect(reason?.message).toContain('payment:amex');
  });
});

/** The port, with `look` before each call that it makes: its reads, and every part of its steps. */
function beforeEachCall(port: AccountingPort, look: () => Promise<void>): AccountingPort {
  const watched =
    <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given) => {
      await look();
      return call(...given);
    };
  const watchedJournal = (journal: StepJournal): StepJournal => ({
    abandon: (name, why) => journal.abandon(name, why),
    note: (reason) => journal.note(reason),
    step: <Intent extends Json, Result extends Json>(step: Step<Intent, Result>) =>
      journal.step<Intent, Result>({
        ...step,
        prepare: watched(() => step.prepare()),
        send: watched((intent: Intent, permit: SendPermit) => step.send(intent, permit)),
        prove: watched((intent: Intent) => step.prove(intent)),
      }),
  });
  return {
    ...port,
    timing: port.timing,
    list: async (name) => {
      await look();
      return port.list(name);
    },
    test: watched((question) => port.test(question)),
    lookUpDrafts: watched((drafts) => port.lookUpDrafts(drafts)),
    deliver: (delivery, journal) => port.deliver(delivery, watchedJournal(journal)),
  };
}
