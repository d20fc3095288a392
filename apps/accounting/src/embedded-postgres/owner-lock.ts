import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@accounting/port';
import { postgresError } from './embedded-postgres-error.js';
import { processStart, stillRuns } from './process-start.js';

interface Holder {
  pid: number;
  /** See `processStart`. */
  start: string;
  since: string;
}

/** Nobody is behind the door for longer than a few system calls; whoever is, died there. */
const DIED_BEHIND_THE_DOOR = 10_000;

/**
 * Makes this process the one that uses `dataDir`, until the returned function is called or the process ends: a lock
 * whose holder has ended is taken over.
 */
export async function holdFolder(dataDir: string): Promise<() => void> {
  const file = join(dataDir, 'postgres.lock');
  const mine = JSON.stringify({
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    since: systemClock.now().toISOString(),
  } satisfies Holder);

  await oneAtATime(`${file}.door`, () => {
    const holder = holderIn(file);
    if (holder && stillRuns(holder.pid, holder.start))
      throw postgresError('POSTGRES_HELD', { dataDir, ...holder });
    // Appears whole: whoever reads it without the door never sees half of it.
    writeFileSync(`${file}.new`, mine);
    renameSync(`${file}.new`, file);
  });
  return () => {
    if (contentOf(file) === mine) rmSync(file, { force: true });
  };
}

/** Several may find the same stale lock; looking and replacing it must be one act. Making a folder is atomic. */
async function oneAtATime(door: string, work: () => void): Promise<void> {
  while (!entered(door)) await systemClock.sleep(10);
  try {
    work();
  } finally {
    rmSync(door, { recursive: true, force: true });
  }
}

function entered(door: string): boolean {
  try {
    mkdirSync(door);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = statSync(door, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (systemClock.now().getTime() - since > DIED_BEHIND_THE_DOOR)
      rmSync(door, { recursive: true, force: true });
    return false;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(file: string): Holder | undefined {
  try {
    return JSON.parse(contentOf(file) ?? '') as Holder;
  } catch {
    return undefined;
  }
}
