import { mkdtempSync, readdirSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databasePrefix, removeRun, RUN_PREFIX } from './run-folder.mjs';

/**
 * Names the folder of this jest run. The database server in it is started by the first spec that asks for a database
 * (test/support/database.ts): unit specs alone pay nothing.
 */
export default async function globalSetup() {
  await removeAbandonedRuns();
  const folder = mkdtempSync(join(tmpdir(), `${RUN_PREFIX}${process.pid}-`));
  // As root the server runs as another user, who must come in.
  chmodSync(folder, 0o755);
  process.env.ACCOUNTING_TEST_RUN = folder;
  process.env.ACCOUNTING_TEST_DATABASES = databasePrefix(folder);
}

/** A run that was interrupted (Ctrl-C) reaches no teardown and leaves its server behind. */
async function removeAbandonedRuns() {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(RUN_PREFIX) && Number(name.slice(RUN_PREFIX.length).split('-')[0]);
    if (pid && !isRunning(pid)) await removeRun(join(tmpdir(), name)).catch(() => undefined);
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
