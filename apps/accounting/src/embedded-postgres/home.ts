import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { postgresError } from './embedded-postgres-error.js';
import { canEnter, isRoot, NOBODY } from './server-user.js';

/** Where the database lives, and who runs it. */
export interface Home {
  folder: string;
  /** PostgreSQL's own data folder. */
  cluster: string;
  password: string;
  port: string;
  log: string;
  /** The user of the server process; `undefined` is our own user. */
  uid: number | undefined;
}

/** For root in a folder that the server's user cannot enter. Not a temp folder: these are somebody's books. */
const ELSEWHERE = '/var/lib/duell-accounting';

/**
 * The database lives in `dataDir`, with one exception: PostgreSQL cannot run as root, and the user it then runs as
 * may be shut out of `dataDir` by a folder of mode 700 on the way (`/root`, for one). Then it lives in a folder of
 * its own under `/var/lib/duell-accounting`, and `postgres.location` in `dataDir` says which.
 */
export function findHome(dataDir: string): Home {
  const folder = existsSync(join(dataDir, 'postgres.location')) ? pointedTo(dataDir) : dataDir;
  const cluster = join(folder, 'postgres');
  if (existsSync(cluster)) return homeIn(folder, ownerOf(cluster));

  const uid = isRoot() ? NOBODY : undefined;
  return homeIn(canEnter(folder, uid) ? folder : newPlace(dataDir), uid);
}

function homeIn(folder: string, uid: number | undefined): Home {
  if (uid !== undefined && !canEnter(folder, uid))
    throw postgresError('POSTGRES_FOLDER_CLOSED', { folder, uid });
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    cluster: at('postgres'),
    password: at('postgres.password'),
    port: at('postgres.port'),
    log: at('postgres.log'),
    uid,
  };
}

/** Root runs the server as whoever owns the data, so that `sudo npm start` and `npm start` can take turns. */
function ownerOf(cluster: string): number | undefined {
  const owner = statSync(cluster).uid;
  if (isRoot() && owner !== 0) return owner;
  if (process.getuid && (isRoot() || owner !== process.getuid())) {
    throw postgresError('POSTGRES_OTHER_USER', { cluster, owner });
  }
  return undefined;
}

function newPlace(dataDir: string): string {
  try {
    mkdirSync(ELSEWHERE, { recursive: true });
    chmodSync(ELSEWHERE, 0o755);
    const place = mkdtempSync(join(ELSEWHERE, '/'));
    chmodSync(place, 0o755);
    writeFileSync(join(place, 'belongs-to'), dataDir);
    writeFileSync(join(dataDir, 'postgres.location'), place);
    return place;
  } catch (error) {
    throw postgresError('POSTGRES_FOLDER_CLOSED', { folder: dataDir, uid: NOBODY }, error);
  }
}

/** A folder that was moved keeps its database; of a folder that was copied, only the first has it. */
function pointedTo(dataDir: string): string {
  const place = locationIn(dataDir) ?? '';
  const belongsTo = join(place, 'belongs-to');
  const owner = existsSync(belongsTo) ? readFileSync(belongsTo, 'utf8') : undefined;
  if (owner === undefined) throw postgresError('POSTGRES_FOLDER_CLOSED', { folder: place, uid: NOBODY });
  if (owner !== dataDir) {
    if (locationIn(owner) === place) throw postgresError('POSTGRES_FOLDER_COPIED', { dataDir, owner, place });
    writeFileSync(belongsTo, dataDir);
  }
  return realpathSync(place);
}

function locationIn(dataDir: string): string | undefined {
  try {
    return readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
