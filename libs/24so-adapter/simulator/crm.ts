import { COMPANY } from './customer-fields.js';
import { checkCustomer } from './customer-rules.js';
import { type Customer } from './customers.js';
import { given, written } from './record-fields.js';
import { RecordRefusal } from './record-refusal.js';
import {
  all,
  changedSince,
  givenIn,
  namedLike,
  requested,
  type ReturnProperties,
  when,
} from './requested.js';
import { saveEach } from './saving.js';
import { syncList } from './sync-list.js';
import { type Handler, type Visit } from './visit.js';

interface SearchIn {
  ExternalId?: string;
  CompanyId?: number;
  CompanyIds?: { int?: number[] };
  CompanyName?: string;
  ChangedAfter?: string;
  CompanyEmail?: string;
  CompanyPhone?: string;
  OrganizationNumber?: string;
}

type Sent = Record<string, unknown>;

/** CompanyService: the company's customers. */
export const crm: Record<string, Handler> = {
  /** At least one filter, else a fault; all that are given must fit (fact sheet 4.5). */
  GetCompanies(
    { searchParams, returnProperties }: { searchParams?: SearchIn; returnProperties?: ReturnProperties },
    { books: { customers, switches } },
  ) {
    const search = givenIn(searchParams, [
      'ExternalId',
      'CompanyId',
      'CompanyIds',
      'CompanyName',
      'ChangedAfter',
      'CompanyEmail',
      'CompanyPhone',
      'OrganizationNumber',
    ]);
    const names = requested(returnProperties, COMPANY);
    const found = customers.all().filter(
      all<Customer>(
        ({ deleted }) => !deleted,
        when(search.ExternalId, (externalId) => (one) => one.externalId === externalId),
        when(search.CompanyId, (id) => (one) => one.id === id),
        when(search.CompanyIds, ({ int = [] }) => among(new Set(int))),
        when(search.CompanyName, namedLike),
        when(search.ChangedAfter, (dateTime) => changedSince(dateTime, switches)),
        when(search.CompanyEmail, (email) => (one) => isIn(email, one.emails)),
        when(search.CompanyPhone, (phone) => (one) => isIn(phone, one.phones)),
        when(search.OrganizationNumber, (number) => (one) => one.organizationNumber === number),
      ),
    );
    return { Company: found.map((one) => written(one, COMPANY, names)) };
  },

  SaveCompanies({ companies }: { companies?: { Company: (Sent | undefined)[] } }, visit) {
    const records = companies?.Company ?? [];
    return { Company: saveEach(records, visit, (sent) => ({ Id: saved(sent, visit).id })) };
  },

  ...syncList,
};

function among(ids: Set<number>): (one: Customer) => boolean {
  return ({ id }) => ids.has(id);
}

/** The whole address or number, in any of its kinds (inferred). */
function isIn(wanted: string, kinds: Partial<Record<string, { Value?: string }>> = {}): boolean {
  return Object.values(kinds).some((kind) => kind?.Value?.toLowerCase() === wanted.toLowerCase());
}

function saved({ ExplicitlySpecifyNewCompanyId: ownId, ...sent }: Sent, { books, now }: Visit): Customer {
  const { customers, typeGroups } = books;
  const { id, ...changes } = given(sent, COMPANY);
  const before = customerBefore(id, ownId === true, books);
  const name = changes.name ?? before?.name;
  if (name === undefined) throw RecordRefusal.missing('Name');
  const type = changes.type ?? before?.type ?? 'None';
  checkCustomer(changes, type, typeGroups);
  return customers.put({
    registeredAt: now,
    ...before,
    ...changes,
    id: id ?? customers.nextId(),
    name,
    type,
    firstName: type === 'Consumer' ? (changes.firstName ?? before?.firstName) : undefined,
    // A kind that was not sent stays; one that was is replaced as a whole (inferred).
    addresses: joined(before?.addresses, changes.addresses),
    phones: joined(before?.phones, changes.phones),
    emails: joined(before?.emails, changes.emails),
    deleted: false,
    active: !before || before.deleted || before.active,
    changedAt: now,
  });
}

function joined<Parts extends object>(before: Parts | undefined, sent: Parts | undefined): Parts | undefined {
  return before && sent ? { ...before, ...sent } : (sent ?? before);
}

/** Whom the record is about: nobody, if it is to be a new one (fact sheet 4.5, open question 12). */
function customerBefore(
  id: number | undefined,
  ownId: boolean,
  { customers, switches }: Visit['books'],
): Customer | undefined {
  if (id === undefined) {
    if (ownId) throw RecordRefusal.missing('Id');
    return undefined;
  }
  const before = customers.ever(id);
  if (before && ownId) throw RecordRefusal.byDatabase(`There is a customer ${id}`);
  if (before?.deleted && !switches.deletedIdComesBack) {
    throw RecordRefusal.byDatabase(`Customer ${id} is deleted`);
  }
  if (id <= 0 || (!before && !ownId && !switches.unknownCompanyIdCreates)) {
    throw RecordRefusal.byDatabase(`There is no customer ${id}`);
  }
  return before;
}
