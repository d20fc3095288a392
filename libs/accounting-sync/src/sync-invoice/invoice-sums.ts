import { type Ore, sum } from '@accounting/port';
import { type Invoice, type InvoiceLine } from './invoice.js';

/** A number of the invoice that is not what it should be. */
export interface SumFault {
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
      fault(path, invoice[path], totals[path]),
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

function lineFaults(line: InvoiceLine, index: number): SumFault[] {
  const { net, vat, gross } = amountsOf(line);
  const giftCardVat = line.type === 'giftCard' ? fault(`lines[${index}].vat`, vat, 0) : [];
  return [...fault(`lines[${index}].gross`, gross, net + vat), ...giftCardVat];
}

function fault(path: string, is: Ore, shouldBe: Ore): SumFault[] {
  return is === shouldBe ? [] : [{ path, is, shouldBe }];
}
