import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type AccountingPort, type Clock, type ErpLists } from '@accounting/port';
import { type Connection } from './connection.js';

const ErpListSchema = defineEntity({
  name: 'ErpList',
  schema: 'accounting',
  tableName: 'erp_list',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    name: p.text().primary(),
    items: p.json<unknown[]>(),
    refreshedAt: p.datetime(),
  },
});
export class ErpList extends ErpListSchema.class {}
ErpListSchema.setClass(ErpList);

export interface CachedList<Name extends keyof ErpLists> {
  items: ErpLists[Name][];
  refreshedAt: Date;
}

/** A settlement is checked against lists no older than this. */
export const A_DAY = 86_400_000;

type Place = Pick<Connection, 'clientId' | 'departmentId'>;

/** The list as it was last read, however old; null: never read. Calls nobody. */
export async function cachedList<Name extends keyof ErpLists>(
  em: EntityManager,
  { clientId, departmentId }: Place,
  name: Name,
): Promise<CachedList<Name> | null> {
  const row = await em.findOne(ErpList, { clientId, departmentId, name });
  return row && { items: row.items as ErpLists[Name][], refreshedAt: row.refreshedAt };
}

/** The list, read from the accounting system when it is older than `maxAge` (ms), and kept. */
export async function freshList<Name extends keyof ErpLists>(
  em: EntityManager,
  place: Place,
  name: Name,
  from: { port: AccountingPort; clock: Clock; maxAge: number },
): Promise<CachedList<Name>> {
  const cached = await cachedList(em, place, name);
  if (cached && from.clock.now().getTime() - cached.refreshedAt.getTime() < from.maxAge) return cached;
  const items = await from.port.list(name);
  const { clientId, departmentId } = place;
  const refreshedAt = from.clock.now();
  await em.fork().upsert(ErpList, { clientId, departmentId, name, items, refreshedAt });
  return { items, refreshedAt };
}

/** Another company, or another login: what was read belongs to the one before. */
export async function forgetLists(em: EntityManager, { clientId, departmentId }: Place): Promise<void> {
  await em.nativeDelete(ErpList, { clientId, departmentId });
}
