import { type ErpVatCode, type Ore, type Reason, sum, type VoucherLine } from '@accounting/port';
import { namedSale } from './sale-text.js';
import { type Placed } from './voucher-lines.js';
import { type VatComparison, zReportReason } from './z-report-reasons.js';
import { type ZReport } from './z-report.js';

/** Percentage points; two systems may write 11.11 and 11.1 for the same rate. */
const RATE_TOLERANCE = 0.02;
/** Both must be passed: 1.00 NOK, and one part in two hundred (0.5 %) of the calculated VAT. */
const AMOUNT_TOLERANCE: Ore = 100;
const PARTS_TOLERANCE = 200;
/** 11.13 less 11.11 is a little more than 0.02 in floating point. */
const NOISE = 1e-9;

/** VAT in a gross amount, to the nearest øre, half an øre away from zero. `rate` is in percent. */
export function vatWithin(gross: Ore, rate: number): Ore {
  const size = Math.round(exactVat(Math.abs(gross), rate));
  return gross < 0 ? 0 - size : size;
}

/** Does the VAT of each sales line follow from its gross and its rate? */
export function vatAmountReasons({ sales }: ZReport): Reason[] {
  const lines = sales.flatMap((sale, index) => {
    if (!isFarOff(sale)) return [];
    return [{ ...namedSale(sale, index), vat: sale.vat, calculated: vatWithin(sale.gross, sale.vatRate) }];
  });
  return lines.length === 0 ? [] : [zReportReason('VAT_AMOUNT_DIFFERS', { lines })];
}

/** Has the ERP's code the rate that the till sold at? Nothing is said about codes it does not list. */
export function vatRateReasons(
  { sales }: ZReport,
  placed: Placed[],
  vatCodes: ErpVatCode[] | null,
): Reason[] {
  const codes = new Map(placed.map(({ posting, target }) => [posting.trace[0]?.path, target.vatCode]));
  const lines = sales.flatMap((sale, index) => {
    const listed = vatCodes?.find(({ code }) => code === codes.get(`sales[${index}].gross`));
    if (!listed || sameRate(sale.vatRate, listed.rate)) return [];
    return [{ ...namedSale(sale, index), vatCode: listed.code, rate: listed.rate }];
  });
  return lines.length === 0 ? [] : [zReportReason('VAT_RATE_DIFFERS', { lines })];
}

/**
 * VAT of each standard code in the report and, as the accounting system calculates it, in the ledger: there every
 * posted line is rounded once, in the till every sale was.
 */
export function compareVat(
  report: ZReport,
  lines: VoucherLine[],
  vatCodes: ErpVatCode[] | null,
): VatComparison[] {
  const codes = [...new Set(report.sales.map(({ vatCode }) => vatCode))];
  return codes.map((vatCode) => {
    const z = sum(report.sales.filter((sale) => sale.vatCode === vatCode).map(({ vat }) => vat));
    const ofCode = lines.filter(
      ({ role }) => role === `sales:${vatCode}` || role.startsWith(`sales:${vatCode}:`),
    );
    const ledger = sum(ofCode.map((line) => 0 - vatWithin(line.amount, ledgerRate(line, vatCodes))));
    return { vatCode, z, ledger, difference: z - ledger };
  });
}

function ledgerRate({ vatCode, vatRate }: VoucherLine, vatCodes: ErpVatCode[] | null): number {
  return vatCodes?.find(({ code }) => code === vatCode)?.rate ?? vatRate ?? 0;
}

function exactVat(gross: Ore, rate: number): number {
  return (gross * rate) / (100 + rate);
}

function isFarOff({ gross, vat, vatRate }: ZReport['sales'][number]): boolean {
  const calculated = exactVat(gross, vatRate);
  const difference = Math.abs(vat - calculated);
  return difference > AMOUNT_TOLERANCE && difference * PARTS_TOLERANCE > Math.abs(calculated);
}

function sameRate(one: number, other: number): boolean {
  return Math.abs(one - other) <= RATE_TOLERANCE + NOISE;
}
