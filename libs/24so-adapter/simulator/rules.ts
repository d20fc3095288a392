import { type DraftVoucher, type Entry } from './bookings.js';
import { type Books } from './books.js';
import { toCivilDate, toDecimal, toOre } from './formats.js';
import { type Account, type FiscalYear, type VoucherType } from './seed.js';

/** The arguments of SaveBundleList, after the schema has been checked: absent ones have the schema's defaults. */
export interface BundleListIn {
  Bundles?: { Bundle: BundleIn[] };
  AllowDifference: boolean;
  DirectLedger: boolean;
  SaveOption: number;
  DefaultCustomerId: number;
  IgnoreWarnings?: { string: string[] };
}

export interface BundleIn {
  YearId: number;
  Vouchers?: { Voucher: VoucherIn[] };
  Sort: number;
  Name: string;
  BundleDirectAccounting: boolean;
}

export interface VoucherIn {
  TransactionNo: number;
  Entries?: { Entry: EntryIn[] };
  Sort: number;
  DifferenceOptions?: object;
}

export interface EntryIn {
  CustomerId: number;
  AccountNo: number;
  Date: string;
  DueDate?: string;
  Amount: string;
  VatAmount: string;
  CurrencyId: string;
  DepartmentId: number;
  ProjectId: number;
  InvoiceReferenceNo: string;
  InvoiceOcr: string;
  TaxNo: string;
  PeriodDate?: string;
  Comment: string;
  StampNo: number;
}

export interface CheckedBundle {
  year: FiscalYear;
  name: string;
  direct: boolean;
  vouchers: DraftVoucher[];
}

/** The books say no. `exception` ends the name of the vendor's exception class; two of them are known. */
export class Refusal extends Error {
  constructor(
    readonly exception: string,
    text: string,
  ) {
    super(`Office24Seven.Library.Economy.Accounting.${exception}: ${text}`);
  }
}

const KNOWN_WARNINGS = [
  'vatisnotinbalance',
  'vatismissingfoundation',
  'invoicealreadyexists',
  'customermismatchbankaccount',
];

/** Everything of fact sheet 6.7 but the duplicate number, which is asked last. The same for drafts and ledger. */
export function checkBundles(list: BundleListIn, books: Books): CheckedBundle[] {
  const ledger = list.SaveOption === 0;
  refuseIf(list.SaveOption > 1, 'InvalidSaveOptionException', `SaveOption ${list.SaveOption} is unknown`);
  refuseIf(ledger && list.AllowDifference, 'AllowDifferenceException', 'AllowDifference is for drafts only');
  for (const warning of list.IgnoreWarnings?.string ?? []) {
    refuseIf(!KNOWN_WARNINGS.includes(warning), 'UnknownWarningException', `No warning is named ${warning}`);
  }
  const bundles = list.Bundles?.Bundle ?? [];
  refuseIf(bundles.length === 0, 'BundleIsEmptyException', 'There is no bundle to save');

  return bundles.map((bundle) => {
    const year = yearOf(bundle.YearId, books);
    const direct = bundle.BundleDirectAccounting;
    refuseIf(ledger && direct, 'DirectAccountingException', 'BundleDirectAccounting is for drafts only');
    if (bundle.Sort !== 0) typeOf(bundle.Sort, books);
    const vouchers = bundle.Vouchers?.Voucher ?? [];
    refuseIf(vouchers.length === 0, 'BundleIsEmptyException', 'The bundle holds no voucher');
    return {
      year,
      name: bundle.Name,
      direct,
      vouchers: vouchers.map((voucher) => checkVoucher(voucher, year, list, books)),
    };
  });
}

function checkVoucher(voucher: VoucherIn, year: FiscalYear, list: BundleListIn, books: Books): DraftVoucher {
  const { TransactionNo: number } = voucher;
  refuseIf(number <= 0, 'TransactionNoException', `TransactionNo ${number} is not a voucher number`);
  const type = typeOf(voucher.Sort, books);
  const given = voucher.Entries?.Entry ?? [];
  refuseIf(given.length === 0, 'VoucherIsEmptyException', `Voucher ${number} holds no entry`);
  const entries = given.map((entry) => checkEntry(entry, year, list.DefaultCustomerId, books));
  const difference = entries.reduce((sum, { amount }) => sum + amount, 0);
  refuseIf(
    difference !== 0 && !list.AllowDifference,
    'VoucherNotInBalanceException',
    `Voucher ${number} is not in balance. Difference: ${toDecimal(difference)}`,
  );
  return { number, type, entries };
}

function checkEntry(given: EntryIn, year: FiscalYear, defaultCustomer: number, books: Books): Entry {
  const { chart, archive } = books;
  const account = chart.accounts.find(({ number }) => number === given.AccountNo);
  if (!account) throw new Refusal('AccountNotFoundException', `Account ${given.AccountNo} does not exist`);
  const { TaxNo: taxNo, StampNo: stamp } = given;
  const entry: Entry = {
    account: account.number,
    date: dateWithin(given.Date, year),
    amount: amountOf(given),
    taxNo,
    department: given.DepartmentId,
    project: given.ProjectId,
    customer: given.CustomerId || defaultCustomer,
    comment: given.Comment,
    stamp,
    invoiceNo: given.InvoiceReferenceNo,
    ocr: given.InvoiceOcr,
    dueDate: given.DueDate,
    periodDate: given.PeriodDate,
  };

  const taxKnown = taxNo === '' || chart.taxCodes.some((code) => code.no === taxNo);
  refuseIf(!taxKnown, 'TaxCodeNotFoundException', `Tax code ${taxNo} does not exist`);
  refuseIf(
    stamp !== 0 && archive.withStamp(stamp).length === 0,
    'StampNoNotFoundException',
    `StampNo ${stamp} has no document`,
  );
  mustExist('Department', entry.department, chart.departments);
  mustExist('Project', entry.project, chart.projects);
  const customerKnown = entry.customer === 0 || books.customers.find(entry.customer) !== undefined;
  refuseIf(!customerKnown, 'CustomerNotFoundException', `Customer ${entry.customer} does not exist`);
  checkNeeds(account, entry);
  return entry;
}

function checkNeeds({ number, needs = [] }: Account, { department, project, customer }: Entry): void {
  const given = { department, project, customer };
  for (const need of needs) {
    const name = need.replace(/^./, (letter) => letter.toUpperCase());
    refuseIf(given[need] === 0, `${name}IsRequiredException`, `${name} is required on account ${number}`);
  }
}

function yearOf(yearId: number, { chart }: Books): FiscalYear {
  const year = chart.years.find((candidate) => candidate.year === yearId);
  if (!year) throw new Refusal('YearNotFoundException', `Fiscal year ${yearId} is not set up`);
  refuseIf(year.locked, 'PeriodIsLockedException', `Fiscal year ${yearId} is locked`);
  return year;
}

/** Negative types are the system's own (fact sheet 4.2). */
function typeOf(sort: number, { chart }: Books): VoucherType {
  const type = chart.types.find(({ no }) => no === sort);
  if (!type || sort <= 0)
    throw new Refusal('TransactionTypeNotFoundException', `Sort ${sort} does not exist`);
  return type;
}

function dateWithin(dateTime: string, year: FiscalYear): string {
  const date = toCivilDate(dateTime);
  const place = `fiscal year ${year.year}`;
  if (!date) throw new Refusal('InvalidDateException', `${dateTime} is not a day without time and offset`);
  refuseIf(date < year.start || date >= year.end, 'InvalidDateException', `${date} is outside ${place}`);
  return date;
}

function amountOf(given: EntryIn): number {
  const amount = toOre(given.Amount);
  if (amount === undefined)
    throw new Refusal('InvalidAmountException', `${given.Amount} has too many decimals`);
  refuseIf(
    toOre(given.VatAmount) !== 0,
    'InvalidAmountException',
    'VatAmount is not modelled by the simulator',
  );
  const currency = given.CurrencyId;
  refuseIf(!['', 'NOK'].includes(currency), 'CurrencyNotFoundException', `Currency ${currency} is unknown`);
  return amount;
}

function mustExist(what: string, id: number, among: { id: number }[]): void {
  const known = id === 0 || among.some((candidate) => candidate.id === id);
  refuseIf(!known, `${what}NotFoundException`, `${what} ${id} does not exist`);
}

function refuseIf(condition: boolean, exception: string, text: string): void {
  if (condition) throw new Refusal(exception, text);
}
