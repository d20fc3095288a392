import { type Customer, type ErpCustomer, type Reason } from '@accounting/port';
import { registerReason } from '../register/register-reasons.js';
import { plainOrganisationNumber, type RegisterRecord } from '../register/register-record.js';
import { differ, fullName, sameName } from '../register/same-customer.js';
import { pullReason } from './pull-reasons.js';

export type FoundInDuell =
  { is: 'there'; record: RegisterRecord } | { is: 'new' } | { is: 'held'; reason: Reason };

/** What is known of both sides, to be looked through without asking anybody. */
export interface BothSides {
  clientId: string;
  /** DUELL's own, among which a record is to be found. */
  duell: RegisterRecord[];
  /** The accounting system's own that are in use, among which its twins are. */
  erp: RegisterRecord[];
  /** DUELL's id, by the accounting system's. */
  linkedTo: ReadonlyMap<string, string>;
}

/**
 * DUELL's product: by stored link, then by number. Numbers are unique on neither side: where two share one, nothing is
 * merged and both are named. One that is not in use there, and never was ours, is not the one that has its number now.
 */
export function findProductInDuell(there: RegisterRecord, both: BothSides): FoundInDuell {
  const { number } = there;
  const linked = linkedOf(there, both);
  const candidates = both.duell.filter(
    (record) => record.active && number !== '' && record.number === number,
  );
  if (linked) {
    const other = candidates.find(({ recordId }) => recordId !== linked.recordId);
    return other && linked.number !== number
      ? heldAs('DUELL_NUMBER_AMBIGUOUS', number, [linked, other])
      : { is: 'there', record: linked };
  }
  const twins = twinsOf(there, both, (twin) => number !== '' && twin.number === number, candidates);
  if (twins.length > 0) return there.active ? heldThere(number, [there, ...twins]) : { is: 'new' };
  const [only, ...more] = candidates;
  if (more.length > 0) return heldAs('DUELL_NUMBER_AMBIGUOUS', number, candidates);
  return only ? { is: 'there', record: only } : { is: 'new' };
}

/**
 * DUELL's customer: by stored link, by our id there, by organisation number, by customer number. Never by name; but a
 * number alone, under another name, may be anybody's. Of one that is deleted there only the link or our id says who it was.
 */
export function findCustomerInDuell(there: RegisterRecord, both: BothSides): FoundInDuell {
  const { duell, clientId } = both;
  const ours = there.externalId?.startsWith(`${clientId}/`)
    ? there.externalId.slice(clientId.length + 1)
    : null;
  const known = linkedOf(there, both) ?? duell.find(({ recordId }) => recordId === ours);
  if (known) return { is: 'there', record: known };
  if (!there.active) return { is: 'new' };
  const organisation = there.organisationNumber ?? null;
  const candidates = inUse(
    duell.filter((record) => organisation !== null && record.organisationNumber === organisation),
  );
  const twins = twinsOf(
    there,
    both,
    (twin) => organisation !== null && twin.organisationNumber === organisation,
    candidates,
  );
  if (twins.length > 0) {
    const erpIds = [there, ...twins].map(({ recordId }) => recordId);
    const number = organisation ?? '';
    return { is: 'held', reason: registerReason('ORGANISATION_NUMBER_AMBIGUOUS', { number, erpIds }) };
  }
  const [only, ...more] = candidates;
  if (more.length > 0) return heldAs('DUELL_ORGANISATION_NUMBER_AMBIGUOUS', organisation ?? '', candidates);
  return only ? { is: 'there', record: only } : byCustomerNumber(there, both);
}

function byCustomerNumber(there: RegisterRecord, { duell }: BothSides): FoundInDuell {
  const { number } = there;
  // Another one's id stands there: it is somebody else's customer.
  if (number === '' || there.externalId) return { is: 'new' };
  const erp = there.fields as ErpCustomer;
  const found = duell.find((record) => record.active && record.number === number);
  if (!found) return { is: 'new' };
  const { name, type, organisationNumber } = found.fields as unknown as Customer;
  const isAnother =
    differ(plainOrganisationNumber(organisationNumber), there.organisationNumber) || differ(type, erp.type);
  if (isAnother) return { is: 'new' };
  if (sameName(name, fullName(erp))) return { is: 'there', record: found };
  const facts = { number, duell: name, erp: fullName(erp) };
  return { is: 'held', reason: pullReason('DUELL_CUSTOMER_NUMBER_TAKEN', facts) };
}

/** Others there that are as like what is looked for, or that have one of the candidates already. */
function twinsOf(
  there: RegisterRecord,
  { erp, linkedTo }: BothSides,
  isLike: (other: RegisterRecord) => boolean,
  candidates: RegisterRecord[],
): RegisterRecord[] {
  const ids = candidates.map(({ recordId }) => recordId);
  return erp.filter(
    (other) =>
      other.recordId !== there.recordId &&
      (isLike(other) || ids.includes(linkedTo.get(other.recordId) ?? '')),
  );
}

function linkedOf({ recordId }: RegisterRecord, { duell, linkedTo }: BothSides): RegisterRecord | undefined {
  const linked = linkedTo.get(recordId);
  return linked === undefined ? undefined : duell.find((record) => record.recordId === linked);
}

/** Those in use, if any is. */
function inUse(records: RegisterRecord[]): RegisterRecord[] {
  const active = records.filter((record) => record.active);
  return active.length > 0 ? active : records;
}

function heldAs(
  code: 'DUELL_NUMBER_AMBIGUOUS' | 'DUELL_ORGANISATION_NUMBER_AMBIGUOUS',
  number: string,
  records: RegisterRecord[],
): FoundInDuell {
  const ids = records.map(({ recordId }) => recordId);
  return { is: 'held', reason: pullReason(code, { number, ids }) };
}

function heldThere(number: string, records: RegisterRecord[]): FoundInDuell {
  const erpIds = records.map(({ recordId }) => recordId);
  return { is: 'held', reason: registerReason('ERP_NUMBER_AMBIGUOUS', { number, erpIds }) };
}
