import { realpathSync } from 'node:fs';
import { Client } from 'pg';
import { USER } from './cluster.js';
import { type Home } from './home.js';

/** `busy`: a PostgreSQL on its way up or down, or a port where nobody answers. */
export type Answer = 'ours' | 'busy' | { foreign: string };

/** Who answers on `port`: it is ours when it lets in our password and serves our folder. */
export async function knock(home: Home, port: number, password: string): Promise<Answer> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: USER,
    password,
    database: 'postgres',
    application_name: 'embedded-postgres',
    connectionTimeoutMillis: 2_000,
  });
  // A server that goes down while we talk must not bring the process down.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const serves = rows[0]?.data_directory ?? '';
    return serves === realpathSync(home.cluster) ? 'ours' : { foreign: `it serves ${serves}` };
  } catch (error) {
    return meaningOf(error as Error & { code?: string });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function meaningOf(error: Error & { code?: string }): Answer {
  // Five characters: an SQLSTATE, so PostgreSQL spoke. Classes 53 and 57: full, starting up, shutting down.
  const spoke = /^[0-9A-Z]{5}$/.test(error.code ?? '');
  return spoke && !/^5[37]/.test(error.code ?? '') ? { foreign: error.message } : 'busy';
}
