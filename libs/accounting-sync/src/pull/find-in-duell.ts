import { type ErpCustomer, type ErpProduct, type Reason } from '@accounting/port';
import { plainOrganisationNumber, type RegisterRecord } from '../register/register-record.js';
import { pullReason } from './pull-reasons.js';

export type FoundInDuell =
  { is: 'there'; record: RegisterRecord } | { is: 'new' } | { is: 'held'; reason: Reason };

/** DUELL's product: by stored link, then by number, which is not unique there. */
export function findProductInDuell(
  { number }: ErpProduct,
  linkedTo: string | null,
  records: RegisterRecord[],
): FoundInDuell {
  const linked = records.find(({ recordId }) => recordId === linkedTo);
  if (linked) return { is: 'there', record: linked };
  const candidates = records.filter((record) => record.active && number !== '' && record.number === number);
  const [only, ...more] = candidates;
  if (more.length > 0) {
    const ids = candidates.map(({ recordId }) => recordId);
    return { is: 'held', reason: pullReason('DUELL_NUMBER_AMBIGUOUS', { number, ids }) };
  }
  return only ? { is: 'there', record: only } : { is: 'new' };
}

/** DUELL's customer: by stored link, by our id there, by organisation number, by customer number. Never by name. */
export function findCustomerInDuell(
  erp: ErpCustomer,
  linkedTo: string | null,
  records: RegisterRecord[],
  clientId: string,
): FoundInDuell {
  const ours = erp.externalId?.startsWith(`${clientId}/`) ? erp.externalId.slice(clientId.length + 1) : null;
  const organisation = plainOrganisationNumber(erp.organisationNumber);
  const found =
    records.find(({ recordId }) => recordId === linkedTo) ??
    records.find(({ recordId }) => recordId === ours) ??
    records.find((record) => organisation !== null && record.organisationNumber === organisation) ??
    records.find(({ number }) => erp.number !== '' && number === erp.number);
  return found ? { is: 'there', record: found } : { is: 'new' };
}
