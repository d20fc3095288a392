import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export const RUN_PREFIX = 'accounting-jest-';

/** Takes away what a jest run left: its databases on a server of others, or its own server, and its folder. */
export async function removeRun(folder) {
  if (process.env.TEST_DATABASE_URL)
    await dropDatabases(process.env.TEST_DATABASE_URL, databasePrefix(folder));
  const location = join(folder, 'postgres.location');
  const home = existsSync(location) ? readFileSync(location, 'utf8') : folder;
  await stopServer(join(home, 'postgres', 'postmaster.pid'));
  for (const each of [home, folder]) rmSync(each, { recursive: true, force: true });
}

/** All databases of a run begin with this. */
export function databasePrefix(folder) {
  return `${basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_')}_`;
}

async function dropDatabases(url, prefix) {
  const client = new pg.Client({ connectionString: url, application_name: 'test teardown' });
  await client.connect();
  const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [
    prefix,
  ]);
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  await client.end();
}

/** At once (SIGQUIT): nothing in this folder is wanted any more. The pid file goes when the server has gone. */
async function stopServer(pidFile) {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    return;
  }
  for (let waited = 0; existsSync(pidFile) && waited < 10_000; waited += 20) await sleep(20);
}
