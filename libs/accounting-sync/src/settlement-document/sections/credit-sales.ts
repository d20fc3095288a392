import { type ZReport } from '../../sync-z-report/z-report.js';
import { notesAbout } from '../notes.js';
import { figures, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number, some } from '../words.js';

const MOST_INVOICES = 12;

/** Section 7, Faktura: information beside the voucher, and how it reaches the books. */
export function creditSales(input: SettlementInput): Table[] {
  const { creditSales: sold, creditNotes: credited } = input.report;
  const rows = [...rowOf('Solgt på faktura', sold), ...rowOf('Kreditnotaer', credited)];
  if (rows.length === 0) return [];
  return [
    {
      title: 'Faktura',
      columns: [words(), figures('Antall'), figures('Beløp')],
      rows,
      remarks: [
        input.invoicesOn
          ? 'Overføres som fakturagrunnlag, ikke del av dette bilaget.'
          : 'Ikke overført, må føres.',
        ...notesAbout(input, 'creditSales'),
      ],
    },
  ];
}

function rowOf(name: string, { amount, count, invoiceIds }: ZReport['creditSales']): Row[] {
  if (amount === 0 && count === 0 && invoiceIds.length === 0) return [];
  const which = invoiceIds.length === 0 ? '' : `: ${some(invoiceIds, MOST_INVOICES)}`;
  return [{ cells: [name + which, number(count), kroner(amount)] }];
}
