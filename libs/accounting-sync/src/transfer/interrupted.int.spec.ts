import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { anAccountPlan, aZReport } from '../sync-z-report/z-report.builder.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { connectDepartment } from './connected.builder.js';
import { LaneWorker } from './lane-worker.js';
import { Transfer } from './transfer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('What interrupts a worker', () => {
  let clock: TestClock;
  let company: MemoryCompany;
  let books: InMemoryBooks;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    books = new InMemoryBooks(company);
    shop = await openWorkshop({ adapters: [books], clock });
    const settings = { zReport: { enabled: true, directToLedger: false } };
    await connectDepartment(shop, { plan: anAccountPlan(), settings });
  });
  afterEach(() => shop.close());

  const work = () => shop.app.get(LaneWorker, { strict: false }).run('memory:1');
  const look = (id: string) => shop.em.fork().findOneOrFail(Transfer, { id });

  it('costs no attempt and no exchange when a person touches the transfer before it is concluded', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    const open = books.open.bind(books);
    jest.spyOn(books, 'open').mockImplementationOnce((connection, tools) => {
      const port = open(connection, tools);
      const deliver = port.deliver.bind(port);
      port.deliver = async (delivery, journal) => {
        const receipt = await deliver(delivery, journal);
        await shop.em
          .fork()
          .execute('update accounting.transfer set version = version + 1 where id = ?', [transferId]);
        return receipt;
      };
      return port;
    });
    await work();

    const attempts = await shop.em.fork().find(Attempt, { transferId }, { orderBy: { number: 'asc' } });
    expect(attempts.map(({ finishedAt }) => finishedAt !== null)).toEqual(attempts.map(() => true));
    const [first] = attempts;
    expect(await shop.em.fork().count(ExchangeRow, { attemptId: first?.id ?? '' })).toBeGreaterThan(0);
    expect((await look(transferId)).state).toBe('draft');
    expect(company.drafts()).toHaveLength(1);
  });

  it('puts drafts off for an hour when looking them up meets a bug', async () => {
    const { transferId } = await shop.syncZReport(aZReport());
    await work();
    await clock.advance(11 * MINUTE);
    const open = books.open.bind(books);
    const spy = jest.spyOn(books, 'open').mockImplementation((connection, tools) => {
      const port = open(connection, tools);
      port.lookUpDrafts = () => Promise.reject(new TypeError('undefined is no draft'));
      return port;
    });
    await work();
    expect((await look(transferId)).dueAt).toEqual(new Date(clock.now().getTime() + HOUR));

    spy.mockRestore();
    company.accountantPosts((await look(transferId)).marker);
    await clock.advance(HOUR);
    await work();
    expect((await look(transferId)).state).toBe('posted');
  });
});
