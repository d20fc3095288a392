import {
  addDays,
  carriesMarker,
  sum,
  type CivilDate,
  type Ore,
  type Proof,
  type Reason,
  type Voucher,
  type VoucherLine,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { items, type Transaction, type TransactionSearch } from './24so.operations.js';
import type { Settled } from './24so.options.js';
import { reason } from './24so.reasons.js';
import { civilDate, dateTime, endOfDay, oreOf } from './24so.wire.js';

/** A voucher as the ledger has it. */
export interface LedgerVoucher {
  number: number;
  date: CivilDate;
  stamp: number;
  lines: Transaction[];
}

/** What a post was sent with. */
export type Sent = {
  number: number;
  stamp: number;
  /** The fiscal year, both days inclusive. */
  yearFrom: CivilDate;
  yearTo: CivilDate;
  /** How ledger lines name the voucher types that share our number series. */
  seriesTypes: number[];
};

export type LedgerProof = Proof<{ number: number; date: CivilDate }>;

/**
 * Is this voucher in the ledger? The marker says so, whatever else a person changed. Its number on a voucher of
 * somebody else, in the same series and year, says that this one can never come.
 */
export async function proveInLedger(
  client: TwentyFourSoClient,
  voucher: Voucher,
  sent: Sent,
): Promise<LedgerProof> {
  const around = await ledgerLines(client, addDays(voucher.date, -1), addDays(voucher.date, 1));
  const here = ours(around, voucher, sent.number);
  if (here) return found(here, voucher, client.options);

  // The number filter narrows the answer, not the server's work: long ranges time out, so month by month (fact sheet 3.4).
  const { number } = sent;
  for (const { from, to } of nearestFirst(monthsOf(sent.yearFrom, sent.yearTo), voucher.date)) {
    const lines = await ledgerLines(client, from, to, {
      TransactionNoStart: number,
      TransactionNoEnd: number,
    });
    const moved = ours(lines, voucher, number);
    if (moved) return found(moved, voucher, client.options);
    const taken = lines.some(({ TransactionTypeId = 0 }) => sent.seriesTypes.includes(TransactionTypeId));
    if (taken && client.options.numbersExclude) {
      const why = reason('NUMBER_TAKEN', { number, year: Number(sent.yearFrom.slice(0, 4)) });
      return { verdict: 'impossible', why };
    }
  }
  return { verdict: 'absent' };
}

function found(there: LedgerVoucher, voucher: Voucher, options: Settled): LedgerProof {
  const notes = notesOn(there, voucher, options);
  if (there.date !== voucher.date) {
    notes.push(reason('LEDGER_DATE_DIFFERS', { sent: voucher.date, found: there.date }));
  }
  return { verdict: 'found', result: { number: there.number, date: there.date }, notes };
}

/** Ledger lines of a period; a draft is not among them (fact sheet 4.8). */
export async function ledgerLines(
  client: TwentyFourSoClient,
  from: CivilDate,
  to: CivilDate,
  filter: Pick<TransactionSearch, 'TransactionNoStart' | 'TransactionNoEnd'> = {},
): Promise<Transaction[]> {
  const answer = await client.call('GetTransactions', {
    searchParams: {
      DateSearchParameters: 'EntryDate',
      DateStart: dateTime(from),
      DateEnd: endOfDay(to),
      ...filter,
      SystemType: null,
      HasInvoiceId: null,
    },
  });
  return items(answer, 'Transaction');
}

/**
 * Our voucher among ledger lines, by its marker. Lines with it may stand on several vouchers, when a person has
 * reversed ours: then the one with our number, else the first.
 */
export function ours(lines: Transaction[], { marker }: Voucher, number?: number): LedgerVoucher | null {
  const marked = lines.filter(({ Comment = '' }) => carriesMarker(Comment, marker));
  return voucherAmong(marked, number);
}

/** The voucher that carries a stamp: for a draft whose texts a person rewrote. */
export function stamped(lines: Transaction[], stamp: number): LedgerVoucher | null {
  return voucherAmong(lines.filter(({ StampNo }) => StampNo === stamp));
}

function voucherAmong(lines: Transaction[], number?: number): LedgerVoucher | null {
  const first = lines.find(({ TransactionNo }) => TransactionNo === number) ?? lines[0];
  if (!first) return null;
  const { TransactionNo = 0, Date: date = '', StampNo = 0 } = first;
  const same = lines.filter((line) => line.TransactionNo === first.TransactionNo && line.Date === first.Date);
  return { number: TransactionNo, date: civilDate(date), stamp: StampNo, lines: same };
}

/** What a person changed in the sums, as far as it can be told. */
export function notesOn({ lines }: LedgerVoucher, voucher: Voucher, { ledgerReads }: Settled): Reason[] {
  const accounts = [...new Set(voucher.lines.map(({ account }) => account))];
  const differing = accounts.filter((account) => {
    const sent = voucher.lines.filter((line) => line.account === account);
    const there = sum(
      lines.filter(({ AccountNo }) => String(AccountNo) === account).map(({ Amount }) => oreOf(Amount)),
    );
    return !readsAs(sent, there, ledgerReads);
  });
  return differing.length > 0 ? [reason('LEDGER_DIFFERS', { accounts: differing })] : [];
}

/**
 * VAT lines are the system's own, and a sale may read back net (fact sheet 4.8, open question 2). Their net is
 * their calculation: half an øre a line may fall either way.
 */
function readsAs(sent: VoucherLine[], there: Ore, ledgerReads: Settled['ledgerReads']): boolean {
  const gross = sum(sent.map(({ amount }) => amount));
  const net = sum(sent.map(netOf));
  const isGross = there === gross;
  const isNet = Math.abs(there - net) <= sent.filter(({ vatRate = 0 }) => vatRate > 0).length;
  return (ledgerReads !== 'net' && isGross) || (ledgerReads !== 'gross' && isNet);
}

function netOf({ amount, vatRate = 0 }: VoucherLine): Ore {
  return Math.round((amount * 100) / (100 + vatRate));
}

interface Period {
  from: CivilDate;
  to: CivilDate;
}

/** The calendar months of a period, in order, cut at its ends. */
export function monthsOf(from: CivilDate, to: CivilDate): Period[] {
  const months: Period[] = [];
  for (let start = from; start <= to;) {
    const end = lastOfMonth(start);
    months.push({ from: start, to: end < to ? end : to });
    start = addDays(end, 1);
  }
  return months;
}

export function firstOfMonth(date: CivilDate): CivilDate {
  return `${date.slice(0, 7)}-01`;
}

export function lastOfMonth(date: CivilDate): CivilDate {
  return addDays(firstOfMonth(addDays(firstOfMonth(date), 31)), -1);
}

function nearestFirst(months: Period[], date: CivilDate): Period[] {
  const holds = ({ from, to }: Period) => from <= date && date <= to;
  return [...months.filter(holds), ...months.filter((month) => !holds(month))];
}
