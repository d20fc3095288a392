import { MikroOrmModule } from '@mikro-orm/nestjs';
import { EntityManager, MikroORM, PostgreSqlDriver, defineEntity, p } from '@mikro-orm/postgresql';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  AccountingModule,
  Environment,
  SyncZReport,
  accountingEntities,
  accountingMigrations,
  accountingSchemas,
} from '@accounting/sync';
import { systemClock } from '@accounting/port';
import { InMemoryBooks, MemoryCompany } from '@accounting/testkit';
import { anAccountPlan, aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { Transfer } from '../../libs/accounting-sync/src/transfer/transfer.js';
import { LaneWorker } from '../../libs/accounting-sync/src/transfer/lane-worker.js';
import { type TestDatabase, freshDatabase } from '../support/database.js';
import { A_SECRETS_KEY } from '../support/secrets-key.js';

const DayCloseSchema = defineEntity({
  name: 'DayClose',
  tableName: 'day_close',
  properties: { number: p.integer().primary(), closedBy: p.text() },
});
/** The host's own record of a closed day. */
class DayClose extends DayCloseSchema.class {}
DayCloseSchema.setClass(DayClose);

class HostMigration extends Migration {
  override up(): void {
    this.addSql('create table day_close (number int primary key, closed_by text not null)');
  }
}

/** DUELL core in miniature: its own entities, its own migrations, and the module on its MikroORM. */
async function startHost(clientUrl: string, company: MemoryCompany): Promise<TestingModule> {
  const host = await Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      ScheduleModule.forRoot(),
      MikroOrmModule.forRoot({
        driver: PostgreSqlDriver,
        clientUrl,
        entities: [DayClose, ...accountingEntities],
        extensions: [Migrator],
        schemaGenerator: { ignoreSchema: accountingSchemas },
        logger: () => undefined,
        migrations: {
          migrationsList: [...accountingMigrations, { name: 'HostMigration', class: HostMigration }],
          snapshot: false,
        },
      }),
      AccountingModule.forRootAsync({
        orm: 'host',
        useFactory: () => ({
          adapters: [new InMemoryBooks(company)],
          secretsKeys: [A_SECRETS_KEY],
          role: 'web' as const,
        }),
      }),
    ],
  }).compile();
  await host.get(MikroORM).migrator.up();
  return host.init();
}

describe('a host that mounts the module on its own MikroORM', () => {
  let database: TestDatabase;
  let host: TestingModule;
  let em: EntityManager;
  const company = new MemoryCompany();

  beforeAll(async () => {
    database = await freshDatabase({ empty: true });
    host = await startHost(database.url, company);
    em = host.get(EntityManager);
    const environment = host.get(Environment, { strict: false });
    const settings = { zReport: { enabled: true, directToLedger: true } };
    await connectDepartment({ em, environment }, { plan: anAccountPlan(), settings });
  });

  afterAll(async () => {
    await host.close();
    await database.drop();
  });

  const sync = (zReport: unknown) =>
    host.get(CommandBus).execute(new SyncZReport({ clientId: 'kafe', departmentId: '1', zReport }));

  /** Closes a day: the host's own row and the command, in the host's transaction. */
  const closeDay = (number: number, dispatch: () => Promise<unknown>, after?: () => Promise<void>) =>
    em.fork().transactional(async (tx) => {
      tx.create(DayClose, { number, closedBy: 'Kari' });
      await dispatch();
      await after?.();
    });

  const transfersOf = (number: number) => em.fork().find(Transfer, { number });
  const wakeUps = async () =>
    Number(
      (await em.fork().execute<{ n: string }[]>('select count(*) as n from accounting_queue.job'))[0]?.n,
    );
  const closed = (number: number) => em.fork().findOne(DayClose, { number });

  it('gets one transfer and one wake-up when its transaction commits', async () => {
    const before = await wakeUps();
    await closeDay(201, () => sync(aZReport({ number: 201 })));

    expect(await transfersOf(201)).toHaveLength(1);
    expect(await wakeUps()).toBe(before + 1);
    expect(await closed(201)).not.toBeNull();
  });

  it('gets none when it rolls back', async () => {
    const before = await wakeUps();
    const rolledBack = closeDay(
      202,
      () => sync(aZReport({ number: 202 })),
      () => Promise.reject(new Error('The till lost its network')),
    );

    await expect(rolledBack).rejects.toThrow('The till lost its network');
    expect(await transfersOf(202)).toEqual([]);
    expect(await wakeUps()).toBe(before);
    expect(await closed(202)).toBeNull();
  });

  it('can go on in its transaction after an invalid report', async () => {
    await closeDay(203, async () => {
      await expect(sync({ ...aZReport({ number: 203 }), colour: 'blue' })).rejects.toMatchObject({
        name: 'AccountingCommandError',
        code: 'DOCUMENT_INVALID',
        faults: [{ path: 'colour' }],
      });
    });

    expect(await closed(203)).not.toBeNull();
    expect(await transfersOf(203)).toEqual([]);
  });

  it('can go on in its transaction after a conflicting report', async () => {
    await sync(aZReport({ number: 204 }));
    await host.get(LaneWorker, { strict: false }).run('memory:1');

    await closeDay(204, async () => {
      await expect(sync(aZReport({ number: 204, closedBy: { id: '2', name: 'Ola' } }))).rejects.toMatchObject(
        {
          code: 'DOCUMENT_CONFLICT',
        },
      );
    });

    expect(await closed(204)).not.toBeNull();
    expect(await transfersOf(204)).toHaveLength(1);
  });

  it('can go on in its transaction when somebody else is at the same report', async () => {
    const [stored, over] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const other = closeDay(
      1205,
      () => sync(aZReport({ number: 205 })).then(() => stored.resolve(null)),
      () => over.promise.then(() => undefined),
    );
    await stored.promise;
    const started = systemClock.monotonic();
    await closeDay(205, async () => {
      await expect(sync(aZReport({ number: 205 }))).rejects.toMatchObject({ code: 'ACCOUNTING_UNAVAILABLE' });
      const [row] = await em.execute<{ lock_timeout: string }[]>('show lock_timeout');
      expect(row).toEqual({ lock_timeout: '0' });
    });
    expect(systemClock.monotonic() - started).toBeLessThan(4_000);
    over.resolve(null);
    await other;

    expect(await closed(205)).not.toBeNull();
    expect(await transfersOf(205)).toHaveLength(1);
  });

  it('makes one transfer of two dispatches at once', async () => {
    const tickets = await Promise.all([sync(aZReport({ number: 206 })), sync(aZReport({ number: 206 }))]);

    expect(new Set(tickets.map(({ transferId }) => transferId)).size).toBe(1);
    expect(tickets.map(({ duplicate }) => duplicate).sort()).toEqual([false, true]);
    expect(await transfersOf(206)).toHaveLength(1);
  });

  it('closes a day in under 50 ms while the accounting system is down', async () => {
    company.goDown();
    const took: number[] = [];
    for (let number = 300; number < 320; number++) {
      const started = systemClock.monotonic();
      await closeDay(number, () => sync(aZReport({ number })));
      took.push(systemClock.monotonic() - started);
    }
    company.comeBack();
    // The median: the machine that runs this has other things to do as well.
    expect(took.sort((a, b) => a - b)[10]).toBeLessThan(50);
  });
});
