import { MikroORM } from '@mikro-orm/postgresql';
import { AccountingError, systemClock, systemIds } from '@accounting/port';
import { type TestDatabase, freshDatabase } from '../../../../test/support/database.js';
import { accountingOrmConfig } from '../orm.js';
import { reason } from './connection-reasons.js';
import { forgetSession } from './forget-sessions.js';
import { LearntFacts } from './learnt-facts.js';
import { Seal } from './seal.js';
import { ErpSession, SharedSessionVault } from './session-vault.js';

describe('The shared session vault', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  const seal = new Seal([Buffer.alloc(32, 1).toString('base64')], systemIds);
  /** Each a process of its own, as far as the database can tell. */
  const vault = () => new SharedSessionVault(orm.em, systemClock, seal);

  beforeAll(async () => {
    database = await freshDatabase();
    orm = await MikroORM.init(accountingOrmConfig(database.url));
  });

  afterAll(async () => {
    await orm.close();
    await database.drop();
  });

  let logins: number;
  const login = async () => {
    const session = `session-${++logins}`;
    await systemClock.sleep(50);
    return session;
  };
  beforeEach(() => (logins = 0));

  it('makes one login for three who find none', async () => {
    const sessions = await Promise.all([1, 2, 3].map(() => vault().take('one', login)));

    expect(sessions).toEqual(['session-1', 'session-1', 'session-1']);
    expect(logins).toBe(1);
  });

  it('makes one login for three who meet an expired one', async () => {
    await vault().take('two', login);
    const sessions = await Promise.all([1, 2, 3].map(() => vault().take('two', login, 'session-1')));

    expect(sessions).toEqual(['session-2', 'session-2', 'session-2']);
    expect(logins).toBe(2);
  });

  it('keeps it sealed', async () => {
    await vault().take('three', login);

    const row = await orm.em.fork().findOneOrFail(ErpSession, { key: 'three' });
    expect(row.sealed).not.toContain('session');
  });

  it('logs in anew when the key that sealed it was rotated away', async () => {
    await vault().take('old', login);
    const rotated = new Seal([Buffer.alloc(32, 2).toString('base64')], systemIds);

    expect(await new SharedSessionVault(orm.em, systemClock, rotated).take('old', login)).toBe('session-2');
  });

  it('remembers a refused login, and does not try again until it is forgotten', async () => {
    const refused = jest.fn(() =>
      Promise.reject(new AccountingError(reason('COMPANY_NOT_CHOSEN'), 'ask-a-human')),
    );
    await expect(vault().take('four', refused)).rejects.toMatchObject({ code: 'COMPANY_NOT_CHOSEN' });
    await expect(vault().take('four', refused)).rejects.toMatchObject({ next: 'ask-a-human' });
    expect(refused).toHaveBeenCalledTimes(1);

    await forgetSession(orm.em.fork(), 'four');
    expect(await vault().take('four', login)).toBe('session-1');
  });

  it('forgets what an adapter keeps below a key, and nothing beside it', async () => {
    for (const key of ['six', 'six/person', 'six%/person', 'sixty']) await vault().take(key, login);
    await forgetSession(orm.em.fork(), 'six');

    expect((await orm.em.fork().find(ErpSession, { key: /^six/ })).map(({ key }) => key).sort()).toEqual([
      'six%/person',
      'sixty',
    ]);
  });

  it('forgets what an adapter remembered below a key, and nothing beside it', async () => {
    const memory = new LearntFacts(orm.em, systemClock);
    for (const key of ['eight/trial', 'eighty/trial']) await memory.remember(key, 'refused');
    await forgetSession(orm.em.fork(), 'eight');

    expect(await memory.recall('eight/trial')).toBeNull();
    expect(await memory.recall('eighty/trial')).toBe('refused');
  });

  it('lets the next one try after a login that did not come through', async () => {
    const down = () => Promise.reject(new AccountingError(reason('LOGIN_BUSY'), 'retry'));
    await expect(vault().take('five', down)).rejects.toMatchObject({ next: 'retry' });

    expect(await vault().take('five', login)).toBe('session-1');
  });
});
