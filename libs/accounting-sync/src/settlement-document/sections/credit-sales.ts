import { notesAbout } from '../notes.js';
import { figures, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number, some } from '../words.js';

const MOST_INVOICES = 12;

/** Section 7, Faktura: information beside the voucher, and how it reaches the books. */
export function creditSales(input: SettlementInput): Table[] {
  const { creditSales: sold, creditNotes: credited } = input.report;
  const parts = [
    { name: 'Solgt på faktura', ...sold },
    { name: 'Kreditnotaer', ...credited },
  ].filter(({ amount, count, invoiceIds }) => amount !== 0 || count !== 0 || invoiceIds.length > 0);
  if (parts.length === 0) return [];
  const ids = parts.flatMap(({ invoiceIds }) => invoiceIds);
  return [
    {
      title: 'Faktura',
      columns: [words(), figures('Antall'), figures('Beløp')],
      rows: parts.map(({ name, count, amount }) => ({ cells: [name, number(count), kroner(amount)] })),
      remarks: [
        input.invoicesOn
          ? 'Overføres som fakturagrunnlag, ikke del av dette bilaget.'
          : 'Ikke overført, må føres.',
        ...(ids.length === 0 ? [] : [`Nr. ${some(ids, MOST_INVOICES)}`]),
        ...notesAbout(input, 'creditSales'),
      ],
    },
  ];
}
