import { AccountingError } from '@accounting/port';
import {
  eachPage,
  firstPage,
  inOnePage,
  withCatalogue,
  withTools,
  type BrokenHost,
} from './host-breaking.js';

/** Faults of the lists. */
export const hostsBrokenAtReading: BrokenHost[] = [
  {
    fault: 'has no departments',
    breaks: 'lists the departments',
    breakIt: withCatalogue(() => ({ departments: () => Promise.resolve([]) })),
  },
  {
    fault: 'stops after the first page',
    breaks: 'lists every product once, in pages',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department, since) => firstPage(catalogue.products(department, since)),
    })),
  },
  {
    fault: 'gives all customers at once',
    breaks: 'lists every customer once, in pages',
    breakIt: withCatalogue(({ catalogue }) => ({
      customers: (department, since) => inOnePage(catalogue.customers(department, since)),
    })),
  },
  {
    fault: 'loses an øre of each price',
    breaks: 'tells what a product is, to the øre',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department, since) =>
        eachPage(catalogue.products(department, since), (page) =>
          page.map((product) => ({ ...product, priceIncVat: product.priceIncVat - 1 })),
        ),
    })),
  },
  {
    fault: 'forgets the phone',
    breaks: 'tells who a customer is',
    breakIt: withCatalogue(({ catalogue }) => ({
      customers: (department, since) =>
        eachPage(catalogue.customers(department, since), (page) =>
          page.map((customer) => ({ ...customer, phone: undefined })),
        ),
    })),
  },
  {
    fault: 'keeps quiet of what was deleted',
    breaks: 'lists deleted products, too',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department, since) =>
        eachPage(catalogue.products(department, since), (page) => page.filter(({ deleted }) => !deleted)),
    })),
  },
  {
    fault: 'misses what changed at the very instant',
    breaks: 'lists at least what changed since an instant',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department, since) => catalogue.products(department, since && new Date(since.getTime() + 1)),
    })),
  },
  {
    fault: 'lists everything each time',
    breaks: 'leaves out what did not change for days',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department) => catalogue.products(department, null),
    })),
  },
  {
    fault: 'has no new customers',
    breaks: 'lists a customer that is new since an instant',
    breakIt: withCatalogue(({ catalogue }) => ({
      customers: (department, since) =>
        eachPage(catalogue.customers(department, since), (page) => (since ? [] : page)),
    })),
  },
  {
    fault: 'takes products of one number for one',
    breaks: 'keeps apart products that have one number',
    breakIt: withCatalogue(({ catalogue }) => ({
      products: (department, since) =>
        eachPage(catalogue.products(department, since), (page) => [
          ...new Map(page.map((product) => [product.number, product])).values(),
        ]),
    })),
  },
  {
    fault: 'breaks at a row that it can’t read',
    breaks: 'leaves out a row that it can’t read, tells of it',
    breakIt: withTools(() => ({
      leftOut: (reason) => {
        throw new AccountingError(reason, 'ask-a-human');
      },
    })),
  },
  {
    fault: 'leaves out a row without a word',
    breaks: 'writes among the exchanges what it leaves out',
    breakIt: withTools(() => ({ leftOut: () => undefined })),
  },
  {
    fault: 'rounds the stock',
    breaks: 'lists stock as decimals',
    breakIt: withCatalogue(({ catalogue }) => ({
      stock: (department) =>
        eachPage(catalogue.stock(department), (page) =>
          page.map((row) => ({ ...row, quantity: String(Math.round(Number(row.quantity))) })),
        ),
    })),
  },
];
