import { createServer } from 'node:http';
import { Client } from 'pg';
import { freshDatabase } from './database.js';
import { watchForLeaks } from './leak-guard.js';

async function connect(url: string, application_name: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a fresh database', () => {
  it('is seen by nobody else', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    const client = await connect(one.url, 'one');
    await client.query('create table only_here ()');
    await client.end();
    const stranger = await connect(other.url, 'other');
    const { rows } = await stranger.query(`select to_regclass('only_here') as found`);
    await stranger.end();

    expect(rows).toEqual([{ found: null }]);
    await one.drop();
    await other.drop();
  });

  it('names who is still connected when it is dropped, and goes all the same', async () => {
    const database = await freshDatabase();
    const forgotten = await connect(database.url, 'the forgetful one');

    await expect(database.drop()).rejects.toThrow(/the forgetful one/);
    await expect(connect(database.url, 'too late')).rejects.toThrow(/does not exist/);
    await forgotten.end();
  });
});

describe('the leak guard', () => {
  it('names a server that is left listening', async () => {
    const leaks = watchForLeaks();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

    await expect(leaks.expectNone()).rejects.toThrow('a listening server');
    await new Promise((resolve) => server.close(resolve));
    await leaks.expectNone();
  });
});
