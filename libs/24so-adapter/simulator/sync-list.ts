import { type Customer } from './customers.js';
import { toInstant, toRoundedStamp, toStamp } from './formats.js';
import { STRICTER } from './read.js';
import { all, changedSince, since, when } from './requested.js';
import { SoapFault } from './soap.js';
import { type Handler } from './visit.js';

interface SyncIn {
  Page?: number;
  Active?: boolean;
  ChangedAfter?: string;
  RegisteredAfter?: string;
}

/** The only place that tells of customers who were deleted (fact sheet 4.5). */
export const syncList: Record<string, Handler> = {
  /** Pages count from 1: the answer has the shape of PetaPoco's pages, whose first is 1 (inferred). */
  GetCompanySyncList(
    { syncSearchParameters: search }: { syncSearchParameters?: SyncIn },
    { books: { customers, switches }, world: { limits } },
  ) {
    const page = search?.Page ?? 1;
    if (page < 1) throw SoapFault.because(`There is no page ${page}: the first is 1. ${STRICTER}`);
    const found = customers.all().filter(
      all<Customer>(
        when(search?.Active, (active) => (one) => isActive(one) === active),
        when(search?.ChangedAfter, (dateTime) => changedSince(dateTime, switches)),
        when(search?.RegisteredAfter, (dateTime) => registeredSince(since(dateTime, switches))),
      ),
    );
    const size = limits.syncPageSize;
    return {
      CurrentPage: page,
      TotalPages: Math.ceil(found.length / size),
      TotalItems: found.length,
      ItemsPerPage: size,
      Items: { SyncCompany: found.slice((page - 1) * size, page * size).map(listed) },
    };
  },
};

function registeredSince(isIn: (stamp: Date) => boolean): (one: Customer) => boolean {
  return ({ registeredAt }) => isIn(toInstant(toStamp(registeredAt)));
}

function isActive({ active, deleted }: Customer): boolean {
  return active && !deleted;
}

function listed(customer: Customer): object {
  return {
    CompanyId: customer.id,
    ExternalId: customer.externalId,
    DateChanged: toRoundedStamp(customer.changedAt),
    DateRegistered: toStamp(customer.registeredAt),
    Active: isActive(customer),
  };
}
