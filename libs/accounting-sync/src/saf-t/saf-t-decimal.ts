import { type Ore } from '@accounting/port';

/** `xsd:decimal`: `12.5`, `+12`, `-.50`, `12.`. */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Digit by digit, never through a float: undefined for what is no decimal, or needs more than `places` decimals. */
function scaled(text: string, places: number): number | undefined {
  const [, sign, whole = '', decimals = ''] = DECIMAL.exec(text) ?? [];
  const fraction = decimals.replace(/0+$/, '');
  if (sign === undefined || whole + decimals === '' || fraction.length > places) return undefined;
  const value = Number(whole + fraction.padEnd(places, '0'));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' ? minus(value) : value;
}

/** `-16.4` → -1640. The schema's Amount2decimals. */
export function oreOf(text: string): Ore | undefined {
  return scaled(text, 2);
}

/** `0.355` → 355000: the schema's Amount6decimals, in millionths, which can be added without error. */
export function millionthsOf(text: string): number | undefined {
  return scaled(text, 6);
}

/** The schema's Decimal8, a percentage. No money: a float is what the document wants. */
export function percentOf(text: string): number | undefined {
  const thousandths = scaled(text, 3);
  return thousandths === undefined ? undefined : thousandths / 1000;
}

/**
 * Some tills write a return as -16.40 with `D`, some as 16.40 with `D` (both are debits of sales), some as -16.40
 * with `C`: a debit is never positive, and a credit is what it says.
 */
export function signed(amount: number, debitOrCredit: string | undefined): number {
  return debitOrCredit === 'D' ? minus(Math.abs(amount)) : amount;
}

/** NaN once a step can't be exact: it equals nothing, and the document's schema refuses it. */
export function total(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (!Number.isSafeInteger(total)) return NaN;
  }
  return total;
}

/** Never -0, which is not 0 to everyone who compares. */
function minus(amount: number): number {
  return amount === 0 ? 0 : -amount;
}
