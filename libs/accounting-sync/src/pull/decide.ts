import { type EntityManager } from '@mikro-orm/postgresql';
import {
  type Customer,
  type CustomerForHost,
  type ErpCustomer,
  type ErpProduct,
  type Product,
} from '@accounting/port';
import { type BooksOf, Link } from '../register/link.js';
import { type RecordKind, type RegisterRecord } from '../register/register-record.js';
import { customerIntoDuell } from './customer-into-duell.js';
import { duellRecords } from './duell-register.js';
import { findCustomerInDuell, findProductInDuell, type FoundInDuell } from './find-in-duell.js';
import { type IntoDuell, productIntoDuell, type ProductSave } from './product-into-duell.js';

/** One change of the accounting system, and what it means. */
export interface PullStep {
  record: RegisterRecord;
  /** null: DUELL has none. */
  duellId: string | null;
  /** DUELL's fields, before. */
  before: unknown;
  /** It is linked already. */
  linked: boolean;
  decision: IntoDuell<ProductSave | CustomerForHost>;
}

/** What each change means, against what is known of DUELL. Asks nobody. */
export async function decideAll(
  em: EntityManager,
  records: RegisterRecord[],
  { kind, books, stock }: { kind: RecordKind; books: BooksOf; stock: ReadonlyMap<string, string> | null },
): Promise<PullStep[]> {
  if (records.length === 0) return [];
  const { clientId, adapter, companyId } = books;
  const erpId = records.map(({ recordId }) => recordId);
  const links = await em.find(Link, { clientId, adapter, companyId, kind, erpId });
  const linkedTo = new Map(links.map(({ erpId: id, documentId }) => [id, documentId]));
  const ours = await duellRecords(em, clientId, kind, {
    ids: [...links.map(({ documentId }) => documentId), ...externalIds(records, clientId)],
    numbers: records.map(({ number }) => number),
    organisationNumbers: records.map(({ organisationNumber }) => organisationNumber ?? null),
  });
  return records.map((record) => {
    const linked = linkedTo.get(record.recordId) ?? null;
    const found = find(record, linked, ours, clientId);
    return { record, linked: linked !== null, ...decisionOn(record, found, stock) };
  });
}

function externalIds(records: RegisterRecord[], clientId: string): string[] {
  const prefix = `${clientId}/`;
  return records.flatMap(({ externalId }) =>
    externalId?.startsWith(prefix) ? [externalId.slice(prefix.length)] : [],
  );
}

function find(
  record: RegisterRecord,
  linkedTo: string | null,
  ours: RegisterRecord[],
  clientId: string,
): FoundInDuell {
  return record.kind === 'product'
    ? findProductInDuell(record.fields as ErpProduct, linkedTo, ours)
    : findCustomerInDuell(record.fields as ErpCustomer, linkedTo, ours, clientId);
}

function decisionOn(
  { kind, fields }: RegisterRecord,
  found: FoundInDuell,
  stock: ReadonlyMap<string, string> | null,
): Omit<PullStep, 'record' | 'linked'> {
  if (found.is === 'held') return { duellId: null, before: null, decision: found };
  const record = found.is === 'there' ? found.record : null;
  const duellId = record?.recordId ?? null;
  // DUELL's own register keeps its documents as they are.
  const before: unknown = record?.fields ?? null;
  if (kind === 'customer') {
    const decision = customerIntoDuell(fields as ErpCustomer, before as Customer | null);
    return { duellId, before, decision };
  }
  const count = stock && (stock.get(duellId ?? '') ?? '0');
  const decision = productIntoDuell(fields as ErpProduct, before as Product | null, count);
  return { duellId, before, decision };
}
