import { Logger } from '@nestjs/common';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options, defineConfig } from '@mikro-orm/postgresql';
import { ApiKey } from './access/api-key.js';
import { StoredAccountPlan } from './account-plan/stored-account-plan.js';
import { HostConnection } from './connection/host-connection.js';
import { PullCursor } from './pull/pull-cursor.js';
import { ScheduleRun } from './schedule/schedule-run.js';
import { RegisterRecord, Register } from './register/register-record.js';
import { Link } from './register/link.js';
import { Connection } from './connection/connection.js';
import { ErpList } from './connection/erp-lists.js';
import { LearntFact } from './connection/learnt-facts.js';
import { RateBudget } from './connection/rate-budget.js';
import { ErpSession } from './connection/session-vault.js';
import { Client, Department } from './department/department.js';
import { Migration20261124000000 } from './migrations/migration-20261124000000.js';
import { Migration20261125000000 } from './migrations/migration-20261125000000.js';
import { Migration20261126000000 } from './migrations/migration-20261126000000.js';
import { Migration20261127000000 } from './migrations/migration-20261127000000.js';
import { QUEUE_SCHEMA } from './queue/lane-queue.js';
import { StoredSettings } from './settings/settings.js';
import { Attempt, ExchangeRow } from './transfer/attempt.js';
import { Lane } from './transfer/lane.js';
import { DeliveryStep, FrozenDocument } from './transfer/step.js';
import { XNumber } from './sync-z-report/x-number.js';
import { Transfer } from './transfer/transfer.js';

const log = new Logger('AccountingDatabase');

/** For a host that mounts the module on its own MikroORM. All stand in schema `accounting`. */
export const accountingEntities = [
  ApiKey,
  Attempt,
  Client,
  Connection,
  DeliveryStep,
  Department,
  ErpList,
  ErpSession,
  ExchangeRow,
  FrozenDocument,
  HostConnection,
  Lane,
  LearntFact,
  Link,
  PullCursor,
  RateBudget,
  Register,
  RegisterRecord,
  ScheduleRun,
  StoredAccountPlan,
  StoredSettings,
  Transfer,
  XNumber,
];

/** In order; for the host's `migrationsList`. Each can run while the previous version still serves. */
export const accountingMigrations = [
  { name: 'Migration20261124000000', class: Migration20261124000000 },
  { name: 'Migration20261125000000', class: Migration20261125000000 },
  { name: 'Migration20261126000000', class: Migration20261126000000 },
  { name: 'Migration20261127000000', class: Migration20261127000000 },
];

/** Schemas that a host's own schema generator must leave alone. */
export const accountingSchemas = ['accounting', QUEUE_SCHEMA];

/** Any number: all processes of ours that migrate one database agree on it. */
const MIGRATION_LOCK = 7_203_811;

export function accountingOrmConfig(clientUrl: string): Options {
  return defineConfig({
    clientUrl,
    // A host's own MikroORM may run in this process: transactions of the two must not be taken for one another.
    contextName: 'accounting',
    entities: accountingEntities,
    extensions: [Migrator],
    timezone: 'UTC',
    driverOptions: { application_name: 'accounting' },
    logger: (message) => log.debug(message),
    schemaGenerator: { ignoreSchema: [QUEUE_SCHEMA] },
    migrations: {
      tableName: 'accounting.migration',
      migrationsList: accountingMigrations,
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
  });
}

/** Brings the tables up to date. Several processes may do it at once: one does, the others wait. */
export async function migrateAccounting(clientUrl: string): Promise<void> {
  const orm = await MikroORM.init(accountingOrmConfig(clientUrl));
  try {
    await orm.em.fork().transactional(async (tx) => {
      await tx.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
      await orm.migrator.up();
    });
  } finally {
    await orm.close();
  }
}
