import { sum } from '@accounting/port';
import { percent } from '../../sync-z-report/sale-text.js';
import { type ZReport } from '../../sync-z-report/z-report.js';
import { figures, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number } from '../words.js';

/** Section 2, Omsetning: what was sold, a line for each product group, VAT included. */
export function sales({ report }: SettlementInput): Table[] {
  if (report.sales.length === 0) return [];
  const total = sum(report.sales.map(({ gross }) => gross));
  return [
    {
      title: 'Omsetning',
      columns: [words('Varegruppe'), figures('Mva'), figures('Antall'), figures('Beløp inkl. mva')],
      rows: [
        ...report.sales.map((sale) => ({
          cells: [nameOf(sale), percent(sale.vatRate), number(sale.quantity), kroner(sale.gross)],
        })),
        { cells: ['Sum kontantsalg', '', '', kroner(total)], is: 'total' },
        ...deductions(report),
      ],
      remarks: [],
    },
  ];
}

function nameOf({ group, groupName }: ZReport['sales'][number]): string {
  const name = [group, groupName].filter((part) => part?.trim()).join(' ');
  return name === '' ? 'Salg' : name;
}

/** Returns and discounts are in the sum already; the law wants them seen. */
function deductions({ counters }: ZReport): Row[] {
  if (!counters) return [];
  const { returns, discounts } = counters;
  return [
    { name: 'Herav returer', ...returns },
    { name: 'Herav rabatter', ...discounts },
  ]
    .filter(({ amount, count }) => amount !== 0 || count !== 0)
    .map(({ name, amount, count }) => ({
      cells: [name, '', number(count), kroner(amount)],
      is: 'aside',
    }));
}
