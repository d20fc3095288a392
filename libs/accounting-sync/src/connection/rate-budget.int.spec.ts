import { MikroORM } from '@mikro-orm/postgresql';
import { TestClock } from '@accounting/testkit';
import { type TestDatabase, freshDatabase } from '../../../../test/support/database.js';
import { accountingOrmConfig } from '../orm.js';
import { SharedBudget } from './rate-budget.js';

describe('The shared budget of two calls a second', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let clock: TestClock;
  let key: string;
  let n = 0;
  const budget = (callsPerSecond = 2) => new SharedBudget(orm.em, clock, callsPerSecond);
  const seconds = () => clock.monotonic() / 1000;

  beforeAll(async () => {
    database = await freshDatabase();
    orm = await MikroORM.init(accountingOrmConfig(database.url));
  });

  afterAll(async () => {
    await orm.close();
    await database.drop();
  });

  beforeEach(() => {
    clock = new TestClock('2026-11-23T20:00:00+01:00', { autoAdvance: true });
    key = `credential-${++n}`;
  });

  async function spend(times: number, purpose: 'work' | 'person' = 'work'): Promise<void> {
    for (let i = 0; i < times; i++) await budget().spend(key, purpose);
  }

  it('lets a burst through, and then two a second', async () => {
    await spend(9);
    expect(seconds()).toBe(0);

    await spend(20);
    expect(seconds()).toBeCloseTo(10, 0);
  });

  it('keeps a call for a person when work has used up the rest', async () => {
    await spend(9);

    await spend(1, 'person');
    expect(seconds()).toBe(0);
  });

  it('counts for all processes together', async () => {
    await Promise.all([1, 2, 3].map(() => spend(10)));

    expect(seconds()).toBeGreaterThan(10);
  });

  it('lets nothing through while the vendor has closed it, also without a limit of ours', async () => {
    await budget(0).close(key, new Date(clock.now().getTime() + 30_000));
    await budget(0).spend(key, 'work');

    expect(seconds()).toBeGreaterThanOrEqual(30);
  });

  it('sends work away, with the time to come back, when it is closed for long', async () => {
    const until = new Date(clock.now().getTime() + 3_600_000);
    await budget().close(key, until);

    await expect(budget().spend(key, 'work')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      next: 'retry',
      retryAt: until,
    });
    expect(seconds()).toBe(0);
  });

  it('closes by itself when the vendor says that nothing is left', async () => {
    await budget().report(key, { remaining: 1, resetAt: new Date(clock.now().getTime() + 20_000) });
    await spend(1);

    expect(seconds()).toBeGreaterThanOrEqual(20);
  });

  it('has no limit of ours at 0', async () => {
    for (let i = 0; i < 50; i++) await budget(0).spend(key, 'work');

    expect(seconds()).toBe(0);
  });
});
