import { type CustomerForHost } from '@accounting/port';
import { type NewLink } from '../register/link.js';
import { type RegisterRecord } from '../register/register-record.js';
import { contentHash } from '../transfer/marker.js';
import { type ProductSave } from './product-into-duell.js';

/** Of the same name as a hash of what was sent, and never taken for one. */
const PULLED = 'pulled:';

/** Remembers how DUELL's product or customer was left. */
export function pulledLink(documentId: string, record: RegisterRecord, duell: unknown): NewLink {
  return { documentId, erpId: record.recordId, sent: { hash: pulledHash(duell ?? {}), stock: null } };
}

/** It is not as a pull left it: somebody changed it in DUELL. null or a push's hash: no pull has left it. */
export function isChangedSince(sentHash: string | null | undefined, duell: unknown): boolean {
  return Boolean(sentHash?.startsWith(PULLED)) && sentHash !== pulledHash(duell ?? {});
}

/** DUELL's fields when what is saved stands there. */
export function asLeft(
  before: unknown,
  save: ProductSave | CustomerForHost,
  notTaken: readonly string[],
): unknown {
  const saved = Object.entries('stock' in save ? (save.product ?? {}) : save);
  const taken = Object.fromEntries(saved.filter(([field]) => !notTaken.includes(field)));
  const { active, ...fields } = taken as { active?: boolean };
  return { ...(before as object | null), ...fields, ...(active === undefined ? {} : { deleted: !active }) };
}

/** Of what a pull may change, of either kind. */
const FIELDS = [...['name', 'number', 'priceIncVat', 'barcode'], ...['organisationNumber', 'email']] as const;

function pulledHash(duell: unknown): string {
  const { deleted, address, phone, ...known } = duell as Record<string, unknown> & {
    address?: Partial<Address>;
    phone?: string;
  };
  const { street = '', postalCode = '', city = '' } = address ?? {};
  const fields = FIELDS.map((field) => [field, known[field] ?? null] as const);
  // DUELL takes the blanks out of a phone.
  const digits = (phone ?? '').replace(/\s+/g, '');
  const left = { ...Object.fromEntries(fields), phone: digits, address: { street, postalCode, city } };
  return PULLED + contentHash({ ...left, deleted: deleted ?? false });
}

type Address = NonNullable<CustomerForHost['address']>;
