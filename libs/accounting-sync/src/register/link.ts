import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type RecordKind } from './register-record.js';
import { storedDocuments } from './stored-documents.js';

const LinkSchema = defineEntity({
  name: 'Link',
  schema: 'accounting',
  tableName: 'link',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    kind: p.text().primary().$type<RecordKind>(),
    /** DUELL's id. */
    documentId: p.text().primary(),
    adapter: p.text().primary(),
    companyId: p.text().primary(),
    erpId: p.text(),
    /** Of the record that this department sent last, its stock aside; null: it has sent none. */
    sentHash: p.text().nullable(),
    /** The stock that was sent last, a decimal. */
    sentStock: p.text().nullable(),
    updatedAt: p.datetime(),
  },
});

/** Which product or customer of the accounting system is DUELL's, and what a department last said of it. */
export class Link extends LinkSchema.class {}
LinkSchema.setClass(Link);

/** A department's view of one set of books. */
export interface BooksOf {
  clientId: string;
  departmentId: string;
  adapter: string;
  companyId: string;
}

/** A product or customer of DUELL's, with the number that DUELL last gave it. */
export interface LinkedDocument {
  id: string;
  number: string | null;
}

/** DUELL's records of a client that are linked to one of these, by the accounting system's id; not those it has deleted. */
export async function linksTo(
  em: EntityManager,
  books: BooksOf,
  kind: RecordKind,
  erpIds: string[],
): Promise<Map<string, LinkedDocument[]>> {
  const { clientId, adapter, companyId } = books;
  const links = await em.find(Link, { clientId, adapter, companyId, kind, erpId: erpIds });
  const documents = await storedDocuments(em, books, kind, [
    ...new Set(links.map(({ documentId }) => documentId)),
  ]);
  const linked = new Map<string, LinkedDocument[]>();
  for (const { erpId, documentId: id } of links.filter(
    ({ documentId }) => !documents.get(documentId)?.deleted,
  )) {
    const known = linked.get(erpId) ?? [];
    const number = documents.get(id)?.number ?? null;
    if (!known.some((other) => other.id === id)) linked.set(erpId, [...known, { id, number }]);
  }
  return linked;
}

/** The department's own links, or, for what it has none of, those of the client's other departments, without what they sent. */
export async function linksOf(
  em: EntityManager,
  books: BooksOf,
  kind: RecordKind,
  documentIds: string[],
): Promise<Map<string, Pick<Link, 'erpId' | 'sentHash' | 'sentStock'>>> {
  const { clientId, departmentId, adapter, companyId } = books;
  const found = await em.find(Link, { clientId, adapter, companyId, kind, documentId: documentIds });
  const links = new Map<string, Pick<Link, 'erpId' | 'sentHash' | 'sentStock'>>();
  for (const { documentId, erpId, departmentId: of, sentHash, sentStock } of found) {
    if (of === departmentId) links.set(documentId, { erpId, sentHash, sentStock });
    else if (!links.has(documentId)) links.set(documentId, { erpId, sentHash: null, sentStock: null });
  }
  return links;
}

export interface NewLink {
  documentId: string;
  erpId: string;
  /** Left out: nothing was sent, or not all of it: what was known of that stays. */
  sent?: { hash: string; stock: string | null };
}

/** Before anything is sent: what stands there is not known again before it is answered. */
export async function forgetSent(
  tx: EntityManager,
  { clientId, departmentId, adapter, companyId }: BooksOf,
  kind: RecordKind,
  documentId: string[],
): Promise<void> {
  if (documentId.length === 0) return;
  await tx.nativeUpdate(
    Link,
    { clientId, departmentId, adapter, companyId, kind, documentId },
    { sentHash: null, sentStock: null },
  );
}

export async function keepLinks(
  tx: EntityManager,
  books: BooksOf,
  kind: RecordKind,
  links: NewLink[],
  updatedAt: Date,
): Promise<void> {
  for (const { documentId, erpId, sent } of links) {
    const values = { ...books, kind, documentId, erpId, updatedAt };
    if (sent) await tx.upsert(Link, { ...values, sentHash: sent.hash, sentStock: sent.stock });
    else
      await tx.upsert(
        Link,
        { ...values, sentHash: null, sentStock: null },
        { onConflictExcludeFields: ['sentHash', 'sentStock'] },
      );
  }
}
