import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '@accounting/port';
import { type Binaries } from './binaries.js';
import { passwordOf, serverEnvironment } from './cluster.js';
import { postgresError } from './embedded-postgres-error.js';
import { type Home } from './home.js';
import { knock } from './knock.js';
import { processStart } from './process-start.js';
import { runAs } from './server-user.js';

export interface Server {
  pid: number;
  port: number;
}

const LOG_LIMIT = 10_000_000;

/**
 * What postmaster.pid says, when that process lives. `isPostgres` is false when its pid has gone to another program
 * since; only Linux tells.
 */
export function recordedServer(home: Home): (Server & { isPostgres: boolean }) | undefined {
  const file = join(home.cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  // Lines: pid, data folder, start, port, …
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || processStart(pid) === undefined) return undefined;
  return { pid, port: port ?? 0, isPostgres: commandOf(pid)?.includes('postgres') ?? true };
}

/**
 * Starts the server and waits until it answers with our password from our folder. Returns what it said when it
 * ended instead.
 *
 * @param reusedPid a pid in postmaster.pid that now belongs to another program. PostgreSQL would take it for a
 * running server of its own; named as its grandparent it is passed over, and the shared-memory check still stands.
 */
export async function launch(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
  reusedPid: number | undefined,
): Promise<Server | string> {
  const port = await portFor(home);
  const logged = rotatedLog(home.log);
  const log = openSync(home.log, 'a', 0o600);
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', home.cluster, '-p', String(port), ...args], {
    ...runAs(home.uid),
    cwd: home.folder,
    env: { ...serverEnvironment(), ...(reusedPid && { PG_GRANDPARENT_PID: String(reusedPid) }) },
    // In a session of its own, or Ctrl-C in the terminal would stop it before the app has finished.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();

  let ended: string | undefined;
  child.once('error', (error) => (ended = String(error)));
  child.once('exit', () => (ended ??= readFileSync(home.log, 'utf8').slice(logged).trim().slice(-1000)));
  while (ended === undefined) {
    const answer = await knock(home, port, passwordOf(home));
    if (answer === 'ours' && child.pid !== undefined) {
      // From here on its end is nobody's business but its stopper's, who may have taken the log away.
      child.removeAllListeners();
      return { pid: child.pid, port };
    }
    await systemClock.sleep(10);
  }
  return ended;
}

/** A fast shutdown: sessions are ended, everything is written. Returns when the process is gone. */
export async function shutDown(pid: number): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = systemClock.monotonic() + patience;
    while (systemClock.monotonic() < deadline) {
      if (processStart(pid) === undefined) return;
      await systemClock.sleep(10);
    }
  }
  throw postgresError('POSTGRES_STOP_FAILED', { pid });
}

function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return undefined;
  }
}

/** The port of the last time when it is free, so that a client set up by hand goes on working; else any free one. */
async function portFor(home: Home): Promise<number> {
  const kept = existsSync(home.port) ? Number(readFileSync(home.port, 'utf8')) : 0;
  const port = (await freePort(kept)) ?? (await freePort(0)) ?? 0;
  writeFileSync(home.port, String(port));
  return port;
}

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** Begins a new log when the old one has grown large; returns the length of what is there. */
function rotatedLog(file: string): number {
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size < LOG_LIMIT) return size;
  renameSync(file, `${file}.old`);
  return 0;
}
