import { type Entry } from './bookings.js';
import { type Chart, type TaxCode } from './seed.js';
import { type Switches } from './switches.js';

/**
 * What automatic VAT makes of gross entries: each reads back net, and the VAT goes to the tax code's own account.
 * That a posting is split so is an inference (fact sheet 4.2, open question 2), hence the switches.
 */
export function ledgerEntries(
  entries: Entry[],
  chart: Chart,
  { splitsVat, vatLinesCarryComment }: Switches,
): Entry[] {
  if (!splitsVat) return entries;
  const split = entries.map((entry) => splitEntry(entry, taxCodeOf(entry, chart)));
  const vat = split.flatMap((part) => part.vat ?? []);
  return [...split.map((part) => part.net), ...(vatLinesCarryComment ? vat : byAccount(vat))];
}

/** The tax number on the entry, or its account's own when the entry names none. */
function taxCodeOf(entry: Entry, { taxCodes, accounts }: Chart): TaxCode | undefined {
  const no = entry.taxNo || accounts.find(({ number }) => number === entry.account)?.taxNo;
  return taxCodes.find((code) => code.no === no);
}

function splitEntry(entry: Entry, code: TaxCode | undefined): { net: Entry; vat?: Entry } {
  if (!code) return { net: entry };
  const net = { ...entry, taxNo: code.no };
  if (code.account === undefined || code.rate === 0) return { net };

  net.amount = netOf(entry.amount, code.rate);
  const vat = { ...entry, account: code.account, amount: entry.amount - net.amount, taxNo: '' };
  return { net, vat };
}

/** Half an øre goes away from zero, so that a return is the mirror of its sale. */
function netOf(gross: number, rate: number): number {
  return Math.sign(gross) * Math.round((Math.abs(gross) * 100) / (100 + rate));
}

function byAccount(lines: Entry[]): Entry[] {
  const sums = new Map<number, Entry>();
  for (const line of lines) {
    const sum = sums.get(line.account);
    if (sum) sum.amount += line.amount;
    else sums.set(line.account, { ...line, comment: '' });
  }
  return [...sums.values()];
}
