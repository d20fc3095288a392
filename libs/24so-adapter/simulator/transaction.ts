import { type Line, type PostedVoucher } from './bookings.js';
import { type Books } from './books.js';
import { roundedToMinute, toDecimal, toInstant, toRoundedStamp, toStamp } from './formats.js';
import { STRICTER } from './read.js';
import { SoapFault } from './soap.js';
import { type Handler } from './visit.js';

interface SearchIn {
  DateSearchParameters: 'EntryDate' | 'DateChangedUTC';
  ShowOpenEntries?: boolean;
  LinkId?: number;
  DateStart?: string;
  DateEnd?: string;
  ProjectId?: number;
  CustomerId?: number;
  DepartmentId?: number;
  AccountNoStart?: number;
  AccountNoEnd?: number;
  TransactionNoStart?: number;
  TransactionNoEnd?: number;
  TransactionTypeId?: number;
  SystemType?: string;
  RegisteredAfter?: string;
  HasInvoiceId?: boolean;
  InvoiceNo: string;
  VatCode?: number;
}

interface LedgerLine {
  line: Line;
  voucher: PostedVoucher;
  sequence: number;
}

export const transaction: Record<string, Handler> = {
  /** The ledger, and only the ledger: a draft shows here when a person has posted it (fact sheet 4.8). */
  GetTransactions({ searchParams }: { searchParams?: SearchIn }, { books }) {
    const search = searchParams;
    if (!search?.DateStart || !search.DateEnd)
      throw SoapFault.because('Please specify DateStart and DateEnd');
    if (search.DateSearchParameters === 'EntryDate') refuseOffset(search.DateStart, search.DateEnd);
    const lines = books.vouchers.flatMap((voucher) =>
      voucher.lines.map((line, index) => ({ line, voucher, sequence: index + 1 })),
    );
    const found = lines.filter(
      (at) => withinDates(at, search) && ofVoucher(at, search, books) && ofLine(at.line, search),
    );
    return { Transaction: found.map((at) => described(at, books)) };
  },

  GetTransactionTypes: (_body: object, { books }) => ({
    TransactionType: books.chart.types
      .filter(({ no }) => no > 0)
      .map(({ id, no, title }) => ({ Turnover: no === 1 || no === 9, Title: title, No: no, Id: id })),
  }),

  GetFiscalYears: (_body: object, { books }) => ({
    FiscalYear: books.chart.years.map(({ id, start, end, locked }) => ({
      Id: id,
      StartingDate: `${start}T00:00:00`,
      EndingDate: `${end}T00:00:00`,
      IsLocked: locked,
    })),
  }),
};

/** An offset could move an accounting date to the day before: send none (fact sheet 2.11). */
function refuseOffset(...dateTimes: string[]): void {
  const withOffset = dateTimes.find((dateTime) => /(Z|[+-]\d\d:\d\d)$/.test(dateTime));
  if (withOffset) throw SoapFault.because(`${withOffset}: an accounting date has no offset. ${STRICTER}`);
}

function withinDates({ line, voucher }: LedgerLine, search: SearchIn): boolean {
  const { DateStart = '', DateEnd = '', RegisteredAfter } = search;
  if (RegisteredAfter && voucher.registeredAt <= toInstant(RegisteredAfter)) return false;
  if (search.DateSearchParameters === 'DateChangedUTC') {
    const changed = roundedToMinute(voucher.changedAt);
    return changed >= toInstant(DateStart) && changed <= toInstant(DateEnd);
  }
  const date = `${line.date}T00:00:00`;
  return date >= DateStart && date <= DateEnd;
}

function ofVoucher({ voucher }: LedgerLine, search: SearchIn, { switches }: Books): boolean {
  const { TransactionNoStart, TransactionNoEnd, TransactionTypeId, SystemType, LinkId } = search;
  return (
    (TransactionNoStart === undefined || voucher.number >= TransactionNoStart) &&
    (TransactionNoEnd === undefined || voucher.number <= TransactionNoEnd) &&
    (TransactionTypeId === undefined || voucher.type.id === TransactionTypeId) &&
    (SystemType === undefined || SystemType === switches.systemType) &&
    LinkId === undefined
  );
}

function ofLine(line: Line, search: SearchIn): boolean {
  const { AccountNoStart, AccountNoEnd, ProjectId, CustomerId, DepartmentId, VatCode, HasInvoiceId } = search;
  return (
    (AccountNoStart === undefined || line.account >= AccountNoStart) &&
    (AccountNoEnd === undefined || line.account <= AccountNoEnd) &&
    (ProjectId === undefined || line.project === ProjectId) &&
    (CustomerId === undefined || line.customer === CustomerId) &&
    (DepartmentId === undefined || line.department === DepartmentId) &&
    (VatCode === undefined || line.taxNo === String(VatCode)) &&
    (HasInvoiceId === undefined || HasInvoiceId === (line.invoiceNo !== '')) &&
    (search.InvoiceNo === '' || line.invoiceNo === search.InvoiceNo) &&
    search.ShowOpenEntries !== true
  );
}

function described({ line, voucher, sequence }: LedgerLine, books: Books): object {
  const period = line.periodDate?.slice(0, 10) ?? line.date;
  const dimensions = dimensionsOf(line, books);
  return {
    Date: `${line.date}T00:00:00`,
    AccountNo: line.account,
    Currency: 'NOK',
    CurrencyRate: '1',
    CurrencyUnit: 1,
    Amount: toDecimal(line.amount),
    StampNo: line.stamp,
    Period: Number(period.slice(5, 7)),
    TransactionTypeId: voucher.type.id,
    Comment: line.comment,
    TransactionNo: voucher.number,
    VatCode: /^\d+$/.test(line.taxNo) ? Number(line.taxNo) : undefined,
    Id: line.id,
    InvoiceNo: line.invoiceNo,
    SequenceNo: sequence,
    SystemType: books.switches.systemType,
    DueDate: line.dueDate,
    Dimensions: dimensions.length > 0 ? { Dimension: dimensions } : undefined,
    RegistrationDate: toStamp(voucher.registeredAt),
    DateChanged: toRoundedStamp(voucher.changedAt),
    Hidden: false,
    Open: false,
    OCR: line.ocr || undefined,
    HasVatDividend: false,
    PeriodDate: `${period.slice(0, 7)}-01`,
  };
}

function dimensionsOf(line: Line, { chart, customers }: Books): object[] {
  const of = (Type: string, id: number, named: { name: string } | undefined): object[] =>
    id === 0 ? [] : [{ Type, Name: named?.name, Value: String(id) }];
  return [
    ...of(
      'Project',
      line.project,
      chart.projects.find(({ id }) => id === line.project),
    ),
    ...of(
      'Department',
      line.department,
      chart.departments.find(({ id }) => id === line.department),
    ),
    ...of('Customer', line.customer, customers.ever(line.customer)),
  ];
}
