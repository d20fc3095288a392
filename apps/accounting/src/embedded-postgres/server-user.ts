import { existsSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** "nobody". PostgreSQL refuses to run as root; this uid needs no user to be created. */
export const NOBODY = 65534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The options of spawn and chown that make a process or file the server's. Without a uid it is our own already. */
export function runAs(uid: number | undefined): { uid?: number; gid?: number } {
  return uid === undefined ? {} : { uid, gid: uid };
}

/** Whether a process of `uid` can reach what lies in `folder`: each folder on the way must let it through. */
export function canEnter(folder: string, uid: number | undefined): boolean {
  if (uid === undefined) return true;
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    const { mode, uid: owner } = statSync(at);
    if ((mode & (owner === uid ? 0o100 : 0o001)) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A temp folder that `uid` can enter: root's own (TMPDIR) may be closed to others. */
export function tempFolder(uid: number | undefined): string {
  return [tmpdir(), '/tmp', '/var/tmp'].find((at) => existsSync(at) && canEnter(at, uid)) ?? tmpdir();
}
