/** An amount in øre: a safe integer. Positive is debit wherever a side is meant. */
export type Ore = number;

/** `-123456` → `-1234.56`: two decimals, a point, no exponent. What goes on a wire is made of this, never of a float. */
export function decimalKroner(ore: Ore): string {
  const digits = String(Math.abs(integer(ore))).padStart(3, '0');
  return `${ore < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `-123456` → `−1 234,56`: for people. Groups are set with a no-break space, a loss with a true minus sign. */
export function norwegianKroner(ore: Ore): string {
  const [whole = '0', fraction = '00'] = decimalKroner(Math.abs(ore)).split('.');
  return `${ore < 0 ? '\u2212' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')},${fraction}`;
}

/** `1234.5`, `-0.05`, `12` → øre. Throws a RangeError for what is not a decimal with at most four digits, or is not whole øre. */
export function oreFromDecimal(text: string): Ore {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text.trim());
  const fraction = (match?.[3] ?? '').padEnd(4, '0');
  if (!match || !fraction.endsWith('00')) throw new RangeError(`Not an amount in whole øre: ${text}`);
  const ore = integer(Number(match[2]) * 100 + Number(fraction.slice(0, 2)));
  return match[1] === '-' ? -ore || 0 : ore;
}

/**
 * The nearest øre of a fraction; half an øre goes away from zero, so that a return is the mirror of its sale. The one
 * place where amounts are rounded.
 */
export function nearestOre(numerator: bigint, denominator: bigint): Ore {
  const [size, unit] = [numerator, denominator].map((value) => (value < 0n ? -value : value)) as [
    bigint,
    bigint,
  ];
  const whole = integer(Number((2n * size + unit) / (2n * unit)));
  return numerator < 0n !== denominator < 0n ? 0 - whole : whole;
}

export function sum(amounts: Iterable<Ore>): Ore {
  let total = 0;
  for (const amount of amounts) total += amount;
  return integer(total);
}

function integer(ore: number): number {
  if (!Number.isSafeInteger(ore)) throw new RangeError(`Not a whole number of øre: ${ore}`);
  return ore;
}
