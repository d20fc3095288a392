import { type ErpVatCode, sum } from '@accounting/port';
import fc from 'fast-check';
import { type AccountPlan, type RoleTarget } from '../account-plan/account-plan.js';
import { vatWithin } from './vat-checks.js';
import { type Settlement } from './z-report-to-voucher.js';
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

const ore = fc.integer({ min: -2_000_000, max: 2_000_000 });
const positiveOre = fc.integer({ min: 0, max: 2_000_000 });
const part = fc.record({ amount: ore, count: fc.nat(50) });
const cashMovements = fc.array(
  fc.record({ reason: fc.constantFrom('Veksel', 'Kaffe', 'Bank'), amount: positiveOre }),
  {
    maxLength: 3,
  },
);

const sale = fc
  .record({
    code: fc.constantFrom(
      { vatCode: '3', vatRate: 25 },
      { vatCode: '31', vatRate: 15 },
      { vatCode: '5', vatRate: 0 },
    ),
    group: fc.option(fc.constantFrom('04003', '04006', 'Øl:fat'), { nil: undefined }),
    gross: ore,
    /** The till rounds every sale, so its sum is a little off. */
    rounding: fc.integer({ min: -90, max: 90 }),
  })
  .map(({ code, group, gross, rounding }) => {
    const vat = code.vatRate === 0 ? 0 : vatWithin(gross, code.vatRate) + rounding;
    return { ...code, group, gross, net: gross - vat, vat };
  });

const payment = fc.record({
  method: fc.constantFrom(
    'bankAxept',
    'visa',
    'mastercard',
    'vipps',
    'giftCard',
    'creditSlip',
    'other:Sodexo',
  ),
  amount: ore,
  terminalAmount: fc.option(ore, { nil: undefined }),
});

const drawer = fc.record({ openingFloat: ore, expected: ore, counted: ore, deposited: positiveOre });

/** Any report that balances, with lines of every kind, net returns among them. */
export function aBalancedZReport(): fc.Arbitrary<ZReport> {
  return fc
    .record({
      number: fc.integer({ min: 1, max: 99_999 }),
      sales: fc.array(sale, { maxLength: 8 }),
      payments: fc.array(payment, { maxLength: 6 }),
      giftCardsSold: part,
      creditSlipsIssued: part,
      tips: part,
      cashRounding: fc.integer({ min: -50, max: 50 }),
      payIns: cashMovements,
      payOuts: cashMovements,
      cash: fc.option(drawer, { nil: undefined }),
      stockChange: fc.option(fc.record({ costOut: positiveOre, costIn: positiveOre }), { nil: undefined }),
    })
    .map((parts) =>
      aZReport({ ...parts, payments: [...parts.payments, { method: 'cash', amount: cashOf(parts) }] }),
    );
}

/** The cash that makes the other parts balance. */
function cashOf(
  parts: Pick<ZReport, 'giftCardsSold' | 'creditSlipsIssued' | 'tips' | 'cashRounding'> & Movements,
): number {
  const amounts = (list: { amount: number }[]) => sum(list.map(({ amount }) => amount));
  const { sales, payments, payIns, payOuts, giftCardsSold, creditSlipsIssued, tips, cashRounding } = parts;
  const received =
    sum(sales.map(({ gross }) => gross)) + amounts([giftCardsSold, creditSlipsIssued, tips]) + cashRounding;
  return received + amounts(payIns) - amounts(payOuts) - amounts(payments);
}

type Movements = {
  sales: { gross: number }[];
  payments: { amount: number }[];
  payIns: { amount: number }[];
  payOuts: { amount: number }[];
};
