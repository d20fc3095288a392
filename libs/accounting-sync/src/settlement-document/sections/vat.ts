import { sum } from '@accounting/port';
import { percent } from '../../sync-z-report/sale-text.js';
import { type ZReport } from '../../sync-z-report/z-report.js';
import { notesAbout } from '../notes.js';
import { figures, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner } from '../words.js';

type Sale = ZReport['sales'][number];

/** Section 3, Mva: the same sales for each VAT code and rate, as the till has them. */
export function vat(input: SettlementInput): Table[] {
  const { sales } = input.report;
  const remarks = notesAbout(input, 'vat');
  if (sales.length === 0 && remarks.length === 0) return [];
  return [
    {
      title: 'Merverdiavgift',
      columns: [words('Kode'), figures('Sats'), figures('Netto'), figures('Mva'), figures('Brutto')],
      rows: [
        ...byCode(sales).map(([first, ...others]) => ({
          cells: [first.vatCode, percent(first.vatRate), ...amounts([first, ...others])],
        })),
        { cells: ['Sum', '', ...amounts(sales)], is: 'total' },
      ],
      remarks,
    },
  ];
}

/** In the order in which the codes turn up. */
function byCode(sales: Sale[]): [Sale, ...Sale[]][] {
  const groups = new Map<string, [Sale, ...Sale[]]>();
  for (const sale of sales) {
    const key = `${sale.vatCode} ${sale.vatRate}`;
    const group = groups.get(key);
    if (group) group.push(sale);
    else groups.set(key, [sale]);
  }
  return [...groups.values()];
}

function amounts(sales: Sale[]): string[] {
  const of = (name: 'net' | 'vat' | 'gross') => kroner(sum(sales.map((sale) => sale[name])));
  return [of('net'), of('vat'), of('gross')];
}
