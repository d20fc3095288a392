import { norwegianDate, type Ore, sum, type VoucherLine } from '@accounting/port';
import { type Column, figures, narrow, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner } from '../words.js';

/** A column, and what a line of the voucher has in it. */
type Field = [Column, (line: VoucherLine) => string];

/** Section 9, Kontering: the very voucher that is sent, line by line, in its order. */
export function postingTable(input: SettlementInput): Table[] {
  const { lines, date, marker } = input.voucher;
  if (lines.length === 0) return [];
  const fields = fieldsOf(input);
  const where = input.mode === 'draft' ? 'kladd, godkjennes i regnskapet' : 'rett i hovedbok';
  return [
    {
      title: 'Kontering',
      caption: `Bilagsdato ${norwegianDate(date)} · ${where} · merke ${marker}`,
      columns: fields.map(([column]) => column),
      rows: [
        ...lines.map((line) => ({ cells: fields.map(([, cell]) => cell(line)) })),
        totals(fields, lines),
      ],
      remarks: [],
    },
  ];
}

function fieldsOf({ accountNames, erpDepartment }: SettlementInput): Field[] {
  const nameOf = ({ account }: VoucherLine) => accountNames[account] ?? '';
  const departmentOf = ({ department = '' }: VoucherLine) =>
    department === '' ? '' : (erpDepartment ?? department);
  return [
    [narrow('Konto'), ({ account }) => account],
    [words('Kontonavn'), nameOf],
    [words('Tekst', 1.2), textOf],
    [narrow('Mva'), ({ vatCode }) => vatCode],
    [narrow('Avdeling'), departmentOf],
    [figures('Debet'), debit],
    [figures('Kredit'), credit],
  ];
}

/** What the line is, and whom or what it is booked on besides the account. */
function textOf({ text, project, customer, invoiceNumber }: VoucherLine): string {
  const details = [
    project && `prosjekt ${project}`,
    customer && `kunde ${customer}`,
    invoiceNumber && `faktura ${invoiceNumber}`,
  ];
  return [text, ...details.filter(Boolean)].join(' · ');
}

function totals(fields: Field[], lines: VoucherLine[]): Row {
  const cells = fields.map(([, cell], index) => {
    if (index === 0) return 'Sum';
    if (cell === debit) return kroner(sum(lines.map(debited)));
    return cell === credit ? kroner(sum(lines.map(credited))) : '';
  });
  return { cells, is: 'total' };
}

function debit(line: VoucherLine): string {
  return line.amount > 0 ? kroner(debited(line)) : '';
}

function credit(line: VoucherLine): string {
  return line.amount < 0 ? kroner(credited(line)) : '';
}

function debited({ amount }: VoucherLine): Ore {
  return Math.max(amount, 0);
}

function credited({ amount }: VoucherLine): Ore {
  return Math.max(-amount, 0);
}
