import { sum, type Trace, type Voucher } from '@accounting/port';
import fc from 'fast-check';
import { aBalancedZReport } from './any-z-report.builder.js';
import { anAccountPlan, aSettlement } from './z-report.builder.js';
import { zReportToVoucher } from './z-report-to-voucher.js';
import { type ZReport } from './z-report.js';

const plan = anAccountPlan({
  'sales:3:04003': { account: '3010', vatCode: '3' },
  'payIn:Bank': { account: '1920' },
});
const settle = (report: ZReport) => zReportToVoucher(aSettlement({ report, plan }));

/** Runs a property on the voucher of any balanced report that has one. */
function everyVoucher(property: (voucher: Voucher, report: ZReport) => void): void {
  fc.assert(
    fc.property(aBalancedZReport(), (report) => {
      const outcome = settle(report);
      expect(outcome.is).not.toBe('held');
      if (outcome.is === 'voucher') property(outcome.voucher, report);
    }),
    { numRuns: 500 },
  );
}

/** The numbers of the report that the balance rule adds, positive for debit. */
function numbersOf(report: ZReport): Trace[] {
  const list = (name: string, field: string, amounts: number[]) =>
    amounts.map((amount, i) => ({ path: `${name}[${i}].${field}`, amount }));
  return [
    ...list(
      'payments',
      'amount',
      report.payments.map(({ amount }) => amount),
    ),
    ...list(
      'sales',
      'gross',
      report.sales.map(({ gross }) => -gross),
    ),
    { path: 'giftCardsSold.amount', amount: -report.giftCardsSold.amount },
    { path: 'creditSlipsIssued.amount', amount: -report.creditSlipsIssued.amount },
    { path: 'tips.amount', amount: -report.tips.amount },
    { path: 'cashRounding', amount: -report.cashRounding },
    ...list(
      'payIns',
      'amount',
      report.payIns.map(({ amount }) => -amount),
    ),
    ...list(
      'payOuts',
      'amount',
      report.payOuts.map(({ amount }) => amount),
    ),
  ].filter(({ amount }) => amount !== 0);
}

const isOfPair = ({ path }: Trace) => /^(cash|stockChange)\.|terminalAmount$/.test(path);
const tracesOf = ({ lines }: Voucher) => lines.flatMap(({ trace }) => trace);

describe('any balanced report', () => {
  it('becomes lines that sum to 0, none of them 0', () => {
    everyVoucher(({ lines }) => {
      expect(sum(lines.map(({ amount }) => amount))).toBe(0);
      expect(lines.filter(({ amount }) => amount === 0)).toEqual([]);
    });
  });

  it('has every øre in the trace of exactly one line; what stands in none has cancelled out', () => {
    everyVoucher((voucher, report) => {
      const traced = tracesOf(voucher).filter((part) => !isOfPair(part));
      const paths = new Set(traced.map(({ path }) => path));
      const numbers = numbersOf(report);
      expect(traced).toHaveLength(paths.size);
      const byPath = (a: Trace, b: Trace) => (a.path < b.path ? -1 : 1);
      expect([...traced].sort(byPath)).toEqual(numbers.filter(({ path }) => paths.has(path)).sort(byPath));
      expect(sum(numbers.filter(({ path }) => !paths.has(path)).map(({ amount }) => amount))).toBe(0);
    });
  });

  it('has every øre of a pair once on each side', () => {
    everyVoucher((voucher) => {
      const pairs = new Map<string, number[]>();
      for (const { path, amount } of tracesOf(voucher).filter(isOfPair)) {
        pairs.set(path, [...(pairs.get(path) ?? []), amount]);
      }
      for (const sides of pairs.values()) {
        expect(sides).toHaveLength(2);
        expect(sum(sides)).toBe(0);
      }
    });
  });

  it('has lines that are the sum of their traces, and sales that are net and VAT', () => {
    everyVoucher(({ lines }) => {
      for (const line of lines) {
        expect(sum(line.trace.map(({ amount }) => amount))).toBe(line.amount);
        expect(line.role.startsWith('sales:')).toBe(line.vatRate !== undefined);
        if (line.vatRate !== undefined) expect((line.net ?? 0) + (line.vat ?? 0)).toBe(line.amount);
      }
    });
  });

  it('has one line for each place, outside pairs', () => {
    everyVoucher(({ lines }) => {
      const places = lines
        .filter(({ trace }) => !trace.some(isOfPair))
        .map(({ role, account, vatCode, text }) =>
          [role, account, vatCode, role.startsWith('pay') ? text : ''].join('|'),
        );
      expect(new Set(places).size).toBe(places.length);
    });
  });

  it('keeps the order of payments, then sales, then the rest', () => {
    const ORDER = [
      'payments',
      'sales',
      'giftCardsSold',
      'creditSlipsIssued',
      'tips',
      'cashRounding',
      'payIns',
      'payOuts',
      'cash',
      'terminal',
      'deposit',
      'stockChange',
    ];
    const rank = ({ path }: Trace) => {
      if (path.endsWith('terminalAmount')) return ORDER.indexOf('terminal');
      if (path === 'cash.deposited') return ORDER.indexOf('deposit');
      return ORDER.indexOf(path.split(/[.[]/)[0] ?? '');
    };
    everyVoucher(({ lines }) => {
      const first = lines.map(({ trace }) => trace[0]!);
      const ranks = first.map(rank);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      const payments = first
        .filter(({ path }) => /^payments\[\d+\]\.amount$/.test(path))
        .map(({ path }) => Number(/\d+/.exec(path)?.[0]));
      expect(payments).toEqual([...payments].sort((a, b) => a - b));
    });
  });

  it('always becomes the same voucher, and is left as it was', () => {
    everyVoucher((voucher, report) => {
      const copy = structuredClone(report);
      expect(settle(report)).toMatchObject({ voucher });
      expect(report).toEqual(copy);
    });
  });

  it('is held as soon as one øre is changed', () => {
    fc.assert(
      fc.property(aBalancedZReport(), fc.integer({ min: -500, max: 500 }), (report, change) => {
        fc.pre(change !== 0);
        expect(settle({ ...report, cashRounding: report.cashRounding + change })).toMatchObject({
          is: 'held',
          reasons: [{ code: 'Z_REPORT_UNBALANCED' }],
        });
      }),
    );
  });
});
