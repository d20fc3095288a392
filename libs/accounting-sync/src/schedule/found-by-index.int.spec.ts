import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { openPulled } from '../pull/pulled-transfer.js';
import { INVOICE_PLAN } from '../sync-invoice/invoice.builder.js';
import { connectDepartment } from '../transfer/connected.builder.js';
import { RunFactsOf } from './run-facts.js';
import { RunKind } from './run-kind.js';
import { RunLease } from './run-lease.js';
import { Schedule } from './schedule.js';

const PLACE = { clientId: 'kafe', departmentId: '1' };
const MANY = 5000;

/** Each of these would else read everything that a department ever sent, or every run there is. */
describe('among thousands of transfers and runs', () => {
  let clock: TestClock;
  let shop: Workshop;

  beforeAll(async () => {
    clock = new TestClock('2026-11-23T12:00:00+01:00');
    shop = await openWorkshop({ adapters: [new InMemoryBooks(new MemoryCompany({ clock }))], clock });
    await connectDepartment(shop, { plan: INVOICE_PLAN, settings: { products: { enabled: true } } });
    const em = shop.em.fork();
    await em.execute(
      `insert into accounting.transfer (id, client_id, department_id, kind, document_id, revision, content_hash, document,
         marker, state, notes, confirmed, asked_now, holds_lane, failures, thawed, delivery, created_at, updated_at)
       select gen_random_uuid(), 'kafe', '1', 'product', n::text, 1, '', '{}', n::text, 'posted', '[]', '[]', false, false,
         0, false, 1, now(), now() from generate_series(1, ?) n`,
      [MANY],
    );
    await em.execute(
      `insert into accounting.schedule_run (client_id, department_id, kind, started_at, failures, next_run_at, planned_at)
       select n::text, '1', 'product', now(), 0, timestamptz '2027-01-01' + n * interval '1 second', now()
       from generate_series(1, ?) n`,
      [MANY],
    );
    await em.execute('analyze accounting.transfer, accounting.schedule_run');
  });
  afterAll(() => shop.close());

  /** How the database goes about what `work` asks of it. */
  async function plansOf(work: () => Promise<unknown>): Promise<string> {
    const driver = shop.em.getDriver();
    const asked = jest.spyOn(driver, 'execute');
    await work();
    const questions = asked.mock.calls.map(([sql, parameters]) => [sql as string, parameters] as const);
    asked.mockRestore();
    const plans: string[] = [];
    for (const [sql, parameters] of questions.filter(([text]) => text.includes('from accounting.'))) {
      const rows = await shop.em.fork().execute<Record<string, string>[]>(`explain ${sql}`, parameters);
      plans.push(...rows.map((row) => row['QUERY PLAN'] ?? ''));
    }
    return plans.join('\n');
  }
  const use = <T>(service: abstract new (...given: never[]) => T): T =>
    shop.app.get(service, { strict: false });

  it.each<[string, () => Promise<unknown>, string[]]>([
    [
      'what waits, and the newest',
      () => use(RunFactsOf).of(PLACE, 'product'),
      ['transfer_waiting', 'transfer_kind'],
    ],
    ['what is due', () => use(Schedule).of(PLACE), ['transfer_waiting']],
    [
      'what a run tries again',
      () => use(RunKind).run(PLACE, 'product', { mustHold: () => Promise.resolve() }),
      ['transfer_waiting', 'transfer_held'],
    ],
    ['what a pull left open', () => openPulled(shop.em.fork(), PLACE, 'product'), ['transfer_pull_open']],
    [
      'the next run',
      () => RunLease.claim(shop.em, clock, shop.environment.ids),
      ['schedule_run_asked', 'schedule_run_next'],
    ],
  ])('%s is found by an index', async (_, work, indexes) => {
    const plans = await plansOf(work);
    for (const index of indexes) expect(plans).toMatch(new RegExp(`${index}\\b`));
    expect(plans).not.toMatch(/Seq Scan on (transfer|schedule_run)\b/);
  });
});
