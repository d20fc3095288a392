import { type EntityManager } from '@mikro-orm/postgresql';
import { type Customer, type Product } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { type RecordKind } from './register-record.js';

interface Documents {
  product: Product;
  customer: Customer;
}

/**
 * What DUELL last sent of each, whatever became of it: the department's own, else another one's of the same client. By
 * DUELL's id.
 */
export async function storedDocuments<Kind extends RecordKind>(
  em: EntityManager,
  { clientId, departmentId }: Place,
  kind: Kind,
  ids: string[],
): Promise<Map<string, Documents[Kind]>> {
  if (ids.length === 0) return new Map();
  const rows = await em.execute<{ document_id: string; document: Documents[Kind] }[]>(
    `select distinct on (document_id) document_id, document from accounting.transfer
     where client_id = ? and kind = ? and document_id in (${ids.map(() => '?').join(', ')})
     order by document_id, department_id = ? desc, revision desc`,
    [clientId, kind, ...ids, departmentId],
  );
  return new Map(rows.map(({ document_id, document }) => [document_id, document]));
}
