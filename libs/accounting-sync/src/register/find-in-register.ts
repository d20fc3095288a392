import { type Customer, type ErpCustomer, type Reason } from '@accounting/port';
import { type LinkedDocument } from './link.js';
import { type RegisterRecord, plainOrganisationNumber } from './register-record.js';
import { registerReason } from './register-reasons.js';
import { differ, fullName, sameName } from './same-customer.js';

export type Found =
  { is: 'there'; erpId: string; notes: Reason[] } | { is: 'new' } | { is: 'held'; reason: Reason };

/** What may already be known of a register, to be looked through without asking anybody. */
export interface Known {
  records: RegisterRecord[];
  /** What of DUELL is linked to a record, by the record's id. */
  linkedBy: ReadonlyMap<string, LinkedDocument[]>;
}

/**
 * By stored link, then by number. Numbers are unique on neither side: what is not clear is named and left alone.
 * `key` null: only a number is known of it.
 */
export function findProduct(
  { key, number, linkedTo }: { key: string | null; number: string; linkedTo: string | null },
  { records, linkedBy }: Known,
): Found {
  if (linkedTo && records.some(({ recordId }) => recordId === linkedTo))
    return { is: 'there', erpId: linkedTo, notes: [] };
  const candidates = withNumber(number, records);
  const [only, ...more] = candidates;
  if (!only) return { is: 'new' };
  if (more.length > 0) return { is: 'held', reason: ambiguous(number, candidates) };
  const other = linkedBy.get(only.recordId)?.find(({ id }) => id !== key);
  if (other !== undefined && key !== null) return { is: 'held', reason: duplicate(number, [other.id, key]) };
  return { is: 'there', erpId: only.recordId, notes: [] };
}

/** The product that it is linked to would get a number that another one there has. null: it may have it. */
export function numberTaken(
  { key, number, erpId }: { key: string; number: string; erpId: string },
  known: Known,
): Reason | null {
  const itself = known.records.find(({ recordId }) => recordId === erpId);
  if (!itself || itself.number === number) return null;
  const others = known.records.filter(
    (record) =>
      record.active && record.number === number && record.recordId !== erpId && !isMoving(record, known),
  );
  const [other] = others;
  if (!other) return null;
  const [theirs] = known.linkedBy.get(other.recordId) ?? [];
  return theirs ? duplicate(number, [theirs.id, key]) : ambiguous(number, [itself, ...others]);
}

/** Those in use, if any is. */
function withNumber(number: string, records: RegisterRecord[]): RegisterRecord[] {
  const candidates = records.filter((record) => record.number === number);
  const active = candidates.filter((record) => record.active);
  return active.length > 0 ? active : candidates;
}

/** Its product in DUELL has another number by now: two that swap theirs must not wait for each other. */
function isMoving({ recordId, number }: RegisterRecord, { linkedBy }: Known): boolean {
  const linked = linkedBy.get(recordId) ?? [];
  return linked.length > 0 && linked.every((document) => document.number !== number);
}

function ambiguous(number: string, candidates: RegisterRecord[]): Reason {
  const erpIds = candidates.map(({ recordId }) => recordId);
  return registerReason('ERP_NUMBER_AMBIGUOUS', { number, erpIds });
}

function duplicate(number: string, ids: string[]): Reason {
  return registerReason('PRODUCT_NUMBER_DUPLICATE', { number, ids });
}

export interface WantedCustomer {
  key: string;
  externalId: string;
  name: string;
  number: string | null;
  organisationNumber: string | null;
  type: Customer['type'] | null;
  linkedTo: string | null;
}

/** By stored link, our id there, organisation number, customer number. Never by name, phone or e-mail. */
export function findCustomer(wanted: WantedCustomer, { records, linkedBy }: Known): Found {
  const active = records.filter((record) => record.active);
  const linked = active.find(({ recordId }) => recordId === wanted.linkedTo);
  if (linked) return { is: 'there', erpId: linked.recordId, notes: [] };
  const ours = active.find(({ externalId }) => externalId === wanted.externalId);
  if (ours) return { is: 'there', erpId: ours.recordId, notes: [] };
  const organisation = plainOrganisationNumber(wanted.organisationNumber);
  const sameOrganisation = active.filter(
    ({ organisationNumber }) => organisation !== null && organisationNumber === organisation,
  );
  if (sameOrganisation.length > 1) {
    const erpIds = sameOrganisation.map(({ recordId }) => recordId);
    return {
      is: 'held',
      reason: registerReason('ORGANISATION_NUMBER_AMBIGUOUS', { number: organisation ?? '', erpIds }),
    };
  }
  const found = sameOrganisation[0] ?? active.find((record) => hasItsNumber(record, wanted, organisation));
  return found
    ? { is: 'there', erpId: found.recordId, notes: notesOn(wanted, found, linkedBy) }
    : { is: 'new' };
}

/** The same number says something only while nothing else says that it is somebody else's. */
function hasItsNumber(record: RegisterRecord, wanted: WantedCustomer, organisation: string | null): boolean {
  if (wanted.number === null || record.number !== wanted.number) return false;
  const isAnothers = record.externalId !== null && record.externalId !== '';
  const { type } = record.fields as ErpCustomer;
  return !isAnothers && !differ(organisation, record.organisationNumber) && !differ(wanted.type, type);
}

function notesOn(
  { key, name }: WantedCustomer,
  record: RegisterRecord,
  linkedBy: Known['linkedBy'],
): Reason[] {
  const others = (linkedBy.get(record.recordId) ?? []).map(({ id }) => id).filter((id) => id !== key);
  const theirs = fullName(record.fields as ErpCustomer);
  return [
    ...(others.length > 0
      ? [registerReason('CUSTOMER_SHARED', { ids: [...others, key], erpId: record.recordId })]
      : []),
    ...(sameName(theirs, name)
      ? []
      : [registerReason('CUSTOMER_NAME_DIFFERS', { duell: name, erp: theirs, erpId: record.recordId })]),
  ];
}
