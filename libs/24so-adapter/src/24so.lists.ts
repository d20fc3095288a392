import { addDays, type ErpLists } from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items, type AccountData, type FiscalYear, type TypeData } from './24so.operations.js';
import type { Product } from './24so.operations.sales.js';
import { civilDate } from './24so.wire.js';

type Lists = { [Name in keyof ErpLists]: (client: TwentyFourSoClient) => Promise<ErpLists[Name][]> };

/** What the settings pages let one choose from. */
export const LISTS: Lists = {
  companies: async ({ login }) => (await login.reachedLately()).map(({ company }) => company),

  departments: async (client) => {
    const departments = items(await client.call('GetDepartmentList', {}), 'Department');
    return departments.map(({ Id, Name }) => ({ id: String(Id), name: Name ?? String(Id) }));
  },

  accounts: async (client) => {
    const accounts = await accountsOf(client);
    const groups = items(await client.call('GetTypeGroupList', { module: 'All' }), 'AccountingGroup');
    // The group's AccountId is the account's id or its number: nothing says which.
    const grouped = new Set(groups.map(({ AccountId }) => AccountId));
    return accounts.map(({ AccountNo = 0, AccountName, AccountId = 0, TaxNo = 0 }) => ({
      number: String(AccountNo),
      name: AccountName ?? String(AccountNo),
      vatCode: String(TaxNo),
      salesReady: grouped.has(AccountId) || grouped.has(AccountNo),
    }));
  },

  /** Its number, not its id, goes on an entry: id 8 may be number 5 (fact sheet 4.2). */
  vatCodes: async (client) => {
    const codes = items(await client.call('GetTaxCodeList', {}), 'TaxCodeElement');
    return codes.flatMap(({ TaxNo, TaxName, TaxRate }) =>
      TaxNo ? [{ code: TaxNo, name: TaxName ?? TaxNo, rate: Number(TaxRate) }] : [],
    );
  },

  voucherTypes: async (client) =>
    (await typesOf(client)).map(({ TypeNo, Title, EntrySeriesId }) => ({
      id: String(TypeNo),
      number: String(TypeNo),
      name: Title ?? String(TypeNo),
      series: String(EntrySeriesId),
    })),

  fiscalYears: async (client) =>
    (await yearsOf(client)).map(({ from, to, locked }) => ({ from, to, locked })),
};

export async function accountsOf(client: TwentyFourSoClient): Promise<AccountData[]> {
  return items(await client.call('GetAccountList', {}), 'AccountData');
}

/** Voucher types that vouchers can have: the negative ones are the system's own (fact sheet 4.2). */
export async function typesOf(client: TwentyFourSoClient): Promise<TypeData[]> {
  return items(await client.call('GetTypeList', {}), 'TypeData').filter(({ TypeNo }) => TypeNo > 0);
}

/** Products with this number, in whatever case; that the service's search is as exact as ours is not known. */
export async function productsNumbered(client: TwentyFourSoClient, number: string): Promise<Product[]> {
  const string = ['Id', 'No', 'Name', 'TaxRate', 'StatusId'];
  const search = { searchParams: { No: number }, returnProperties: { string } };
  const found = items(await client.look('GetProducts', search), 'Product');
  return found.filter(({ No = '' }) => No.trim().toUpperCase() === number.toUpperCase());
}

export interface Year {
  /** What `YearId` holds. */
  id: number;
  from: string;
  /** Inclusive. */
  to: string;
  locked: boolean;
}

export async function yearsOf(client: TwentyFourSoClient): Promise<Year[]> {
  return items(await client.call('GetFiscalYears', {}), 'FiscalYear').map(yearOf);
}

/** A year is StartingDate ≤ d < EndingDate (fact sheet 4.8). */
function yearOf({ StartingDate, EndingDate, IsLocked }: FiscalYear): Year {
  const from = civilDate(StartingDate);
  return { id: Number(from.slice(0, 4)), from, to: addDays(civilDate(EndingDate), -1), locked: IsLocked };
}

export function yearContaining(years: Year[], date: string): Year | undefined {
  return years.find(({ from, to }) => from <= date && date <= to);
}
