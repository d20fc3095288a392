import { toDecimal } from './formats.js';
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

  /** Sales accounts begin with 3, purchases with 4: enough for a list to choose from. */
  GetTypeGroupList: ({ module }: { module: 'All' | 'Sale' | 'Purchase' }, { books }) => {
    const first = { All: /^[34]/, Sale: /^3/, Purchase: /^4/ }[module];
    const accounts = books.chart.accounts.filter(({ number }) => first.test(String(number)));
    return {
      AccountingGroup: accounts.map(({ number, name }, index) => ({
        AccountId: number,
        Id: index + 1,
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
