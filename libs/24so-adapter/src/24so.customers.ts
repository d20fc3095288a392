import type { BatchJournal, CustomerRecord, RecordOutcome } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { COMPARED_OF_CUSTOMER, companyOf, nameOfCustomer, standsAs } from './24so.customer.js';
import { items } from './24so.operations.js';
import type { Company, CompanySearch, CompanyToSave, SyncCompany } from './24so.operations.sales.js';
import { sameText } from './24so.records.js';
import { recordOutcomes, saveRecords, type RecordKind } from './24so.saving.js';
import { changeStamp } from './24so.wire.js';

/** More new customers than this are looked for in the list of all, which has a thousand on a page. */
const LOOKED_UP_ALONE = 3;

/** A list of changes that leaves nothing out: the service wants a filter, and this is older than it is. */
export const FROM_THE_BEGINNING = new Date('2000-01-01T00:00:00Z');

/** All customers in one write. One that stands there under our external id is changed, and not made anew. */
export async function saveCustomers(
  saving: { client: TwentyFourSoClient; journal: BatchJournal },
  customers: CustomerRecord[],
): Promise<Map<string, RecordOutcome>> {
  const records = new Map(customers.map((customer) => [customer.key, companyOf(customer)]));
  return recordOutcomes(customers, await saveRecords(saving, kindOf(saving.client), records));
}

function kindOf(client: TwentyFourSoClient): RecordKind<CompanyToSave, Company> {
  return {
    name: 'save-customer',
    operation: 'SaveCompanies',
    what: nameOfCustomer,
    save: async (Company, permit) =>
      items(await client.send('SaveCompanies', { companies: { Company } }, permit), 'Company'),
    isEchoOf: isEchoOfCustomer,
    known: (records) => knownCustomers(client, records),
    find: async (records, since) => {
      const ChangedAfter = changeStamp(new Date(since), client.options);
      const there = await companiesFound(client, { ChangedAfter }, COMPARED_OF_CUSTOMER);
      return new Map([...records].flatMap(([key, sent]) => idAmong(there, key, sent)));
    },
  };
}

export function isEchoOfCustomer(echo: Company, { Id, ExternalId }: CompanyToSave): boolean {
  return (
    sameText(echo.ExternalId, ExternalId) && (Id === undefined || echo.Id === undefined || echo.Id === Id)
  );
}

function idAmong(there: Company[], key: string, sent: CompanyToSave): [string, number][] {
  const { Id, ExternalId } = sent;
  if (Id !== undefined) return there.some((one) => one.Id === Id && standsAs(one, sent)) ? [[key, Id]] : [];
  const id = firstOf(
    there.filter((one) => sameText(one.ExternalId, ExternalId)).flatMap((one) => one.Id ?? []),
  );
  return id === undefined ? [] : [[key, id]];
}

/** Our external ids that are there already. Nothing keeps two customers from having one (fact sheet 4.5). */
async function knownCustomers(
  client: TwentyFourSoClient,
  records: ReadonlyMap<string, CompanyToSave>,
): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  if (records.size <= LOOKED_UP_ALONE) {
    for (const [key, { ExternalId }] of records) {
      const id = await customerWith(client, ExternalId);
      if (id !== undefined) known.set(key, id);
    }
    return known;
  }
  const ids = new Map<string, number>();
  for await (const page of syncPages(client, FROM_THE_BEGINNING))
    for (const { CompanyId, ExternalId = '', Active } of page)
      if (CompanyId !== undefined && Active !== false)
        ids.set(ExternalId.trim(), Math.min(ids.get(ExternalId.trim()) ?? CompanyId, CompanyId));
  for (const [key, { ExternalId }] of records) {
    const id = ids.get(ExternalId.trim());
    if (id !== undefined) known.set(key, id);
  }
  return known;
}

/** The customer that carries our external id; the first, should there be several. */
export async function customerWith(
  client: TwentyFourSoClient,
  ExternalId: string,
): Promise<number | undefined> {
  const found = await companiesFound(client, { ExternalId }, ['Id', 'ExternalId']);
  return firstOf(found.filter((one) => sameText(one.ExternalId, ExternalId)).flatMap(({ Id }) => Id ?? []));
}

export async function companiesFound(
  client: TwentyFourSoClient,
  searchParams: CompanySearch,
  properties: string[],
): Promise<Company[]> {
  const search = { searchParams, returnProperties: { string: properties } };
  return items(await client.call('GetCompanies', search), 'Company');
}

/** Whoever changed since then, deleted ones too. The first page says how pages are counted. */
export async function* syncPages(client: TwentyFourSoClient, since: Date): AsyncIterable<SyncCompany[]> {
  const search = { Active: null, ChangedAfter: changeStamp(since, client.options) };
  const first = await client.call('GetCompanySyncList', { syncSearchParameters: search });
  yield items(first?.Items ?? null, 'SyncCompany');
  const from = Number(first?.CurrentPage ?? 1);
  const end = from + Number(first?.TotalPages ?? 1);
  for (let Page = from + 1; Page < end; Page++) {
    const page = await client.call('GetCompanySyncList', { syncSearchParameters: { Page, ...search } });
    yield items(page?.Items ?? null, 'SyncCompany');
  }
}

function firstOf(ids: number[]): number | undefined {
  return [...ids].sort((a, b) => a - b)[0];
}
