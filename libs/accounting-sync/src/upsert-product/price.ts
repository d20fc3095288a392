import { nearestOre, type Ore } from '@accounting/port';

/** Rates have at most two decimals (11.11): what is counted in is hundredths of a percent. */
const HUNDRED_PERCENT = 10_000n;

/**
 * The price without VAT of a shelf price with it, to the nearest øre, half an øre away from zero. `rate` in percent.
 * The one place where the register's prices are turned round; {@link shelfPrice} is its other direction.
 */
export function priceExVat(incVat: Ore, rate: number): Ore {
  return nearestOre(BigInt(incVat) * HUNDRED_PERCENT, HUNDRED_PERCENT + hundredths(rate));
}

/** The price with VAT of one without, to the nearest øre. */
export function priceIncVat(exVat: Ore, rate: number): Ore {
  return nearestOre(BigInt(exVat) * (HUNDRED_PERCENT + hundredths(rate)), HUNDRED_PERCENT);
}

/** What an accounting system knows of a price. */
export interface ErpPrice {
  exVat: Ore | null;
  /** The exact shelf price, where it keeps one. */
  incVat: Ore | null;
  /** Percent. */
  rate: number;
}

/**
 * The shelf price that an accounting system's price means, so that what DUELL sent comes back as it was: several shelf
 * prices have one price without VAT. null: it says none.
 */
export function shelfPrice({ exVat, incVat, rate }: ErpPrice, duell: Ore | null): Ore | null {
  if (exVat === null) return incVat;
  if (duell !== null && priceExVat(duell, rate) === exVat) return duell;
  if (incVat !== null && priceExVat(incVat, rate) === exVat) return incVat;
  return priceIncVat(exVat, rate);
}

function hundredths(rate: number): bigint {
  return BigInt(Math.round(rate * 100));
}
