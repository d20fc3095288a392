import { Client } from 'pg';
import { freshDatabase } from './database.js';
it('x', async () => {
  for (let i = 0; i < 4; i++) {
  const t0 = Date.now(); const db = await freshDatabase(); const t1 = Date.now();
  const c = new Client({ connectionString: db.url }); await c.connect();
  console.log((await c.query(`select version(), (select count(*) from information_schema.tables where table_schema not in ('pg_catalog','information_schema')) n`)).rows, t1 - t0);
  await c.end(); const t2 = Date.now(); await db.drop(); console.log('drop', Date.now() - t2); }
});
