import { nearestOre, type OrderReadBack, type Ore } from '@accounting/port';

/** A row as it is counted. Quantity and discount are decimals, rates percent. */
export interface CountedRow {
  rate: number;
  price: Ore;
  quantity: string;
  discount: string;
}

/**
 * The base of each VAT rate: each row to the nearest øre, as price × quantity less its discount, and without VAT. However
 * many decimals there are, each counts. null where something is no decimal.
 */
export function netByRate(rows: CountedRow[], pricesIncVat: boolean): OrderReadBack['byRate'] {
  const nets = new Map<number, Ore>();
  for (const { rate, price, quantity, discount } of rows) {
    const [pieces, off] = [fractionOf(quantity), fractionOf(discount)];
    if (pieces === null || off === null) return null;
    const left = 100n * off.unit - off.units;
    const amount = nearestOre(BigInt(price) * pieces.units * left, pieces.unit * 100n * off.unit);
    const net = pricesIncVat ? withoutVat(amount, rate) : amount;
    nets.set(rate, (nets.get(rate) ?? 0) + net);
  }
  return [...nets].map(([rate, net]) => ({ rate, net }));
}

/** Rates are counted in hundredths of a percent. */
function withoutVat(amount: Ore, rate: number): Ore {
  return nearestOre(BigInt(amount) * 10_000n, 10_000n + BigInt(Math.round(rate * 100)));
}

/** `-0.125` → −125 of 1000: exact. */
function fractionOf(decimal: string): { units: bigint; unit: bigint } | null {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === '') return null;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, unit: 10n ** BigInt(fraction.length) };
}
