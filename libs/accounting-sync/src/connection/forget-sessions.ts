import { type EntityManager } from '@mikro-orm/postgresql';
import { type AccountingAdapter, type ErpConnection } from '@accounting/port';

/**
 * Putting a connection again forgets a refused login, and every session made with what was there before: of the
 * chosen company, of none (lists), and those an adapter keeps below that key, for people. Answers the keys whose login
 * had been refused.
 */
export async function forgetSessions(
  tx: EntityManager,
  adapter: AccountingAdapter,
  connection: ErpConnection,
): Promise<string[]> {
  const refused: string[] = [];
  for (const company of [connection.company, null]) {
    const { session } = adapter.keys({ ...connection, company });
    refused.push(...(await forgetSession(tx, session)));
  }
  return refused;
}

/**
 * What the vault keeps under this key and below `key/`, and what an adapter learnt of the login there: whoever comes
 * next logs in anew, and nothing that was refused before is refused from memory. Answers the keys that were refused.
 */
export async function forgetSession(em: EntityManager, key: string): Promise<string[]> {
  const rows = await em.execute<{ key: string; refused: boolean }[]>(
    `delete from accounting.erp_session where key = ? or starts_with(key, ? || '/')
     returning key, refused is not null as refused`,
    [key, key],
  );
  await em.execute(`delete from accounting.learnt_fact where key = ? or starts_with(key, ? || '/')`, [
    key,
    key,
  ]);
  return rows.filter(({ refused }) => refused).map((row) => row.key);
}
