import { type ZReport } from '../../sync-z-report/z-report.js';
import { figures, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number } from '../words.js';

/** Section 10: what the till counted, in two columns of five. */
export function counters({ report }: SettlementInput): Table[] {
  if (!report.counters) return [];
  const cells = cellsOf(report.counters);
  const half = Math.ceil(cells.length / 2);
  const columns = () => [words(), figures('Antall'), figures('Beløp')];
  return [
    {
      title: 'Tellere',
      columns: [...columns(), ...columns()],
      rows: cells
        .slice(0, half)
        .map((left, index) => ({ cells: [...left, ...(cells[half + index] ?? ['', '', ''])] })),
      remarks: [],
    },
  ];
}

function cellsOf(counted: NonNullable<ZReport['counters']>): string[][] {
  const times = (name: string, count: number) => [name, number(count), ''];
  const both = (name: string, { count, amount }: { count: number; amount: number }) => [
    name,
    number(count),
    kroner(amount),
  ];
  return [
    times('Kvitteringer', counted.receipts),
    both('Returer', counted.returns),
    both('Rabatter', counted.discounts),
    times('Skuffåpninger', counted.drawerOpenings),
    both('Kopier', counted.copies),
    both('Proforma', counted.proforma),
    both('Avbrutte salg', counted.aborted),
    both('Linjekorreksjoner', counted.lineCorrections),
    times('Prisoppslag', counted.priceLookups),
    both('Treningsmodus', counted.training),
  ];
}
