import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemIds } from '@accounting/port';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../apps/accounting/src/embedded-postgres/start-embedded-postgres.js';
import { expectNobodyConnected } from './leak-guard.js';

export interface TestDatabase {
  url: string;
  /** Takes it away again. Fails, and names them, when somebody is still connected. */
  drop(): Promise<void>;
}

/** No crash safety: what is in it is thrown away. */
const QUICK = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * A database of one's own with our tables in it, quickly: a copy of a template that is migrated once in a jest
 * run. The server is an embedded PostgreSQL, started by the first that asks; or that of TEST_DATABASE_URL.
 *
 * `empty`: without our tables, for a host that runs our migrations with its own.
 *
 * @example
 * let database: TestDatabase;
 * beforeAll(async () => (database = await freshDatabase()));
 * afterAll(() => database.drop());
 */
export async function freshDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL ?? (await ownServer());
  const name = `${ofThisRun('ACCOUNTING_TEST_DATABASES')}${systemIds.uuid().slice(0, 8)}`;
  await asAdmin(server, async (admin) => {
    await createDatabase(admin, name, empty ? 'template0' : await template(admin, server));
  });
  return {
    url: urlOf(server, name),
    drop: () =>
      asAdmin(server, async (admin) => {
        try {
          await expectNobodyConnected(admin, name);
        } finally {
          await admin.query(`drop database if exists "${name}" with (force)`);
        }
      }),
  };
}

/** Set by globalSetup: the folder of this jest run, and what the names of its databases begin with. */
function ofThisRun(name: 'ACCOUNTING_TEST_RUN' | 'ACCOUNTING_TEST_DATABASES'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: database specs run under jest, with its globalSetup`);
  return value;
}

/** One server for all of jest's workers. The one that gets to make the folder `starting` starts it, the others wait. */
async function ownServer(): Promise<string> {
  const folder = ofThisRun('ACCOUNTING_TEST_RUN');
  const url = join(folder, 'url');
  while (!existsSync(url)) {
    if (isFirst(join(folder, 'starting'))) await startServer(folder, url);
    else await systemClock.sleep(20);
  }
  return readFileSync(url, 'utf8');
}

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
}

async function startServer(folder: string, urlFile: string): Promise<void> {
  try {
    // Never stopped here: the other workers use it to the end, and globalTeardown stops it.
    const { url } = await startEmbeddedPostgres({ dataDir: folder, settings: QUICK });
    writeFileSync(`${urlFile}.new`, url);
    renameSync(`${urlFile}.new`, urlFile);
  } catch (error) {
    // The next one tries as well, and says why it does not work instead of waiting.
    rmSync(join(folder, 'starting'), { recursive: true });
    throw error;
  }
}

/** Under a lock, so that it is made once; under another name until it is whole. */
async function template(admin: Client, server: string): Promise<string> {
  const name = `${ofThisRun('ACCOUNTING_TEST_DATABASES')}template`;
  const lock = createHash('sha256').update(name).digest().readInt32BE();
  await admin.query('select pg_advisory_lock($1)', [lock]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) {
      await admin.query(`drop database if exists "${name}_new" with (force)`);
      await createDatabase(admin, `${name}_new`, 'template0');
      await migrate(urlOf(server, `${name}_new`));
      await expectNobodyConnected(admin, `${name}_new`);
      await admin.query(`alter database "${name}_new" rename to "${name}"`);
    }
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [lock]);
  }
  return name;
}

/**
 * Loaded only by the one spec file that makes the template, and not through the front door: entities and migrations
 * are enough, the others need not load the application.
 */
async function migrate(url: string): Promise<void> {
  const { migrateAccounting } = await import('../../libs/accounting-sync/src/orm.js');
  await migrateAccounting(url);
}

async function createDatabase(admin: Client, name: string, from: string): Promise<void> {
  const { rows } = await admin.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  // The quicker way, by far; PostgreSQL 14 knows no other.
  const strategy = (rows[0]?.version ?? 0) >= 150_000 ? 'strategy file_copy' : '';
  await admin.query(`create database "${name}" template "${from}" ${strategy}`);
}

async function asAdmin<T>(server: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: server, application_name: 'test support' });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
