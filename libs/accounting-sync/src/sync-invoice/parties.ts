import { type EntityManager } from '@mikro-orm/postgresql';
import {
  type Customer,
  type ErpProduct,
  GIFT_CARD_NUMBER,
  isGiftCard,
  type Product,
  type ProductRecord,
  type CustomerRecord,
  type Reason,
} from '@accounting/port';
import { findCustomer, findProduct, type Known } from '../register/find-in-register.js';
import { type BooksOf, linksOf, linksTo } from '../register/link.js';
import { recordsBy } from '../register/read-register.js';
import { registerReason } from '../register/register-reasons.js';
import { storedDocuments } from '../register/stored-documents.js';
import {
  type RegisterRecord,
  plainOrganisationNumber,
  type RecordKind,
} from '../register/register-record.js';
import { customerToRecord, externalIdOf } from '../upsert-customer/customer-to-record.js';
import { priceExVat, priceIncVat } from '../upsert-product/price.js';
import { type ProductChoices, productToRecord } from '../upsert-product/product-to-record.js';
import { type Invoice } from './invoice.js';
import { invoiceReason } from './invoice-reasons.js';
import { productKeyOf } from './invoice-to-order.js';
import { namedLine } from './line-text.js';
import { type ProductLine } from './order-prices.js';

/** Who and what an invoice names, as far as it is known. */
export interface Parties {
  customer: CustomerRecord;
  /** By {@link productKeyOf}. */
  products: Map<string, ProductRecord>;
  notes: Reason[];
}

export interface Masters {
  customers: 'duell' | 'erp';
  products: 'duell' | 'erp';
}

export interface Looking {
  em: EntityManager;
  books: BooksOf;
  masters: Masters;
  choices: ProductChoices;
  /** A row of an order can have another VAT than its product. */
  rowVat: boolean;
  /** false: nobody was asked just now, so that nothing is held for not being there. */
  registersAreFresh: boolean;
}

/** The customer and the products of an invoice: by stored link, then by their numbers. Else as they shall be made. */
export async function partiesOf(invoice: Invoice, looking: Looking): Promise<Parties | { held: Reason }> {
  const customer = await customerOf(invoice, looking);
  if ('held' in customer) return customer;
  const products = await productsOf(invoice, looking);
  if ('held' in products) return products;
  return {
    customer: customer.record,
    products: products.records,
    notes: [...customer.notes, ...products.notes],
  };
}

async function customerOf(
  invoice: Invoice,
  { em, books, masters, registersAreFresh }: Looking,
): Promise<{ record: CustomerRecord; notes: Reason[] } | { held: Reason }> {
  const { id } = invoice.customer;
  const document = (await storedDocuments(em, books, 'customer', [id])).get(id);
  if (!document) return { held: invoiceReason('INVOICE_CUSTOMER_UNKNOWN', { customerId: id }) };
  const found = await findStoredCustomer(em, books, document);
  if (found.is === 'held') return { held: found.reason };
  if (found.is === 'new' && registersAreFresh && masters.customers === 'erp')
    return { held: invoiceReason('CUSTOMER_NOT_IN_ERP', { customerId: id, name: document.name }) };
  const erpId = found.is === 'there' ? found.erpId : null;
  const notes = found.is === 'there' ? found.notes : [];
  return { record: customerToRecord(document, erpId, books.clientId), notes };
}

async function findStoredCustomer(em: EntityManager, books: BooksOf, customer: Customer) {
  const link = (await linksOf(em, books, 'customer', [customer.id])).get(customer.id);
  const externalId = externalIdOf(books.clientId, customer.id);
  const organisation = plainOrganisationNumber(customer.organisationNumber);
  const known = await knownOf(em, books, 'customer', {
    ids: link ? [link.erpId] : [],
    numbers: customer.number ? [customer.number] : [],
    externalIds: [externalId],
    organisationNumbers: organisation === null ? [] : [organisation],
  });
  return findCustomer(
    {
      key: customer.id,
      externalId,
      name: customer.name,
      number: customer.number ?? null,
      organisationNumber: customer.organisationNumber ?? null,
      type: customer.type,
      linkedTo: link?.erpId ?? null,
    },
    known,
  );
}

async function productsOf(
  invoice: Invoice,
  { em, books, masters, choices, rowVat, registersAreFresh }: Looking,
): Promise<{ records: Map<string, ProductRecord>; notes: Reason[] } | { held: Reason }> {
  const lines = invoice.lines.filter((line) => line.type === 'product');
  const nameless = invoice.lines.flatMap((line, index) =>
    line.type === 'product' && productKeyOf(line) === undefined ? [namedLine(line, index)] : [],
  );
  if (nameless.length > 0)
    return { held: invoiceReason('INVOICE_LINE_WITHOUT_PRODUCT', { lines: nameless }) };

  const ids = [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
  const documents = await storedDocuments(em, books, 'product', ids);
  const links = await linksOf(em, books, 'product', ids);
  const wanted = new Map(
    lines.map((line) => [productKeyOf(line) ?? '', productOf(line, documents, choices)]),
  );
  const known = await knownOf(em, books, 'product', {
    ids: [...links.values()].map(({ erpId }) => erpId),
    numbers: [...[...wanted.values()].map(({ number }) => number), GIFT_CARD_NUMBER],
  });
  const missing: string[] = [];
  for (const [key, record] of wanted) {
    const { number } = record;
    const linkedTo = links.get(key)?.erpId ?? null;
    const found = findProduct({ key: ids.includes(key) ? key : null, number, linkedTo }, known);
    if (found.is === 'held') return { held: found.reason };
    if (found.is === 'there') record.erpId = found.erpId;
    else missing.push(number);
  }
  const twin = firstTwin(wanted);
  if (twin) return { held: registerReason('PRODUCT_NUMBER_DUPLICATE', twin) };
  if (registersAreFresh && masters.products === 'erp' && missing.length > 0)
    return { held: invoiceReason('PRODUCT_NOT_IN_ERP', { numbers: missing }) };
  if (!invoice.lines.some(({ type }) => type === 'giftCard')) return { records: wanted, notes: [] };

  const card = giftCardOf(known.records, { rowVat, registersAreFresh });
  if ('held' in card) return card;
  return { records: wanted.set(GIFT_CARD_NUMBER, card.record), notes: [] };
}

/** Two products of DUELL's that would be made with one number: they are never merged, and never made twice. */
function firstTwin(wanted: ReadonlyMap<string, ProductRecord>): { number: string; ids: string[] } | null {
  const fresh = [...wanted].filter(([, { erpId }]) => erpId === null);
  for (const [number, same] of Map.groupBy(fresh, ([, record]) => record.number))
    if (same.length > 1) return { number, ids: same.map(([key]) => key) };
  return null;
}

/** The product as DUELL sent it; one that nobody sent, as the line tells it. */
function productOf(
  line: ProductLine,
  documents: ReadonlyMap<string, Product>,
  choices: ProductChoices,
): ProductRecord {
  const id = productKeyOf(line) ?? '';
  const document = documents.get(id);
  // Stock goes with the product's own transfers: what an invoice puts in place was counted before.
  const without = { ...choices, syncStock: false };
  if (document) return productToRecord(document, null, without);
  const { description, productNumber, vatRate, unit } = line;
  const incVat = line.unitPriceIncVat ?? priceIncVat(line.unitPriceExVat ?? 0, vatRate);
  const told = { id, number: productNumber ?? id, name: description || (productNumber ?? id), unit, vatRate };
  const record = productToRecord(
    { ...told, priceIncVat: incVat, isService: false, deleted: false },
    null,
    without,
  );
  return { ...record, priceExVat: line.unitPriceExVat ?? priceExVat(incVat, vatRate) };
}

/** It is made by hand, with the account and without the VAT that no one but the accountant can choose. */
function giftCardOf(
  records: RegisterRecord[],
  { rowVat, registersAreFresh }: Pick<Looking, 'rowVat' | 'registersAreFresh'>,
): { record: ProductRecord } | { held: Reason } {
  const [card, ...more] = records.filter(isGiftCard);
  if (card && more.length > 0) {
    const erpIds = [card, ...more].map(({ recordId }) => recordId);
    return { held: registerReason('ERP_NUMBER_AMBIGUOUS', { number: GIFT_CARD_NUMBER, erpIds }) };
  }
  if (!card && registersAreFresh) return { held: invoiceReason('GIFTCARD_MISSING') };
  const fields = (card?.fields ?? null) as ErpProduct | null;
  const rate = fields?.vatRate ?? 0;
  if (rate > 0 && !rowVat) return { held: invoiceReason('GIFTCARD_HAS_VAT', { rate }) };
  const record = productToRecord(
    {
      id: GIFT_CARD_NUMBER,
      number: GIFT_CARD_NUMBER,
      name: fields?.name ?? 'Gavekort',
      priceIncVat: 0,
      vatRate: 0,
      isService: true,
      deleted: false,
    },
    card?.recordId ?? null,
    { defaultCategory: null, syncStock: false },
  );
  return { record };
}

async function knownOf(
  em: EntityManager,
  books: BooksOf,
  kind: RecordKind,
  by: Parameters<typeof recordsBy>[2],
): Promise<Known> {
  const { adapter, companyId } = books;
  const records = await recordsBy(em, { adapter, companyId, kind }, by);
  const erpIds = records.map(({ recordId }) => recordId);
  return { records, linkedBy: await linksTo(em, books, kind, erpIds) };
}
