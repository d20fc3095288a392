import { readFileSync, renameSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemIds } from '@accounting/port';
import { postgresError } from './embedded-postgres-error.js';
import { processStart, stillRuns } from './process-start.js';

interface Holder {
  pid: number;
  /** See `processStart`. */
  start: string;
  since: string;
}

const ATTEMPTS = 20;

/**
 * Makes this process the one that uses `dataDir`, until the returned function is called or the process ends. A lock
 * whose holder has ended is taken over.
 */
export async function holdFolder(dataDir: string): Promise<() => void> {
  const file = join(dataDir, 'postgres.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    since: systemClock.now().toISOString(),
  } satisfies Holder);

  for (let attempt = 1; ; attempt += 1) {
    if (createdNew(file, mine)) return () => release(file, mine);

    const content = contentOf(file);
    const holder = holderIn(content);
    if (holder && stillRuns(holder.pid, holder.start))
      throw postgresError('POSTGRES_HELD', { dataDir, ...holder });
    if (attempt >= ATTEMPTS) throw postgresError('POSTGRES_HELD', { dataDir, pid: 0, since: '?', ...holder });

    // Another process may stand between creating the file and writing into it: an unreadable lock gets time.
    if (content !== undefined && (holder || attempt > ATTEMPTS / 2)) putAside(file, content);
    else await systemClock.sleep(25);
  }
}

function createdNew(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(content = ''): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined;
  }
}

/** Two processes may find the same stale lock. Renaming lets only one of them have it. */
function putAside(file: string, stale: string): void {
  const aside = `${file}.${systemIds.uuid()}`;
  try {
    renameSync(file, aside);
    // The other was faster, and this is its new lock: give it back.
    if (contentOf(aside) !== stale) linkSync(aside, file);
  } catch {
    // Gone, or there again: the next attempt sees which.
  }
  rmSync(aside, { force: true });
}

function release(file: string, mine: string): void {
  if (contentOf(file) === mine) rmSync(file, { force: true });
}
