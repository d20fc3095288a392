import { mkdirSync, realpathSync } from 'node:fs';
import { systemClock } from '@accounting/port';
import { serverBinaries, type Binaries } from './binaries.js';
import { passwordOf, prepareCluster, USER } from './cluster.js';
import { postgresError } from './embedded-postgres-error.js';
import { findHome, type Home } from './home.js';
import { knock } from './knock.js';
import { holdFolder } from './owner-lock.js';
import { launch, recordedServer, shutDown, type Server } from './server.js';

export interface EmbeddedPostgres {
  url: string;
  /** Whether the server was running already: the process that started it ended without `stop`. */
  adopted: boolean;
  /** Stops the server and lets others have the folder. Nothing else stops it: there is no exit hook. */
  stop(): Promise<void>;
}

interface Options {
  /** Everything of the database is kept here; one process at a time. */
  dataDir: string;
  /** Hears, in one line, what is worth a line. */
  log?: (line: string) => void;
  /** Settings of PostgreSQL, for instance `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
}

/** Long enough for an old server to go down. A recovery may take longer: then the next start finds it running. */
const PATIENCE = 60_000;

/** What PostgreSQL says when the old server's processes are not gone yet, or the port went to another program. */
const PASSING = /lock file .* already exists|shared memory block|could not bind|could not create any TCP/;

/**
 * A real PostgreSQL without an installation, run as a process of its own. It outlives a `kill -9` of this process;
 * the next start adopts it.
 *
 * @example
 * const postgres = await startEmbeddedPostgres({ dataDir: '.data' });
 * …
 * await postgres.stop();
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  settings = {},
}: Options): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const folder = realpathSync(dataDir);
  const release = await holdFolder(folder);
  try {
    const home = findHome(folder);
    const binaries = serverBinaries(home.uid);
    await prepareCluster(home, binaries, settings.fsync === 'off');
    const { pid, port, adopted } = await obtain(home, binaries, settings);
    log?.(
      `PostgreSQL ${binaries.version} ${adopted ? 'was running already' : 'started'}: ${home.cluster}, port ${port}, process ${pid}`,
    );
    return {
      url: `postgres://${USER}:${passwordOf(home)}@127.0.0.1:${port}/postgres`,
      adopted,
      stop: async () => {
        await shutDown(pid);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function obtain(
  home: Home,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<Server & { adopted: boolean }> {
  const deadline = systemClock.monotonic() + PATIENCE;
  let said = '';
  while (systemClock.monotonic() < deadline) {
    const recorded = recordedServer(home);
    if (recorded?.isPostgres) {
      const answer = await knock(home, recorded.port, passwordOf(home));
      if (answer === 'ours') return { ...recorded, adopted: true };
      if (answer !== 'busy') {
        throw postgresError('POSTGRES_FOREIGN_SERVER', {
          cluster: home.cluster,
          ...recorded,
          why: answer.foreign,
        });
      }
      said = `process ${recorded.pid} does not answer on port ${recorded.port}`;
    } else {
      const launched = await launch(home, binaries, settings, recorded?.pid);
      if (typeof launched !== 'string') return { ...launched, adopted: false };
      said = launched;
      if (!PASSING.test(said)) break;
    }
    await systemClock.sleep(100);
  }
  throw postgresError('POSTGRES_START_FAILED', { said, log: home.log });
}
