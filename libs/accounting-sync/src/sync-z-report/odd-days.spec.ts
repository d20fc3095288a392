import { sum } from '@accounting/port';
import { aSettlement, aZReport, voucherOf } from './z-report.builder.js';

/** The settlement's own day is the voucher's date: never moved, whatever the clock said when it was made. */
describe('A settlement of an odd day', () => {
  const dateOf = (over: object) => voucherOf({ report: aZReport(over) }).date;

  it.each([
    ['made the next morning', '2026-11-22', '2026-11-23T09:12:00+01:00'],
    ['made past midnight', '2026-11-22', '2026-11-23T00:40:00+01:00'],
    ["of New Year's Eve, made in the new year", '2026-12-31', '2027-01-01T01:05:00+01:00'],
    ['of the night that summer time begins', '2026-03-28', '2026-03-29T03:10:00+02:00'],
    ['of the night that summer time ends', '2026-10-24', '2026-10-25T02:30:00+01:00'],
    ['sent with the clock of another zone', '2026-11-23', '2026-11-23T22:30:00Z'],
  ])('%s is dated %s', (_, businessDate, closedAt) => {
    expect(dateOf({ businessDate, closedAt })).toBe(businessDate);
  });

  it('over several days is one voucher, on the day it is for', () => {
    const report = aZReport({ periodStart: '2026-11-20T08:00:00+01:00', businessDate: '2026-11-23' });

    const { date, lines } = voucherOf({ report });
    expect(date).toBe('2026-11-23');
    expect(sum(lines.map(({ amount }) => amount))).toBe(0);
  });

  it('that is one of several on a day is told apart by its number', () => {
    const [first, second] = [101, 102].map((number) => voucherOf({ report: aZReport({ number }) }));

    expect(first?.date).toBe(second?.date);
    expect([first?.label, second?.label]).toEqual(['1 Z 101', '1 Z 102']);
  });

  it('with 40 product groups has a line for each that has an account of its own, and balances', () => {
    const groups = Array.from({ length: 40 }, (_, index) => `04${String(index).padStart(3, '0')}`);
    const sales = groups.map((group) => ({
      group,
      vatCode: '3' as const,
      vatRate: 25,
      gross: 12_500,
      net: 10_000,
      vat: 2_500,
    }));
    const payments = [{ method: 'bankAxept', amount: 500_000 }];
    const own = Object.fromEntries(
      groups.map((group, index) => [`sales:3:${group}`, { account: String(3000 + index), vatCode: '3' }]),
    );
    const { plan } = aSettlement();

    const { lines } = voucherOf({
      report: aZReport({ sales, payments }),
      plan: { ...plan, roles: { ...plan.roles, ...own } },
    });
    expect(lines).toHaveLength(41);
    expect(sum(lines.map(({ amount }) => amount))).toBe(0);
  });
});
