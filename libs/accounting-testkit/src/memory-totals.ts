import type { Ore, OrderReadBack } from '@accounting/port';

/** What of a row decides its sums. */
export interface Countable {
  /** A decimal. */
  quantity: string;
  price: Ore;
  /** A decimal. */
  discountPercent: string;
  /** Percent. */
  vatRate: number;
}

/** What the rows add up to in these books: each row, and its VAT, is rounded to whole øre for itself. */
export function totalsOf(rows: Countable[], pricesIncVat: boolean): Required<OrderReadBack> {
  const counted = rows.map((row) => {
    const amount = amountOf(row);
    const share = BigInt(Math.round(row.vatRate * 100));
    const vat = pricesIncVat
      ? amount - nearest(amount * 10_000n, 10_000n + share)
      : nearest(amount * share, 10_000n);
    return { rate: row.vatRate, net: Number(pricesIncVat ? amount - vat : amount), vat: Number(vat) };
  });
  const vat = counted.reduce((total, row) => total + row.vat, 0);
  const net = counted.reduce((total, row) => total + row.net, 0);
  return { gross: net + vat, vat, byRate: byRate(counted) };
}

function byRate(rows: { rate: number; net: Ore }[]): { rate: number; net: Ore }[] {
  const nets = new Map<number, Ore>();
  for (const { rate, net } of rows) nets.set(rate, (nets.get(rate) ?? 0) + net);
  return [...nets].map(([rate, net]) => ({ rate, net }));
}

function amountOf({ price, quantity, discountPercent }: Countable): bigint {
  const left = tenThousandths('100') - tenThousandths(discountPercent);
  return nearest(BigInt(price) * tenThousandths(quantity) * left, 10_000n * tenThousandths('100'));
}

/** `1.5` → 15000. */
function tenThousandths(decimal: string): bigint {
  return BigInt(Math.round(Number(decimal) * 10_000));
}

/** Half is rounded away from 0. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor;
  return (2n * dividend + half) / (2n * divisor);
}
