import {
  addDays,
  osloDate,
  sum,
  type CivilDate,
  type Ore,
  type Proof,
  type Reason,
  type Voucher,
  type VoucherLine,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { marked, ours, totalOf, type LedgerVoucher } from './24so.marked.js';
import { items, type Transaction, type TransactionSearch } from './24so.operations.js';
import type { Settled } from './24so.options.js';
import { reason } from './24so.reasons.js';
import { civilDate, dateTime, endOfDay } from './24so.wire.js';

/** What a post was sent with. */
export type Sent = {
  number: number;
  stamp: number;
  /** The fiscal year, both days inclusive. */
  year: number;
  yearFrom: CivilDate;
  yearTo: CivilDate;
  /** How ledger lines name the voucher types that share our number series. */
  seriesTypes: number[];
};

/** Where it stands, which need not be where it was sent to. */
export type LedgerProof = Proof<Pick<LedgerVoucher, 'number' | 'date' | 'stamp'> & { year?: number }>;

/**
 * Is this voucher in the ledger? The marker says so, whatever else a person changed, unless the voucher was reversed.
 * Its number on another voucher in the same series and year, a reversed one of ours too, says that this one can never
 * come.
 */
export async function proveInLedger(
  client: TwentyFourSoClient,
  voucher: Voucher,
  sent: Sent,
): Promise<LedgerProof> {
  const here = await findStanding(client, voucher, sent.number);
  if (here) return found(here, voucher, sent, client.options);

  // The number filter narrows the answer, not the server's work: long ranges time out, so month by month (fact sheet 3.4).
  const { number } = sent;
  for (const { from, to } of nearestFirst(monthsOf(sent.yearFrom, sent.yearTo), voucher.date)) {
    const lines = await ledgerLines(client, from, to, {
      TransactionNoStart: number,
      TransactionNoEnd: number,
    });
    const moved = await standing(client, voucher, lines, number);
    if (moved) return found(moved, voucher, sent, client.options);
    const taken = lines.some(({ TransactionTypeId = 0 }) => sent.seriesTypes.includes(TransactionTypeId));
    if (taken && client.options.numbersExclude) {
      const why = reason('NUMBER_TAKEN', { number, year: Number(sent.yearFrom.slice(0, 4)) });
      return { verdict: 'impossible', why };
    }
  }
  return { verdict: 'absent' };
}

/** Our voucher on its day and the days around it, wherever else it or its reversal has lines. */
export async function findStanding(
  client: TwentyFourSoClient,
  voucher: Voucher,
  number?: number,
): Promise<LedgerVoucher | null> {
  const around = await ledgerLines(client, addDays(voucher.date, -1), addDays(voucher.date, 1));
  return standing(client, voucher, around, number);
}

/** A reversal may be dated later: where the marker is seen, all months up to this one are looked through for it. */
async function standing(
  client: TwentyFourSoClient,
  voucher: Voucher,
  seen: Transaction[],
  number?: number,
): Promise<LedgerVoucher | null> {
  const dates = marked(seen, voucher).map(({ Date: date = '' }) => civilDate(date));
  const [earliest] = dates.sort();
  if (earliest === undefined) return null;
  const today = osloDate(client.tools.clock.now());
  const latest = [...dates, today].sort().at(-1) ?? today;
  const lines: Transaction[] = [];
  for (const { from, to } of monthsOf(firstOfMonth(earliest), lastOfMonth(latest))) {
    lines.push(...marked(await ledgerLines(client, from, to), voucher));
  }
  return ours(lines, voucher, number);
}

function found(there: LedgerVoucher, voucher: Voucher, sent: Sent, options: Settled): LedgerProof {
  const { number, date, stamp } = there;
  const notes = notesOn(there, voucher, options);
  if (date !== voucher.date) notes.push(reason('LEDGER_DATE_DIFFERS', { sent: voucher.date, found: date }));
  if (stamp !== sent.stamp && sent.stamp > 0) {
    notes.push(reason('FOUND_BEFORE_SENDING', { number, date, stamp, unused: sent.stamp }));
  }
  const inYear = sent.yearFrom <= date && date <= sent.yearTo;
  return { verdict: 'found', result: { number, date, stamp, ...(inYear ? { year: sent.year } : {}) }, notes };
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

/** What a person changed in the sums, as far as it can be told. */
export function notesOn(
  { number, lines, alongside }: LedgerVoucher,
  voucher: Voucher,
  { ledgerReads }: Settled,
): Reason[] {
  const accounts = [...new Set(voucher.lines.map(({ account }) => account))];
  const differing = accounts.filter((account) => {
    const sent = voucher.lines.filter((line) => line.account === account);
    const there = totalOf(lines.filter(({ AccountNo }) => String(AccountNo) === account));
    return !readsAs(sent, there, ledgerReads);
  });
  return [
    ...(alongside.length > 0 ? [reason('SEVERAL_VOUCHERS', { number, others: alongside })] : []),
    ...(differing.length > 0 ? [reason('LEDGER_DIFFERS', { accounts: differing })] : []),
  ];
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
