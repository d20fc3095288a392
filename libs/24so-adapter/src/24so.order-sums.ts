import type { OrderReadBack, Ore } from '@accounting/port';

/** A row as it is counted. Quantity and discount are decimals, rates percent. */
export interface CountedRow {
  rate: number;
  price: Ore;
  quantity: string;
  discount: string;
}

/** Decimals are counted in ten-thousandths, rates in hundredths. */
const ONE = 10_000n;

/**
 * The base of each VAT rate: each row to the nearest øre, as price × quantity less its discount, and without VAT. null
 * where a number is finer than we count.
 */
export function netByRate(rows: CountedRow[], pricesIncVat: boolean): OrderReadBack['byRate'] {
  const nets = new Map<number, Ore>();
  for (const { rate, price, quantity, discount } of rows) {
    const [pieces, off] = [inTenThousandths(quantity), inTenThousandths(discount)];
    if (pieces === null || off === null) return null;
    const amount = nearest(BigInt(price) * pieces * (100n * ONE - off), ONE * 100n * ONE);
    const whole = 10_000n + BigInt(Math.round(rate * 100));
    const net = pricesIncVat ? nearest(amount * 10_000n, whole) : amount;
    nets.set(rate, (nets.get(rate) ?? 0) + Number(net));
  }
  return [...nets].map(([rate, net]) => ({ rate, net }));
}

function inTenThousandths(decimal: string): bigint | null {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(decimal) ?? [];
  if (whole === '') return null;
  const digits = BigInt(whole + fraction.padEnd(4, '0'));
  return sign === '-' ? -digits : digits;
}

/** Half goes away from zero, so that a credit is the mirror of its sale. */
function nearest(amount: bigint, unit: bigint): bigint {
  const size = amount < 0n ? -amount : amount;
  const whole = (2n * size + unit) / (2n * unit);
  return amount < 0n ? -whole : whole;
}
