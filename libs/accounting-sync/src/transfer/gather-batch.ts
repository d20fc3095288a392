import { type EntityManager } from '@mikro-orm/postgresql';
import { type BooksOf } from '../register/link.js';
import { type RecordKind } from '../register/register-record.js';
import { TOGETHER_MS } from './admit-document.js';
import { Transfer } from './transfer.js';

/**
 * What goes together with the first: products that are due, or just came, or customers, of the same department, for the same books. One of each
 * document: a later revision never goes with, or before, an earlier one.
 */
export async function gatherBatch(
  em: EntityManager,
  first: Transfer,
  lane: string,
  now: Date,
  limit: number,
): Promise<Transfer[]> {
  const { clientId, departmentId, kind } = first;
  const soon = new Date(now.getTime() + TOGETHER_MS);
  const rows = await em.execute<{ id: string }[]>(
    `select t.id from accounting.transfer t
     where t.id = ? or t.lane = ?
       and (t.due_at <= ? or t.state = 'waiting' and t.failures = 0 and t.not_before is null and t.due_at <= ?)
       and t.client_id = ? and t.department_id = ? and t.kind = ?
       and not exists (select 1 from accounting.transfer earlier where earlier.client_id = t.client_id
         and earlier.department_id = t.department_id and earlier.kind = t.kind
         and earlier.document_id = t.document_id and earlier.revision < t.revision
         and (earlier.state in ('sending', 'unknown') or earlier.due_at <= ?))
       and coalesce(case when not t.thawed then t.frozen->'company'->>'id' end, '') in ('', ?)
     order by t.id = ? desc, t.state = 'sending' desc, t.created_at, t.document_id limit ?`,
    [
      first.id,
      lane,
      now,
      soon,
      clientId,
      departmentId,
      kind,
      soon,
      first.stands?.company.id ?? '',
      first.id,
      limit,
    ],
  );
  const ids = rows.map(({ id }) => id);
  const found = new Map(
    (await em.find(Transfer, { id: ids }, { populate: ['document'] })).map((each) => [each.id, each]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Categories, with the VAT rates of what is in them, of all products of the department that wait and are new there. */
export async function categoriesToCome(
  em: EntityManager,
  { clientId, departmentId, adapter, companyId }: BooksOf,
  lane: string,
): Promise<{ name: string | undefined; vatRate: number }[]> {
  const kind: RecordKind = 'product';
  const rows = await em.execute<{ name: string | null; rate: string }[]>(
    `select distinct document->'category'->>'name' as name, document->>'vatRate' as rate from accounting.transfer t
     where lane = ? and client_id = ? and department_id = ? and kind = ? and state in ('waiting', 'sending')
       and due_at is not null and document->>'deleted' = 'false'
       and not exists (select from accounting.link l where l.client_id = t.client_id and l.kind = t.kind
         and l.document_id = t.document_id and l.adapter = ? and l.company_id = ?)`,
    [lane, clientId, departmentId, kind, adapter, companyId],
  );
  return rows.map(({ name, rate }) => ({ name: name ?? undefined, vatRate: Number(rate) }));
}
