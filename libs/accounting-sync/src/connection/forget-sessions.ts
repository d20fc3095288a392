import { type EntityManager } from '@mikro-orm/postgresql';
import { type AccountingAdapter, type ErpConnection } from '@accounting/port';

/**
 * Putting a connection again forgets a refused login, and every session made with what was there before: of the
 * chosen company, of none (lists), and those an adapter keeps below that key, for people.
 */
export async function forgetSessions(
  tx: EntityManager,
  adapter: AccountingAdapter,
  connection: ErpConnection,
): Promise<void> {
  for (const company of [connection.company, null]) {
    const { session } = adapter.keys({ ...connection, company });
    await forgetSession(tx, session);
  }
}

/** What the vault keeps under this key and below `key/`: whoever comes next logs in anew. */
export async function forgetSession(em: EntityManager, key: string): Promise<void> {
  await em.execute(`delete from accounting.erp_session where key = ? or starts_with(key, ? || '/')`, [
    key,
    key,
  ]);
}
