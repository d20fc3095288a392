import { type EntityManager } from '@mikro-orm/postgresql';
import {
  type Customer,
  type CustomerForHost,
  type ErpCustomer,
  type ErpProduct,
  type Product,
} from '@accounting/port';
import { type BooksOf, Link } from '../register/link.js';
import { recordsBy } from '../register/read-register.js';
import { type RecordKind, type RegisterRecord } from '../register/register-record.js';
import { customerIntoDuell } from './customer-into-duell.js';
import { duellRecords } from './duell-register.js';
import {
  type BothSides,
  findCustomerInDuell,
  findProductInDuell,
  type FoundInDuell,
} from './find-in-duell.js';
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

/** What each change means, against what is known of both sides. Asks nobody. */
export async function decideAll(
  em: EntityManager,
  records: RegisterRecord[],
  { kind, books, stock }: { kind: RecordKind; books: BooksOf; stock: ReadonlyMap<string, string> | null },
): Promise<PullStep[]> {
  if (records.length === 0) return [];
  const both = await bothSides(em, records, books, kind);
  return records.map((record) => {
    const found = kind === 'product' ? findProductInDuell(record, both) : findCustomerInDuell(record, both);
    return { record, linked: both.linkedTo.has(record.recordId), ...decisionOn(record, found, stock) };
  });
}

/** All that may be, or be taken for, one of these. */
async function bothSides(
  em: EntityManager,
  records: RegisterRecord[],
  { clientId, adapter, companyId }: BooksOf,
  kind: RecordKind,
): Promise<BothSides> {
  const links = { clientId, adapter, companyId, kind };
  const linked = await em.find(Link, { ...links, erpId: records.map(({ recordId }) => recordId) });
  const numbers = records.map(({ number }) => number).filter((number) => number !== '');
  const organisationNumbers = records.flatMap(({ organisationNumber }) => organisationNumber ?? []);
  const duell = await duellRecords(em, clientId, kind, {
    ids: [...linked.map(({ documentId }) => documentId), ...externalIds(records, clientId)],
    numbers,
    organisationNumbers,
  });
  const holders = await em.find(Link, { ...links, documentId: duell.map(({ recordId }) => recordId) });
  const erp = await recordsBy(
    em,
    { adapter, companyId, kind },
    {
      ids: holders.map(({ erpId }) => erpId),
      ...(kind === 'product' ? { numbers } : { organisationNumbers }),
    },
  );
  return {
    clientId,
    duell,
    erp: erp.filter(({ active }) => active),
    linkedTo: new Map([...holders, ...linked].map(({ erpId, documentId }) => [erpId, documentId])),
  };
}

function externalIds(records: RegisterRecord[], clientId: string): string[] {
  const prefix = `${clientId}/`;
  return records.flatMap(({ externalId }) =>
    externalId?.startsWith(prefix) ? [externalId.slice(prefix.length)] : [],
  );
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
