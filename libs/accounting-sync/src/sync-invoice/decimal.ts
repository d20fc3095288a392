import { nearestOre, type Ore } from '@accounting/port';

/** Quantities and percentages have at most six decimals. */
const SCALE = 1_000_000n;

/** `-0.5` → -500 000: exact. */
export function millionths(decimal: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal) ?? [];
  const size = BigInt(whole) * SCALE + BigInt(fraction.padEnd(6, '0'));
  return sign ? -size : size;
}

/** price × quantity × (1 − discount), to the nearest øre, half an øre away from zero. */
export function extended(price: Ore, quantity: string, discountPercent: string): Ore {
  const left = 100n * SCALE - millionths(discountPercent);
  return nearestOre(BigInt(price) * millionths(quantity) * left, SCALE * 100n * SCALE);
}

/** The price of one, to the nearest øre; 0 of none. */
export function perPiece(amount: Ore, quantity: string): Ore {
  const count = millionths(quantity);
  return count === 0n ? 0 : nearestOre(BigInt(amount) * SCALE, count);
}

/** What part of `whole` is `part`, in percent with two decimals; `0` of nothing. */
export function percentOf(part: Ore, whole: Ore): string {
  if (whole === 0) return '0';
  const hundredths = nearestOre(BigInt(part) * 10_000n, BigInt(whole));
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
