/** Decimals as text, without floats: quantities and rates. */

/** `12.500` → `12.5`, `-0` → `0`; null for what is no decimal. */
export function decimal(text: string): string | null {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.trim());
  if (!match || !/\d/.test(text)) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = `${whole || '0'}${fraction ? `.${fraction}` : ''}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** `a` − `b`, both as {@link decimal} gives them. */
export function difference(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return fromUnits(units(a, places) - units(b, places), places);
}

export function sumOf(a: string, b: string): string {
  return difference(a, negative(b));
}

export function negative(a: string): string {
  if (a === '0') return a;
  return a.startsWith('-') ? a.slice(1) : `-${a}`;
}

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function units(text: string, places: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function fromUnits(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
  const point = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return decimal(value < 0n ? `-${text}` : text) ?? '0';
}
