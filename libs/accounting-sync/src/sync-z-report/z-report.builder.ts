import { decimalKroner, type ErpVatCode, type Reason, type Voucher } from '@accounting/port';
import { type AccountPlan, type RoleTarget } from '../account-plan/account-plan.js';
import { type Note } from './z-report-notes.js';
import { type Settlement, zReportToVoucher } from './z-report-to-voucher.js';
import { type ZReport, type ZReportInput, zReportSchema } from './z-report.js';

/** A simple day: 9 900.00 at two VAT rates. A test names only what it is about. */
export function aZReport(over: Partial<ZReportInput> = {}): ZReport {
  return zReportSchema.parse({
    number: 101,
    businessDate: '2026-11-23',
    periodStart: '2026-11-23T08:58:11+01:00',
    periodEnd: '2026-11-23T20:03:40+01:00',
    closedAt: '2026-11-23T20:04:02+01:00',
    sales: [
      { vatCode: '3', vatRate: 25, gross: 875000, net: 700000, vat: 175000 },
      { vatCode: '31', vatRate: 15, gross: 115000, net: 100000, vat: 15000 },
    ],
    payments: [
      { method: 'cash', amount: 90000, count: 12 },
      { method: 'bankAxept', amount: 500000, count: 40 },
      { method: 'visa', amount: 250000, count: 9 },
      { method: 'vipps', amount: 150000, count: 21 },
    ],
    ...over,
  });
}

/** Every role that the worked examples and the generator need, on the accounts of the examples. */
export function anAccountPlan(roles: AccountPlan['roles'] = {}): AccountPlan {
  return {
    voucherType: '1',
    roles: {
      'sales:3': { account: '3000', vatCode: '3' },
      'sales:31': { account: '3001', vatCode: '31' },
      'sales:33': { account: '3002', vatCode: '33' },
      'sales:5': { account: '3100', vatCode: '5' },
      'payment:cash': { account: '1900' },
      'payment:terminal': { account: '1920' },
      'payment:bankAxept': { account: '1920' },
      'payment:visa': { account: '2380' },
      'payment:mastercard': { account: '2380' },
      'payment:vipps': { account: '1579' },
      'payment:giftCard': { account: '2901' },
      'payment:creditSlip': { account: '2902' },
      'payment:customerAccount': { account: '1576' },
      'payment:other:Sodexo': { account: '1577' },
      giftCardSold: { account: '2901' },
      creditSlipIssued: { account: '2902' },
      tips: { account: '2910' },
      cashRounding: { account: '7740' },
      cashDifference: { account: '7741' },
      terminalDifference: { account: '7742' },
      bankDeposit: { account: '1925' },
      payIn: { account: '1578' },
      payOut: { account: '6800' },
      stockChange: { account: '4390' },
      inventory: { account: '1460' },
      ...roles,
    },
  };
}

/** The same plan without these roles. */
export function aPlanWithout(...missing: string[]): AccountPlan {
  const kept = Object.entries(anAccountPlan().roles).filter(([role]) => !missing.includes(role));
  return { ...anAccountPlan(), roles: Object.fromEntries<RoleTarget>(kept) };
}

export const SOME_VAT_CODES: ErpVatCode[] = [
  { code: '0', name: 'Ingen mva-behandling', rate: 0 },
  { code: '3', name: 'Utgående mva, høy sats', rate: 25 },
  { code: '31', name: 'Utgående mva, middels sats', rate: 15 },
  { code: '33', name: 'Utgående mva, lav sats', rate: 12 },
  { code: '5', name: 'Fritatt', rate: 0 },
];

export function aSettlement(over: Partial<Settlement> = {}): Settlement {
  return {
    report: aZReport(),
    plan: anAccountPlan(),
    settings: { stockChange: true, invoices: true },
    department: { name: 'Butikk Sentrum', number: '1' },
    erp: { noVatCode: '0', subLedgerAccounts: ['1500', '2400'], vatCodes: SOME_VAT_CODES },
    revision: 1,
    marker: '4k7f3q2m9xwt',
    confirmed: [],
    ...over,
  };
}

/** A sales line at 25 %, unless it says otherwise. */
export function aSale(gross: number, vat: number, over: Partial<ZReport['sales'][number]> = {}) {
  return { vatCode: '3' as const, vatRate: 25, gross, net: gross - vat, vat, ...over };
}

/** A day of one sale at 25 %, paid by Visa. */
export function oneSale(
  over: Partial<ZReport['sales'][number]>,
  report: Partial<ZReportInput> = {},
): ZReport {
  const sale = { ...aSale(12500, 2500), ...over };
  return aZReport({ sales: [sale], payments: [{ method: 'visa', amount: sale.gross }], ...report });
}

/** The voucher of a settlement that must have one, with its notes. */
export function bookedOf(over: Partial<Settlement>): { voucher: Voucher; notes: Note[] } {
  const outcome = zReportToVoucher(aSettlement(over));
  if (outcome.is !== 'voucher') throw new Error(JSON.stringify(outcome));
  return outcome;
}

export function voucherOf(over: Partial<Settlement>): Voucher {
  return bookedOf(over).voucher;
}

/** A voucher as an accountant writes it: account, text, VAT code, side, amount. */
export function voucherTable(over: Partial<Settlement>): string[] {
  return voucherOf(over).lines.map(({ account, text, vatCode, amount }) =>
    [account, text, vatCode, amount > 0 ? 'D' : 'C', decimalKroner(Math.abs(amount))].join(' | '),
  );
}

/** Why a settlement is held; none when it is not. */
export function holdsOf(over: Partial<Settlement>): Reason[] {
  const outcome = zReportToVoucher(aSettlement(over));
  return outcome.is === 'held' ? outcome.reasons : [];
}

export function codesOf(reasons: Reason[]): string[] {
  return reasons.map(({ code }) => code);
}
