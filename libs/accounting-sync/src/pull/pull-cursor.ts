import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type BooksOf } from '../register/link.js';
import { type RecordKind, RegisterRecord } from '../register/register-record.js';

const PullCursorSchema = defineEntity({
  name: 'PullCursor',
  schema: 'accounting',
  tableName: 'pull',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    kind: p.text().primary().$type<RecordKind>(),
    adapter: p.text().primary(),
    companyId: p.text().primary(),
    /** All changes of the register up to this one were taken into DUELL, or said why not. */
    change: p.bigint('number'),
  },
});

/** How far a department has followed a register of the accounting system. */
export class PullCursor extends PullCursorSchema.class {}
PullCursorSchema.setClass(PullCursor);

/** So many changes are looked at in one go. */
const AT_A_TIME = 200;

/** Changes that the department has not followed yet, oldest first. */
export async function changesToFollow(
  em: EntityManager,
  books: BooksOf,
  kind: RecordKind,
  after: number,
): Promise<RegisterRecord[]> {
  const { adapter, companyId } = books;
  return em.find(
    RegisterRecord,
    { adapter, companyId, kind, change: { $gt: after } },
    { orderBy: { change: 'asc' }, limit: AT_A_TIME },
  );
}

export async function followedTo(em: EntityManager, books: BooksOf, kind: RecordKind): Promise<number> {
  return (await em.findOne(PullCursor, { ...books, kind }))?.change ?? 0;
}

/** DUELL has become master: should the accounting system be it again, all is compared anew. */
export async function forgetCursor(
  em: EntityManager,
  place: { clientId: string; departmentId: string },
  kind: RecordKind,
): Promise<void> {
  await em.nativeDelete(PullCursor, { ...place, kind });
}
