const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** The value of a decimal text in whole units of 10^-`places`, exactly; undefined when it has more decimals than that. */
export function scaled(decimal: string, places: number): bigint | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(decimal) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(places))) return undefined;
  const value = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return sign === '-' ? -value : value;
}

/** `0012.500` → `12.5`: one text for one value, so that two of them can be compared. */
export function plainDecimal(decimal: string): string {
  const [, sign, whole = '0', fraction = ''] = DECIMAL.exec(decimal) ?? [];
  const kept = fraction.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '') + (kept === '' ? '' : `.${kept}`);
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** The nearest whole number; half of one goes away from zero, so that a return is the mirror of its sale. */
export function nearest(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
