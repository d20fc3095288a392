import { givenIn, isLike, onlyRequested, type ReturnProperties } from './requested.js';
import { type Handler } from './visit.js';

interface SearchIn {
  CompanyId?: number;
  CompanyIds?: { int?: number[] };
  CompanyName?: string;
}

const KNOWN = ['Id', 'Name', 'Type'];

/** CompanyService: the company's customers, as its chart has them. */
export const crm: Record<string, Handler> = {
  /** At least one filter, else a fault; all that are given must fit (fact sheet 4.5). */
  GetCompanies(
    { searchParams, returnProperties }: { searchParams?: SearchIn; returnProperties?: ReturnProperties },
    { books },
  ) {
    const { CompanyId, CompanyIds, CompanyName } = givenIn(searchParams, [
      'CompanyId',
      'CompanyIds',
      'CompanyName',
    ]);
    const found = books.chart.customers.filter(
      ({ id, name }) =>
        (CompanyId === undefined || id === CompanyId) &&
        (CompanyIds === undefined || (CompanyIds.int ?? []).includes(id)) &&
        (CompanyName === undefined || isLike(name, CompanyName)),
    );
    const companies = found.map(({ id, name }) => ({ Id: id, Name: name, Type: 'Business' }));
    return { Company: onlyRequested(companies, KNOWN, returnProperties) };
  },
};
