import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemIds } from '@accounting/port';
import { Client } from 'pg';
import { watchForLeaks } from '../../../../test/support/leak-guard.js';
import { installedPackage, serverBinaries } from './binaries.js';
import { holdFolder } from './owner-lock.js';
import { processStart } from './process-start.js';
import { canEnter, isRoot, NOBODY, runAs, tempFolder } from './server-user.js';
import { shutDown } from './server.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const LAUNCHER = join(import.meta.dirname, 'start-embedded-postgres.ts');
const LOCK = join(import.meta.dirname, 'owner-lock.ts');

const asRoot = isRoot() ? it : it.skip;
const asRootInAnOpenCheckout = isRoot() && canEnter(ROOT, NOBODY) ? it : it.skip;

const TEMP = tempFolder(isRoot() ? NOBODY : undefined);

const leaks = watchForLeaks();
const folders: string[] = [];
const children: ChildProcess[] = [];

/** A temp folder is closed to others (700); most tests want one that the server's user may enter. */
function folder(mode = 0o755): string {
  const made = mkdtempSync(join(TEMP, 'embedded-postgres-spec-'));
  chmodSync(made, mode);
  folders.push(made);
  return made;
}

const start = (dataDir: string, settings = {}): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, settings: { fsync: 'off', ...settings } });

async function sql(url: string, statement: string): Promise<Record<string, unknown> | undefined> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

/** Runs `code` in a process of its own, which then stays, and returns the first line that it prints. */
async function inAnotherProcess(code: string, uid?: number): Promise<{ child: ChildProcess; said: string }> {
  const args = ['--import', join(ROOT, 'test/support/typescript.mjs'), '--input-type=module', '-e'];
  const child = spawn(process.execPath, [...args, `${code}; setInterval(() => {}, 1e6);`], {
    ...runAs(uid),
    cwd: TEMP,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const errors: string[] = [];
  child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  const [said] = (await Promise.race([once(child.stdout, 'data'), once(child, 'close')])) as unknown[];
  if (!Buffer.isBuffer(said)) throw new Error(`The other process ended: ${errors.join('')}`);
  return { child, said: said.toString().trim() };
}

const startsServer = (dataDir: string): string => `
  import { startEmbeddedPostgres } from '${LAUNCHER}';
  const { url } = await startEmbeddedPostgres({ dataDir: '${dataDir}', settings: { fsync: 'off' } });
  console.log(url)`;

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

const home = (dataDir: string): string =>
  existsSync(join(dataDir, 'postgres.location'))
    ? readFileSync(join(dataDir, 'postgres.location'), 'utf8')
    : dataDir;

const pidFile = (dataDir: string): string => join(home(dataDir), 'postgres', 'postmaster.pid');

function postmaster(dataDir: string): number {
  return Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]);
}

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && !child.killed) await killed(child);
});

afterAll(async () => {
  for (const made of folders) {
    // Only a test that failed leaves one behind.
    if (existsSync(pidFile(made))) await shutDown(postmaster(made));
    rmSync(home(made), { recursive: true, force: true });
    rmSync(made, { recursive: true, force: true });
  }
  await leaks.expectNone();
});

describe('a first start and the next', () => {
  const dataDir = folder();

  it('makes a database that only this machine reaches, with a password of its own', async () => {
    const lines: string[] = [];
    const postgres = await startEmbeddedPostgres({
      dataDir,
      log: (line) => lines.push(line),
      settings: { fsync: 'off' },
    });
    const { url } = postgres;
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((at) => at?.family === 'IPv4' && !at.internal);

    expect(
      await sql(url, `select lower('ÆØÅ') as lower, current_setting('server_encoding') as encoding`),
    ).toEqual({
      lower: 'æøå',
      encoding: 'UTF8',
    });
    expect(await sql(url, 'show unix_socket_directories')).toEqual({ unix_socket_directories: '' });
    expect(
      await sql(url, 'select left(rolpassword, 13) as kept from pg_authid where rolname = current_user'),
    ).toEqual({
      kept: 'SCRAM-SHA-256',
    });
    await expect(sql(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(
      'password authentication',
    );
    if (outside)
      await expect(sql(url.replace('127.0.0.1', outside.address), 'select')).rejects.toThrow('ECONNREFUSED');
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    expect(lines).toEqual([expect.stringMatching(/^PostgreSQL 18\.\S+ started: /)]);

    await sql(url, 'create table kept as select 1 as one');
    await postgres.stop();
    await expect(sql(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
  });

  it('keeps data and port', async () => {
    const port = readFileSync(join(dataDir, 'postgres.port'), 'utf8');
    const postgres = await start(dataDir);

    expect(postgres.adopted).toBe(false);
    expect(new URL(postgres.url).port).toBe(port);
    expect(await sql(postgres.url, 'select one from kept')).toEqual({ one: 1 });
    await postgres.stop();
    await postgres.stop();
  });

  it('says at once what PostgreSQL does not like', async () => {
    await expect(start(dataDir, { work_mem: 'plenty' })).rejects.toMatchObject({
      code: 'POSTGRES_START_FAILED',
      message: expect.stringMatching(/startet ikke.*work_mem[^]*did not start.*work_mem/),
    });
  });

  it('keeps the server apart from our terminal and our environment', async () => {
    const postgres = await start(dataDir);
    // A process group of its own: Ctrl-C in the terminal reaches the app and not the server.
    if (process.platform !== 'win32') expect(process.kill(-postmaster(dataDir), 0)).toBe(true);
    const environment = existsSync('/proc/self/environ')
      ? readFileSync(`/proc/${postmaster(dataDir)}/environ`, 'utf8')
      : '';
    await postgres.stop();

    expect(environment).not.toContain('ACCOUNTING_TEST_RUN');
  });
});

describe('after kill -9', () => {
  it('of this process, the next start adopts the server', async () => {
    const dataDir = folder();
    const { child, said } = await inAnotherProcess(startsServer(dataDir));
    await sql(said, 'create table kept as select 1 as one');
    await killed(child);

    const postgres = await start(dataDir);
    expect(postgres).toMatchObject({ adopted: true, url: said });
    expect(await sql(postgres.url, 'select one from kept')).toEqual({ one: 1 });
    await postgres.stop();
    await expect(sql(said, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('of the server, the next start recovers, once the last of the old processes is gone', async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await sql(first.url, 'create table kept as select 1 as one');
    // It does not notice that its server has died until it is done.
    const busy = sql(
      first.url,
      `do $$ begin loop exit when clock_timestamp() > now() + interval '0.8 s'; end loop; end $$`,
    ).catch(() => undefined);
    await systemClock.sleep(100);
    process.kill(postmaster(dataDir), 'SIGKILL');
    await first.stop();

    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await sql(second.url, 'select one from kept')).toEqual({ one: 1 });
    await busy;
    await second.stop();
  });

  it('and a pid that has gone to another program since, it starts all the same', async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    const recorded = readFileSync(pidFile(dataDir), 'utf8');
    await first.stop();
    const other = spawn('sleep', ['60'], { ...runAs(isRoot() ? NOBODY : undefined), stdio: 'ignore' });
    children.push(other);
    writeFileSync(pidFile(dataDir), '');
    if (isRoot()) chownSync(pidFile(dataDir), NOBODY, NOBODY);
    writeFileSync(pidFile(dataDir), recorded.replace(/^\d+/, String(other.pid)));

    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    await second.stop();
    expect(processStart(other.pid ?? 0)).toBeDefined();
  });
});

describe('a server that is not ours is left alone', () => {
  it('when it does not know our password', async () => {
    const dataDir = folder();
    const { child, said } = await inAnotherProcess(startsServer(dataDir));
    await killed(child);
    const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8');
    writeFileSync(join(dataDir, 'postgres.password'), 'another');

    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'POSTGRES_FOREIGN_SERVER',
      message: expect.stringContaining(`prosess ${postmaster(dataDir)}`),
    });
    expect(await sql(said, 'select 1 as alive')).toEqual({ alive: 1 });

    writeFileSync(join(dataDir, 'postgres.password'), password);
    await (await start(dataDir)).stop();
  });

  it('when it serves another folder', async () => {
    const [dataDir, copy] = [folder(), folder()];
    const postgres = await start(dataDir);
    mkdirSync(join(copy, 'postgres'));
    if (isRoot()) chownSync(join(copy, 'postgres'), NOBODY, NOBODY);
    for (const file of ['postgres.password', 'postgres/PG_VERSION', 'postgres/postmaster.pid']) {
      cpSync(join(dataDir, file), join(copy, file));
    }

    await expect(start(copy)).rejects.toMatchObject({
      code: 'POSTGRES_FOREIGN_SERVER',
      message: expect.stringContaining(`it serves ${join(dataDir, 'postgres')}`),
    });
    await postgres.stop();
  });
});

describe('the data of others', () => {
  function aCluster(version: string): string {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'postgres'));
    if (isRoot()) chownSync(join(dataDir, 'postgres'), NOBODY, NOBODY);
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), `${version}\n`);
    return dataDir;
  }

  it('of another PostgreSQL version is refused, with the way out', async () => {
    const dataDir = aCluster('15');

    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'POSTGRES_OTHER_VERSION',
      message: expect.stringMatching(
        /PostgreSQL 15, programmet har 18.*pg_dump.*DATABASE_URL[^]*of PostgreSQL 15/,
      ),
    });
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
  });

  it('without its password is refused', async () => {
    await expect(start(aCluster('18'))).rejects.toMatchObject({ code: 'POSTGRES_PASSWORD_LOST' });
  });

  asRoot('which belong to root are refused: PostgreSQL never runs as root', async () => {
    const dataDir = aCluster('18');
    chownSync(join(dataDir, 'postgres'), 0, 0);

    await expect(start(dataDir)).rejects.toMatchObject({ code: 'POSTGRES_OTHER_USER' });
  });
});

describe('one process a folder', () => {
  (existsSync('/proc/self/stat') ? it : it.skip)(
    'takes a process that has ended for ended, also when nobody collects it',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      children.push(parent);
      const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
      while (processStart(Number(pid)) !== undefined) await systemClock.sleep(20);

      expect(process.kill(Number(pid), 0)).toBe(true);
    },
  );

  it('refuses the second and says who is there', async () => {
    const dataDir = folder();
    const { child } = await inAnotherProcess(startsServer(dataDir));

    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'POSTGRES_HELD',
      message: expect.stringMatching(
        new RegExp(
          `bruk av prosess ${child.pid ?? 0}, siden 20[^]*held by process ${child.pid ?? 0}, since 20`,
        ),
      ),
    });
    await killed(child);
    await (await start(dataDir)).stop();
  });

  it.each([
    ['of a dead process', { pid: 2 ** 22 + 1, start: '1' }],
    ['of a process whose pid is in use again', { pid: process.pid, start: '1' }],
  ])('takes over the lock %s', async (_, stale) => {
    if (stale.pid === process.pid && processStart(process.pid) === '') return;
    const dataDir = folder();
    writeFileSync(join(dataDir, 'postgres.lock'), JSON.stringify({ ...stale, since: '2026-01-01' }));

    const release = await holdFolder(dataDir);
    await expect(holdFolder(dataDir)).rejects.toMatchObject({ code: 'POSTGRES_HELD' });
    release();
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
  });

  it('takes over a lock that a crash left empty', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'postgres.lock'), '');

    (await holdFolder(dataDir))();
  });

  it('goes on when a process died while it took the lock', async () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'postgres.lock.door'));
    utimesSync(join(dataDir, 'postgres.lock.door'), 1, 1);

    (await holdFolder(dataDir))();
  });

  it('lets one of four in that find the same stale lock', async () => {
    const dataDir = folder();
    writeFileSync(
      join(dataDir, 'postgres.lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, start: '1', since: '' }),
    );
    const at = systemClock.now().getTime() + 1_500;
    const tries = `
      import { holdFolder } from '${LOCK}';
      while (Date.now() < ${at});
      console.log(await holdFolder('${dataDir}').then(() => 'in', (error) => error.code))`;

    const said = await Promise.all([1, 2, 3, 4].map(async () => (await inAnotherProcess(tries)).said));
    expect(said.sort()).toEqual(['POSTGRES_HELD', 'POSTGRES_HELD', 'POSTGRES_HELD', 'in']);
  });
});

describe('closed folders and other users', () => {
  it('works in a folder with mode 700', async () => {
    const dataDir = join(folder(0o700), 'project', '.data');
    const first = await start(dataDir);
    folders.push(home(dataDir));
    await sql(first.url, 'create table kept as select 1 as one');
    await first.stop();

    const second = await start(dataDir);
    expect(await sql(second.url, 'select one from kept')).toEqual({ one: 1 });
    await second.stop();
    expect(existsSync(join(dataDir, 'postgres'))).toBe(!isRoot());
  });

  asRoot('refuses a copy of such a folder, and follows one that was moved', async () => {
    const original = join(folder(0o700), 'data');
    const copy = join(folder(0o700), 'data');
    await (await start(original)).stop();
    folders.push(home(original));
    cpSync(original, copy, { recursive: true });

    await expect(start(copy)).rejects.toMatchObject({ code: 'POSTGRES_FOLDER_COPIED' });
    rmSync(original, { recursive: true });
    await (await start(copy)).stop();
  });

  asRoot('runs as the owner of the data that are there already', async () => {
    const dataDir = folder();
    chownSync(dataDir, 1, 1);
    chmodSync(dataDir, 0o700);
    mkdirSync(join(dataDir, 'postgres'));
    chownSync(join(dataDir, 'postgres'), 1, 1);

    const postgres = await start(dataDir);
    expect(statSync(join(dataDir, 'postgres', 'postmaster.pid')).uid).toBe(1);
    await postgres.stop();
  });

  asRootInAnOpenCheckout('works for an ordinary user', async () => {
    const dataDir = folder();
    chownSync(dataDir, NOBODY, NOBODY);
    chmodSync(dataDir, 0o700);
    const { child, said } = await inAnotherProcess(startsServer(dataDir), NOBODY);

    expect(await sql(said, 'select 1 as one')).toEqual({ one: 1 });
    await killed(child);
    await (await start(dataDir)).stop();
  });
});

describe('the binaries', () => {
  const version = `spec-${systemIds.uuid()}`;
  const copy = join(TEMP, `duell-postgres-${version}-${process.getuid?.() ?? 0}`);

  /** As `npm ci --ignore-scripts` unpacks it. */
  function installedIn(parent: string): string {
    const { folder: original } = installedPackage();
    const installed = join(parent, 'package');
    cpSync(original, installed, { recursive: true, verbatimSymlinks: true });
    for (const { target } of links(original)) rmSync(join(installed, target), { force: true });
    return installed;
  }

  function links(at: string): { target: string }[] {
    return JSON.parse(readFileSync(join(at, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  }

  const versionOf = (program: string, uid?: number): string =>
    execFileSync(program, ['--version'], { ...runAs(uid), cwd: '/', encoding: 'utf8', stdio: 'pipe' });

  it('run without the links that their install script would have made', () => {
    const installed = installedIn(folder());
    expect(() => versionOf(join(installed, 'native/bin/postgres'))).toThrow('cannot open shared object');

    const { postgres } = serverBinaries(undefined, { folder: installed, version });
    expect(postgres).toBe(join(installed, 'native/bin/postgres'));
    expect(versionOf(postgres)).toContain('18.');
  });

  asRoot(
    'run from a copy when the server may not come in, and the copy is made good when it is not whole',
    () => {
      const installed = installedIn(folder(0o700));
      execFileSync('chmod', ['-R', 'go-rwx', installed]);
      folders.push(copy);

      const { postgres } = serverBinaries(NOBODY, { folder: installed, version });
      expect(postgres).toBe(join(copy, 'native/bin/postgres'));
      expect(versionOf(postgres, NOBODY)).toContain('18.');

      const { ino } = statSync(copy);
      serverBinaries(NOBODY, { folder: installed, version });
      expect(statSync(copy).ino).toBe(ino);

      rmSync(join(copy, 'native/lib/libicuuc.so.60.2'));
      serverBinaries(NOBODY, { folder: installed, version });
      expect(versionOf(postgres, NOBODY)).toContain('18.');
    },
  );
});
