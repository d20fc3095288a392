import { type ZReportInput, STANDARD_VAT_CODES } from '../sync-z-report/z-report.js';
import { type Fault } from '../transfer/command-error.js';
import { total } from './saf-t-decimal.js';
import { BASIC, type SafTMasterData } from './saf-t-master-data.js';
import { type SafTVatTotal } from './saf-t-report.js';
import { type SafTLine } from './saf-t-transaction.js';

type Sale = ZReportInput['sales'][number];
type StandardVatCode = Sale['vatCode'];

/** A sum of lines, by the till's own codes. */
type Row = SafTLine & { rate?: number | undefined };

const TOTALS = 'eventReport.reportCashSalesVat.reportCashSaleVat';

/** Never in XML, so never in a code. */
const BETWEEN = '\0';

/**
 * Per group and VAT code from the lines, if they add up to the report's VAT totals to the øre. Else the totals
 * themselves, without groups: the report is the truth, and no line is stretched to fit it.
 */
export function salesOf(
  vatTotals: SafTVatTotal[],
  lines: Iterable<SafTLine>,
  masterData: SafTMasterData,
  faults: Fault[],
): Sale[] {
  const totals = addedUp(vatTotals.map(rowOfTotal), ({ vatCode, rate }) => [vatCode, rate]);
  const rows = (groupedRows(lines, totals) ?? totals).filter(saysSomething);
  const standard = standardVatCodes(rows, masterData, faults);
  return rows.flatMap((row) => {
    const vatCode = standard.get(row.vatCode);
    if (row.rate === undefined) faults.push({ path: `${TOTALS}.vatPerc`, message: 'Is missing' });
    return vatCode && row.rate !== undefined ? [saleOf(row, vatCode, row.rate, masterData)] : [];
  });
}

/** The report's `cashSaleAmnt` is without VAT: kassasystemforskrifta § 2-8-2 j, and Skatteetaten's example file. */
function rowOfTotal({ vatCode, rate, net, vat }: SafTVatTotal): Row {
  return { group: undefined, vatCode, rate, gross: total([net, vat]), net, vat, quantity: undefined };
}

/** Sorted, so that the same sales give the same document in whatever order the file has them. */
function groupedRows(lines: Iterable<SafTLine>, totals: Row[]): Row[] | undefined {
  const rates = ratesOf(totals);
  const rows = addedUp(lines, ({ vatCode, group }) => [vatCode, group]).filter(saysSomething);
  const isWhole = rows.every(({ gross, net, vat }) => gross === total([net, vat]));
  if (!isWhole || !rates || !rows.every(({ vatCode }) => rates.has(vatCode))) return undefined;
  if (!addUpTo(totals, rows)) return undefined;
  return rows
    .map((row) => ({ ...row, rate: rates.get(row.vatCode) }))
    .sort((one, other) => compare(keyOf(one), keyOf(other)));
}

/** Each VAT code's rate; undefined: one has two, and a line need not say which is its own. */
function ratesOf(totals: Row[]): Map<string | undefined, number | undefined> | undefined {
  const used = totals.filter(saysSomething);
  const unused = totals.filter((row) => !saysSomething(row));
  if (new Set(used.map(({ vatCode }) => vatCode)).size < used.length) return undefined;
  return new Map([...unused, ...used].map(({ vatCode, rate }) => [vatCode, rate]));
}

/** Of rows whose codes are all among those of the totals. */
function addUpTo(totals: Row[], rows: Row[]): boolean {
  const byCode = ({ vatCode }: Row) => [vatCode];
  const sums = new Map(addedUp(rows, byCode).map((sum) => [sum.vatCode, sum]));
  return addedUp(totals, byCode).every((wanted) => {
    const { net, vat } = sums.get(wanted.vatCode) ?? { net: 0, vat: 0 };
    return net === wanted.net && vat === wanted.vat;
  });
}

/** One row for each key. */
function addedUp(rows: Iterable<Row>, key: (row: Row) => unknown[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const name = key(row).join(BETWEEN);
    const sum = sums.get(name);
    if (sum) add(sum, row);
    else sums.set(name, { ...row });
  }
  return [...sums.values()];
}

function saysSomething({ gross, net, vat }: Row): boolean {
  return gross !== 0 || net !== 0 || vat !== 0;
}

function add(sum: Row, { gross, net, vat, quantity }: Row): void {
  sum.gross = total([sum.gross, gross]);
  sum.net = total([sum.net, net]);
  sum.vat = total([sum.vat, vat]);
  // Where one line has no quantity, the sum of the others would be no answer.
  sum.quantity =
    sum.quantity === undefined || quantity === undefined ? undefined : total([sum.quantity, quantity]);
}

/** The till's code → the standard one. What can't be told is a fault, and once. */
function standardVatCodes(
  rows: Row[],
  masterData: SafTMasterData,
  faults: Fault[],
): Map<string | undefined, StandardVatCode> {
  const found = new Map<string | undefined, StandardVatCode>();
  for (const code of new Set(rows.map(({ vatCode }) => vatCode))) {
    const standard = code === undefined ? undefined : masterData.standardVatCode(code);
    if (isStandardVatCode(standard)) found.set(code, standard);
    else faults.push({ path: `${TOTALS}.vatCode`, message: whyNot(code, standard) });
  }
  return found;
}

function whyNot(code: string | undefined, standard: string | null | undefined): string {
  if (code === undefined) return 'There are sales without a VAT code';
  if (standard === null) return `vatCodeDetails ties VAT code ${code} to several standardVatCodes`;
  if (standard === undefined) return `VAT code ${code} is not in vatCodeDetails`;
  return `VAT code ${code} is tied to standardVatCode ${standard}, which is not one of ${STANDARD_VAT_CODES.join(', ')}`;
}

function isStandardVatCode(code: string | null | undefined): code is StandardVatCode {
  return STANDARD_VAT_CODES.some((standard) => standard === code);
}

function saleOf(row: Row, vatCode: StandardVatCode, vatRate: number, masterData: SafTMasterData): Sale {
  const { group, gross, net, vat, quantity } = row;
  const groupName = masterData.code(BASIC.articleGroup, group)?.name;
  return {
    ...(group === undefined ? {} : { group }),
    ...(groupName === undefined ? {} : { groupName }),
    vatCode,
    vatRate,
    ...(quantity === undefined ? {} : { quantity: quantity / 1_000_000 }),
    gross,
    net,
    vat,
  };
}

function keyOf({ vatCode = '', group = '' }: Row): string {
  return vatCode + BETWEEN + group;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
