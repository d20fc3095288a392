import { sum } from '@accounting/port';
import fc from 'fast-check';
import { vatWithin } from './vat-checks.js';
import { aZReport } from './z-report.builder.js';
import { type ZReport } from './z-report.js';

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
