import { nearest, scaled } from './decimals.js';

/** What of a row decides its sums. A text row has neither price nor quantity. */
export interface Countable {
  /** Øre, without VAT or with it: the order says. */
  price?: number;
  /** A decimal with at most four places. */
  quantity?: string;
  /** Percent, a decimal with at most four places. */
  discountRate?: string;
  /** Percent. */
  vatRate?: number;
}

export interface Totals {
  /** Øre, with VAT. */
  totalIncVat: number;
  /** Øre. */
  totalVat: number;
}

const PLACES = 4;
const ONE = 10n ** 4n;
const HUNDRED_PERCENT = 100n * ONE;

/**
 * An order's sums. A row is price × quantity × (1 − discount), to the nearest øre. Where VAT is rounded, on each
 * row or once for each rate of the order, is not known (fact sheet 4.4 says nothing of it), hence the switch.
 */
export function totalsOf(rows: Countable[], includeVat: boolean, vatRounding: 'row' | 'order'): Totals {
  const amounts = rows.map((row) => ({ amount: amountOf(row), rate: basisPoints(row.vatRate) }));
  const parts = vatRounding === 'row' ? amounts : byRate(amounts);
  const sum = parts.reduce((total, { amount }) => total + amount, 0n);
  const vat = parts.reduce((total, { amount, rate }) => total + vatOf(amount, rate, includeVat), 0n);
  return { totalIncVat: Number(includeVat ? sum : sum + vat), totalVat: Number(vat) };
}

/** Øre, as the price is: without VAT or with it. */
function amountOf({ price = 0, quantity = '0', discountRate = '0' }: Countable): bigint {
  const pieces = scaled(quantity, PLACES) ?? 0n;
  const left = HUNDRED_PERCENT - (scaled(discountRate, PLACES) ?? 0n);
  return nearest(BigInt(price) * pieces * left, ONE * HUNDRED_PERCENT);
}

function vatOf(amount: bigint, rate: bigint, included: boolean): bigint {
  return included ? amount - nearest(amount * 10_000n, 10_000n + rate) : nearest(amount * rate, 10_000n);
}

function basisPoints(rate = 0): bigint {
  return BigInt(Math.round(rate * 100));
}

function byRate(amounts: { amount: bigint; rate: bigint }[]): { amount: bigint; rate: bigint }[] {
  const sums = new Map<bigint, bigint>();
  for (const { amount, rate } of amounts) sums.set(rate, (sums.get(rate) ?? 0n) + amount);
  return [...sums].map(([rate, amount]) => ({ rate, amount }));
}
