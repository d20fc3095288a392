import { figures, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner } from '../words.js';

/** Section 11: the sums that only ever grow, from the first day of use. */
export function grandTotals({ report }: SettlementInput): Table[] {
  if (!report.grandTotals) return [];
  const { sales, returns, net } = report.grandTotals;
  return [
    {
      title: 'Totalsummer siden første bruk',
      columns: [words(), figures()],
      rows: [
        { cells: ['Salg', kroner(sales)] },
        { cells: ['Retur', kroner(returns)] },
        { cells: ['Netto', kroner(net)], is: 'total' },
      ],
      remarks: [],
    },
  ];
}
