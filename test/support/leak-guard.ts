import { systemClock } from '@accounting/port';
import { type Client } from 'pg';

/** Closing takes a moment on the other side. */
const GRACE = 1_000;

/** What keeps a process from ending, in the words of `process.getActiveResourcesInfo()`. */
const WATCHED: Record<string, string> = {
  TCPServerWrap: 'a listening server',
  PipeServerWrap: 'a listening server (socket file)',
  ProcessWrap: 'a child process',
  Worker: 'a worker thread',
};

/**
 * Watches for servers and child processes that a spec file opens and leaves open. (Connections to PostgreSQL are
 * watched by `drop()` of `freshDatabase`.)
 *
 * @example
 * const leaks = watchForLeaks();
 * afterAll(async () => {
 *   await app.close();
 *   await leaks.expectNone();
 * });
 */
export function watchForLeaks(): { expectNone(): Promise<void> } {
  const before = watchedResources();
  return {
    expectNone: async () => {
      const left = await settled(
        async () => newSince(before),
        (found) => found.length === 0,
      );
      if (left.length > 0) throw new Error(`This spec file leaves open: ${left.join(', ')}`);
    },
  };
}

/** Fails when somebody is connected to `database`, and says who. */
export async function expectNobodyConnected(admin: Client, database: string): Promise<void> {
  const connected = await settled(
    async () => {
      const { rows } = await admin.query<{ who: string }>(
        `select format('%s (%s, last statement: %s)', coalesce(nullif(application_name, ''), 'without application_name'),
                       state, left(regexp_replace(query, '\\s+', ' ', 'g'), 80)) as who
           from pg_stat_activity
          where datname = $1 and pid <> pg_backend_pid() and backend_type = 'client backend'`,
        [database],
      );
      return rows.map(({ who }) => who);
    },
    (who) => who.length === 0,
  );
  if (connected.length > 0) {
    throw new Error(
      `Connections to ${database} are left open. Close them before drop():\n- ${connected.join('\n- ')}`,
    );
  }
}

function watchedResources(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind in WATCHED);
}

function newSince(before: string[]): string[] {
  const left = watchedResources();
  for (const kind of before) if (left.includes(kind)) left.splice(left.indexOf(kind), 1);
  return left.map((kind) => WATCHED[kind] ?? kind);
}

/** Looks until `good`, or until the grace is over; returns what was seen last. */
async function settled<T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  const deadline = systemClock.monotonic() + GRACE;
  for (;;) {
    const seen = await look();
    if (good(seen) || systemClock.monotonic() > deadline) return seen;
    await systemClock.sleep(20);
  }
}
