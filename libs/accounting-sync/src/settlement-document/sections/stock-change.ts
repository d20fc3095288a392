import { notesAbout } from '../notes.js';
import { figures, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner } from '../words.js';

/** Section 8, Beholdningsendring: at cost, when it is switched on. */
export function stockChange(input: SettlementInput): Table[] {
  if (!input.stockChangeOn) return [];
  const rows = rowsOf(input);
  const remarks = notesAbout(input, 'stock');
  if (rows.length + remarks.length === 0) return [];
  return [{ title: 'Beholdningsendring (kostpris)', columns: [words(), figures()], rows, remarks }];
}

function rowsOf({ report: { stockChange: change } }: SettlementInput): Row[] {
  if (!change) return [];
  const { costOut, costIn } = change;
  return [
    { cells: ['Varer ut', kroner(costOut)] },
    { cells: ['Varer inn', kroner(costIn)] },
    { cells: ['Netto ut', kroner(costOut - costIn)], is: 'total' },
  ];
}
