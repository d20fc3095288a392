import { type Ore, sum } from '@accounting/port';
import { type Invoice, type InvoiceLine } from './invoice.js';
import { namedLine, type NamedLine } from './line-text.js';

/** A number of the invoice that is not what it should be. */
export interface SumFault {
  /** Its name for people: `brutto på linje 1 (Kaffe)`. */
  text: string;
  path: string;
  is: Ore;
  shouldBe: Ore;
}

/** Whether the invoice agrees with itself: its lines, and its totals with its lines. */
export function invoiceSumFaults({ lines, rounding, ...invoice }: Invoice): SumFault[] {
  const amounts = lines.map(amountsOf);
  const totals = {
    totalNet: sum(amounts.map(({ net }) => net)),
    totalVat: sum(amounts.map(({ vat }) => vat)),
    totalGross: sum([...amounts.map(({ gross }) => gross), rounding]),
  };
  return [
    ...lines.flatMap(lineFaults),
    ...(['totalNet', 'totalVat', 'totalGross'] as const).flatMap((path) =>
      fault({ path, text: TOTALS[path] }, invoice[path], totals[path]),
    ),
  ];
}

function amountsOf(line: InvoiceLine): { net: Ore; vat: Ore; gross: Ore } {
  switch (line.type) {
    case 'product':
      return line;
    case 'giftCard':
      return { net: line.net ?? line.gross, vat: line.vat ?? 0, gross: line.gross };
    case 'text':
      return { net: 0, vat: 0, gross: 0 };
  }
}

const TOTALS = { totalNet: 'sum uten mva', totalVat: 'sum mva', totalGross: 'sum med mva' };

function lineFaults(line: InvoiceLine, index: number): SumFault[] {
  const { net, vat, gross } = amountsOf(line);
  const { path, text } = namedLine(line, index);
  const ofVat = { path: `${path}.vat`, text: `mva på ${text}` };
  const ofGross = { path: `${path}.gross`, text: `beløpet med mva på ${text}` };
  return [...fault(ofGross, gross, net + vat), ...(line.type === 'giftCard' ? fault(ofVat, vat, 0) : [])];
}

function fault(named: NamedLine, is: Ore, shouldBe: Ore): SumFault[] {
  return is === shouldBe ? [] : [{ ...named, is, shouldBe }];
}
