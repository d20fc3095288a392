import { sum } from '@accounting/port';
import { fixedName } from '../../account-plan/role-names.js';
import { closingFloat, type ZReport } from '../../sync-z-report/z-report.js';
import { notesAbout } from '../notes.js';
import { figures, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner } from '../words.js';

/** Section 6, Kassetelling: from the float of the morning to the float that is left. */
export function cashCount(input: SettlementInput): Table[] {
  const { cash } = input.report;
  const notes = notesAbout(input, 'cash');
  if (!cash) return [];
  const note = cash.note?.trim() ? [`Notis: ${cash.note}`] : [];
  const rows = rowsOf(input.report, cash);
  if (rows.length + note.length + notes.length === 0) return [];
  return [{ title: 'Kassetelling', columns: [words(), figures()], rows, remarks: [...note, ...notes] }];
}

function rowsOf(report: ZReport, cash: NonNullable<ZReport['cash']>): Row[] {
  const { openingFloat, expected, counted, deposited } = cash;
  const inCash = report.payments.filter(({ method }) => method === 'cash').map(({ amount }) => amount);
  if ([openingFloat, expected, counted].every((each) => each === undefined) && deposited === 0) return [];
  const difference = counted === undefined || expected === undefined ? undefined : counted - expected;
  const lines: [name: string, amount: number | undefined, is?: Row['is']][] = [
    ['Inngående veksel', openingFloat],
    ['Kontant inn, netto', sum(inCash)],
    ['Forventet i skuffen', expected],
    ['Opptalt i skuffen', counted],
    [fixedName('cashDifference'), difference, difference ? 'strong' : undefined],
    [`Tatt ut til ${fixedName('bankDeposit')}`, deposited],
    ['Utgående veksel', closingFloat(report), 'total'],
  ];
  const known = lines.filter(([, amount]) => amount !== undefined);
  const rows = known.map(([name, amount, is]) => ({ cells: [name, kroner(amount)], is }));
  return counted === undefined ? [...rows, { cells: ['Ikke opptalt', ''], is: 'aside' }] : rows;
}
