import { type EntityManager } from '@mikro-orm/postgresql';
import { type Clock, type HostCatalogue, type HostCustomer, type HostProduct } from '@accounting/port';
import { follow, type Listed, recordsBy, type RegisterOf } from '../register/read-register.js';
import {
  plainOrganisationNumber,
  type RecordKind,
  type RegisterRecord,
} from '../register/register-record.js';

/** DUELL's own register of a client, as it was read last. */
export function duellRegister(clientId: string, kind: RecordKind): RegisterOf {
  return { adapter: 'duell', companyId: clientId, kind };
}

/**
 * Brings what we know of DUELL's own products or customers up to date. Throws AccountingErrors.
 * @param isComplete as of {@link follow}, as is `mayBeOldMs`.
 */
export function readDuell(
  em: EntityManager,
  catalogue: HostCatalogue,
  { clientId, departmentId }: { clientId: string; departmentId: string },
  kind: RecordKind,
  clock: Clock,
  isComplete: () => boolean,
  mayBeOldMs: number,
): Promise<void> {
  const since = (changed: Date | null) =>
    kind === 'product'
      ? listed(catalogue.products(departmentId, changed))
      : listed(catalogue.customers(departmentId, changed));
  return follow(em, duellRegister(clientId, kind), clock, since, isComplete, mayBeOldMs);
}

async function* listed(pages: AsyncIterable<(HostProduct | HostCustomer)[]>): AsyncIterable<Listed[]> {
  for await (const page of pages)
    yield page.map((document) => ({ ...document, number: document.number ?? '', active: !document.deleted }));
}

/** DUELL's own, among which the accounting system's records are to be found. */
export async function duellRecords(
  em: EntityManager,
  clientId: string,
  kind: RecordKind,
  by: { ids: string[]; numbers: string[]; organisationNumbers: (string | null)[] },
): Promise<RegisterRecord[]> {
  return recordsBy(em, duellRegister(clientId, kind), {
    ids: by.ids,
    numbers: by.numbers.filter((number) => number !== ''),
    organisationNumbers: by.organisationNumbers.flatMap((number) => plainOrganisationNumber(number) ?? []),
  });
}
