import { toDecimal } from './formats.js';
import { accountIdOf } from './seed.js';
import { type TypeGroup } from './type-groups.js';
import { type Handler } from './visit.js';

export const client: Record<string, Handler> = {
  /** Addresses that are not there come as nil objects, as in recorded answers (fact sheet 2.6). */
  GetClientInformation: (_body: object, { books }) => ({
    AddressList: {
      Post: { Street: 'Strandgata 1', PostalCode: '5003', PostalArea: 'Bergen', Country: 'NO' },
      Delivery: null,
      Visit: null,
      Invoice: null,
    },
    Country: 'NO',
    IsUsingFactoring: false,
    Name: books.name,
    ReminderDays: 14,
    ReminderDays2: 14,
    ReminderDays3: 14,
    UserId: books.id,
    OrganizationNumber: books.organizationNumber,
    DefaultCurrency: 'NOK',
  }),

  GetDepartmentList: (_body: object, { books }) => ({
    Department: books.chart.departments.map(({ id, name }) => ({ Id: id, Name: name })),
  }),

  /** Whether `AccountId` is the account's id or its number, nothing says (fact sheet 4.7). */
  GetTypeGroupList: ({ module: wanted }: { module: 'All' | TypeGroup['module'] }, { books }) => {
    const groups = books.typeGroups.all().filter(({ module }) => wanted === 'All' || module === wanted);
    const byId = books.switches.typeGroupAccountIs === 'id';
    return {
      AccountingGroup: groups.map(({ id, name, account }) => ({
        AccountId: byId ? accountIdOf(account) : account,
        Id: id,
        Name: name,
      })),
    };
  },

  GetVatTypeList: (_body: object, { books }) => ({
    VatType: books.chart.taxCodes.map(({ no, name, rate }) => ({
      No: Number(no),
      Name: name,
      Rate: toDecimal(rate * 100),
    })),
  }),
};
