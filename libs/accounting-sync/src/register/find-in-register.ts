import { type ErpCustomer, type Reason } from '@accounting/port';
import { type RegisterRecord, plainOrganisationNumber } from './register-record.js';
import { registerReason } from './register-reasons.js';

export type Found =
  { is: 'there'; erpId: string; notes: Reason[] } | { is: 'new' } | { is: 'held'; reason: Reason };

/** What may already be known of a register, to be looked through without asking anybody. */
export interface Known {
  records: RegisterRecord[];
  /** DUELL's ids that are linked to a record, by the record's id. */
  linkedBy: ReadonlyMap<string, string[]>;
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
  const candidates = records.filter((record) => record.number === number);
  const [only, ...more] = candidates;
  if (!only) return { is: 'new' };
  if (more.length > 0) {
    const erpIds = candidates.map(({ recordId }) => recordId);
    return { is: 'held', reason: registerReason('ERP_NUMBER_AMBIGUOUS', { number, erpIds }) };
  }
  const other = linkedBy.get(only.recordId)?.find((id) => id !== key);
  if (other !== undefined && key !== null)
    return { is: 'held', reason: registerReason('PRODUCT_NUMBER_DUPLICATE', { number, ids: [other, key] }) };
  return { is: 'there', erpId: only.recordId, notes: [] };
}

export interface WantedCustomer {
  key: string;
  externalId: string;
  name: string;
  number: string | null;
  organisationNumber: string | null;
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
  const differs =
    organisation !== null && record.organisationNumber !== null && record.organisationNumber !== organisation;
  return !isAnothers && !differs;
}

function notesOn(
  { key, name }: WantedCustomer,
  record: RegisterRecord,
  linkedBy: Known['linkedBy'],
): Reason[] {
  const others = linkedBy.get(record.recordId)?.filter((id) => id !== key) ?? [];
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

function fullName({ firstName, name }: ErpCustomer): string {
  return firstName ? `${firstName} ${name}` : name;
}

function sameName(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim().toLocaleLowerCase('nb');
  return plain(one) === plain(other);
}
