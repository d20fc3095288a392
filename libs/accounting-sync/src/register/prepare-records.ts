import { type EntityManager } from '@mikro-orm/postgresql';
import {
  type AccountingPort,
  type Clock,
  type Customer,
  type CustomerRecord,
  type Product,
  type ProductRecord,
  type Reason,
} from '@accounting/port';
import { contentHash } from '../transfer/marker.js';
import { type Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { customerToRecord, externalIdOf } from '../upsert-customer/customer-to-record.js';
import { type ProductChoices, productToRecord } from '../upsert-product/product-to-record.js';
import { type RegisterRecord, plainOrganisationNumber, type RecordKind } from './register-record.js';
import { findCustomer, findProduct, type Found, type Known, numberTaken } from './find-in-register.js';
import { type BooksOf, type Link, linksOf, linksTo } from './link.js';
import { readRegister, recordsBy } from './read-register.js';
import { registerReason } from './register-reasons.js';

export type AnyRecord = ProductRecord | CustomerRecord;

/** What is to be done about one product or customer. */
export type PreparedRecord =
  | { is: 'held'; reason: Reason }
  | { is: 'skipped'; reason: Reason }
  /** The accounting system has it as it is. */
  | { is: 'unchanged'; erpId: string }
  | { is: 'ready'; record: AnyRecord; notes: Reason[] }
  /** One of the same batch is made first: then this one is found to be the same. */
  | { is: 'later' };

interface Preparing {
  em: EntityManager;
  port: AccountingPort;
  books: BooksOf;
  kind: RecordKind;
  choices: ProductChoices;
  clock: Clock;
}

/** SHA-256 of what a record says, apart from where it stands, its first category and how many there are. */
export function recordHash(record: AnyRecord): string {
  return contentHash({ ...record, erpId: null, category: null, stock: null, onlyStock: false });
}

/** The stock that a record sends; null: none. */
export function stockOf(record: AnyRecord): string | null {
  return 'stock' in record ? record.stock : null;
}

/**
 * By transfer. What has not changed since this department sent it last is found without a call; for the rest the register
 * is read, as far as it changed. Throws AccountingErrors.
 */
export async function prepareRecords(
  transfers: Transfer[],
  preparing: Preparing,
): Promise<Map<Transfer, PreparedRecord>> {
  const { em, port, books, kind, clock } = preparing;
  const links = await linksOf(
    em,
    books,
    kind,
    transfers.map(({ documentId }) => documentId),
  );
  const prepared = new Map<Transfer, PreparedRecord>();
  for (const transfer of transfers) {
    const link = links.get(transfer.documentId);
    const record = recordOf(transfer, link?.erpId ?? null, preparing);
    if (link && isUnchanged(record, link)) prepared.set(transfer, { is: 'unchanged', erpId: link.erpId });
  }
  const changed = transfers.filter((transfer) => !prepared.has(transfer));
  if (changed.length === 0) return prepared;

  await readRegister(em, port, { adapter: books.adapter, companyId: books.companyId, kind }, clock);
  const known = await knownOf(changed, links, preparing);
  const taken = new Map<string, string>();
  for (const transfer of changed) {
    const link = links.get(transfer.documentId);
    const found = findFree(transfer, link?.erpId ?? null, known, books);
    const one = settle(transfer, found, link, preparing);
    prepared.set(transfer, kind === 'product' ? withoutTwin(transfer, one, taken) : afterTwin(one, taken));
  }
  return prepared;
}

/** The ids of those that are there by now; what is not clear, is nobody. Throws AccountingErrors. */
export async function standingOf(
  transfers: Transfer[],
  looking: Omit<Preparing, 'choices'>,
): Promise<Map<string, string>> {
  const { em, port, books, kind, clock } = looking;
  if (transfers.length === 0) return new Map();
  await readRegister(em, port, { adapter: books.adapter, companyId: books.companyId, kind }, clock);
  const links = await linksOf(
    em,
    books,
    kind,
    transfers.map(({ documentId }) => documentId),
  );
  const known = await knownOf(transfers, links, looking);
  return new Map(
    transfers.flatMap((transfer) => {
      const found = find(transfer, links.get(transfer.documentId)?.erpId ?? null, known, books);
      return found.is === 'there' ? [[transfer.documentId, found.erpId] as const] : [];
    }),
  );
}

function recordOf(
  { document }: Transfer,
  erpId: string | null,
  { kind, choices, books }: Preparing,
): AnyRecord {
  return kind === 'product'
    ? productToRecord(document as Product, erpId, choices)
    : customerToRecord(document as Customer, erpId, books.clientId);
}

function isUnchanged(
  record: AnyRecord,
  { sentHash, sentStock }: Pick<Link, 'sentHash' | 'sentStock'>,
): boolean {
  const stock = stockOf(record);
  return sentHash === recordHash(record) && (stock === null || stock === sentStock);
}

async function knownOf(
  transfers: Transfer[],
  links: ReadonlyMap<string, Pick<Link, 'erpId'>>,
  { em, books, kind }: Omit<Preparing, 'choices'>,
): Promise<Known> {
  const documents = transfers.map(({ document }) => document as Product | Customer);
  const by = {
    ids: documents.flatMap(({ id }) => links.get(id)?.erpId ?? []),
    numbers: documents.flatMap(({ number }) => number ?? []),
    ...(kind === 'product' ? {} : customersBy(documents as Customer[], books.clientId)),
  };
  const { adapter, companyId } = books;
  const records: RegisterRecord[] = await recordsBy(em, { adapter, companyId, kind }, by);
  return {
    records,
    linkedBy: await linksTo(
      em,
      books,
      kind,
      records.map(({ recordId }) => recordId),
    ),
  };
}

function customersBy(customers: Customer[], clientId: string) {
  return {
    externalIds: customers.map(({ id }) => externalIdOf(clientId, id)),
    organisationNumbers: customers.flatMap(
      ({ organisationNumber }) => plainOrganisationNumber(organisationNumber) ?? [],
    ),
  };
}

function find({ kind, document }: Transfer, linkedTo: string | null, known: Known, books: BooksOf): Found {
  if (kind === 'product') {
    const { id: key, number } = document as Product;
    return findProduct({ key, number, linkedTo }, known);
  }
  const { id, name, type, number = null, organisationNumber = null } = document as Customer;
  const externalId = externalIdOf(books.clientId, id);
  return findCustomer({ key: id, externalId, name, number, organisationNumber, type, linkedTo }, known);
}

/** And its number is free there. */
function findFree(transfer: Transfer, linkedTo: string | null, known: Known, books: BooksOf): Found {
  const found = find(transfer, linkedTo, known, books);
  const { id: key, number, deleted } = transfer.document as Product;
  if (transfer.kind !== 'product' || found.is !== 'there' || deleted) return found;
  const reason = numberTaken({ key, number, erpId: found.erpId }, known);
  return reason ? { is: 'held', reason } : found;
}

function settle(
  transfer: Transfer,
  found: Found,
  link: Pick<Link, 'erpId' | 'sentHash' | 'sentStock'> | undefined,
  preparing: Preparing,
): PreparedRecord {
  if (found.is === 'held') return found;
  const { deleted } = transfer.document as Product | Customer;
  // Customers are never deleted there, and what never came is not made to be inactive.
  if (deleted && (found.is === 'new' || preparing.kind === 'customer'))
    return { is: 'skipped', reason: reason('DELETED_IN_DUELL', { stays: found.is === 'there' }) };
  const erpId = found.is === 'there' ? found.erpId : null;
  const record = recordOf(transfer, erpId, preparing);
  const before = erpId !== null && link?.erpId === erpId ? link : null;
  if (before && isUnchanged(record, before)) return { is: 'unchanged', erpId: before.erpId };
  if (before && 'stock' in record) record.onlyStock = before.sentHash === recordHash(record);
  return { is: 'ready', record, notes: found.is === 'there' ? found.notes : [] };
}

/** Two new customers with one organisation number are one customer there. */
function afterTwin(prepared: PreparedRecord, taken: Map<string, string>): PreparedRecord {
  if (prepared.is !== 'ready' || !('organisationNumber' in prepared.record)) return prepared;
  const { key, erpId } = prepared.record;
  const organisation = plainOrganisationNumber(prepared.record.organisationNumber);
  if (erpId !== null || organisation === null) return prepared;
  const other = taken.get(organisation);
  if (other !== undefined && other !== key) return { is: 'later' };
  taken.set(organisation, key);
  return prepared;
}

/** Two new products with one number in one batch: the register can't tell yet. */
function withoutTwin(
  transfer: Transfer,
  prepared: PreparedRecord,
  taken: Map<string, string>,
): PreparedRecord {
  if (prepared.is !== 'ready' || !('number' in prepared.record)) return prepared;
  const { key, number } = prepared.record;
  const other = taken.get(number);
  if (other === undefined || other === key) {
    taken.set(number, key);
    return prepared;
  }
  return { is: 'held', reason: registerReason('PRODUCT_NUMBER_DUPLICATE', { number, ids: [other, key] }) };
}
