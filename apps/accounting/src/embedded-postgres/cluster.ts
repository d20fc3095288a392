import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemIds } from '@accounting/port';
import { type Binaries } from './binaries.js';
import { postgresError } from './embedded-postgres-error.js';
import { type Home } from './home.js';
import { runAs } from './server-user.js';

/** Owner of the database and the only login. */
export const USER = 'app';

/** Makes the data folder at the first start; at each later one makes sure that this PostgreSQL can read it. */
export async function prepareCluster(home: Home, binaries: Binaries, quick: boolean): Promise<void> {
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) return initdb(home, binaries, quick);

  const found = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim();
  const wanted = binaries.version.split('.')[0] ?? '';
  if (found !== wanted)
    throw postgresError('POSTGRES_OTHER_VERSION', { cluster: home.cluster, found, wanted });
  if (!existsSync(home.password)) {
    throw postgresError('POSTGRES_PASSWORD_LOST', { file: home.password, cluster: home.cluster });
  }
}

export function passwordOf(home: Home): string {
  return readFileSync(home.password, 'utf8');
}

/** Nothing of our environment (SECRETS_KEY, for one) reaches the server, but the little that it needs. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

/** In a folder of another name until it is whole: a start that was cut off leaves nothing half-made behind. */
async function initdb(home: Home, binaries: Binaries, quick: boolean): Promise<void> {
  const draft = `${home.cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (!existsSync(home.password)) writePassword(home.password);
  if (home.uid !== undefined) for (const path of [draft, home.password]) chownSync(path, home.uid, home.uid);

  await run(home, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${USER}`,
    `--pwfile=${home.password}`,
    '--auth=scram-sha-256',
    // The same on every machine, whatever its LANG; sorting is by code point.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(quick ? ['--no-sync'] : []),
  ]);
  renameSync(draft, home.cluster);
}

function writePassword(file: string): void {
  writeFileSync(file, Buffer.from(systemIds.random(24)).toString('base64url'), { mode: 0o600 });
}

async function run(home: Home, program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, { ...runAs(home.uid), cwd: home.folder, env: serverEnvironment() });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => output.push(text.toString()));

  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) =>
      reject(postgresError('POSTGRES_START_FAILED', { said: String(error), log: '-' }, error)),
    );
    child.once('close', resolve);
  });
  if (code !== 0) {
    const said = output.join('').trim().slice(-1000);
    throw postgresError('POSTGRES_START_FAILED', { said: `initdb, exit ${String(code)}: ${said}`, log: '-' });
  }
}
