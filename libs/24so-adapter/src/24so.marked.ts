import { carriesMarker, sum, type CivilDate, type Ore, type Voucher } from '@accounting/port';
import type { Transaction } from './24so.operations.js';
import { civilDate, oreOf } from './24so.wire.js';

/** A voucher as the ledger has it. */
export interface LedgerVoucher {
  number: number;
  date: CivilDate;
  stamp: number;
  /** Of all vouchers that stand for it together, which is nearly always one. */
  lines: Transaction[];
  /** Numbers of other vouchers that carry the same marker, reversed ones too. */
  alongside: number[];
}

/**
 * Our voucher among ledger lines, by its marker; null too when it was reversed. 24SevenOffice's only correction is the
 * mirror image, which a person makes under a number of its own: then nothing stands, and the day may be booked again.
 * Of several that stand, the one with our number, else the first.
 */
export function ours(lines: Transaction[], voucher: Voucher, number?: number): LedgerVoucher | null {
  const all = vouchersOf(marked(lines, voucher));
  if (all.length > 1 && isNothing(all.flat())) return null;
  return standingFor(withoutReversed(all), all, number);
}

/** Was it ever in the ledger? For a draft: that it was approved stays true when it was reversed afterwards. */
export function booked(lines: Transaction[], voucher: Voucher): LedgerVoucher | null {
  const all = vouchersOf(marked(lines, voucher));
  return ours(lines, voucher) ?? standingFor(all.slice(0, 1), all);
}

/** The voucher that carries a stamp: for a draft whose texts a person rewrote. */
export function stamped(lines: Transaction[], stamp: number): LedgerVoucher | null {
  const [first] = vouchersOf(lines.filter(({ StampNo }) => StampNo === stamp));
  return first ? standingFor([first], [first]) : null;
}

export function marked(lines: Transaction[], { marker }: Voucher): Transaction[] {
  return lines.filter(({ Comment = '' }) => carriesMarker(Comment, marker));
}

/** Lines by voucher, in the order in which they came. Two series may have the same number on the same day. */
function vouchersOf(lines: Transaction[]): Transaction[][] {
  const key = ({ TransactionNo, Date: date, TransactionTypeId }: Transaction) =>
    [TransactionNo, date, TransactionTypeId].join();
  return [...Map.groupBy(lines, key).values()];
}

/** Without vouchers that are each other's mirror image: what is left is what stands. */
function withoutReversed(vouchers: Transaction[][]): Transaction[][] {
  const standing: Transaction[][] = [];
  for (const voucher of vouchers) {
    const mirror = standing.findIndex((other) => isNothing([...other, ...voucher]));
    if (mirror === -1) standing.push(voucher);
    else standing.splice(mirror, 1);
  }
  return standing;
}

function isNothing(lines: Transaction[]): boolean {
  const accounts = Map.groupBy(lines, ({ AccountNo }) => AccountNo);
  return [...accounts.values()].every((ofAccount) => totalOf(ofAccount) === 0);
}

export function totalOf(lines: Transaction[]): Ore {
  return sum(lines.map(({ Amount }) => oreOf(Amount)));
}

function standingFor(standing: Transaction[][], all: Transaction[][], number?: number): LedgerVoucher | null {
  const numberOf = ([line]: Transaction[]) => line?.TransactionNo ?? 0;
  const chosen = standing.find((voucher) => numberOf(voucher) === number) ?? standing[0];
  if (!chosen) return null;
  return {
    number: numberOf(chosen),
    date: civilDate(chosen[0]?.Date ?? ''),
    stamp: chosen.find(({ StampNo = 0 }) => StampNo > 0)?.StampNo ?? 0,
    lines: standing.flat(),
    alongside: all.filter((voucher) => voucher !== chosen).map(numberOf),
  };
}
