import { type Settlement } from './z-report-to-voucher.js';
import { anAccountPlan, aSettlement, aZReport, codesOf, holdsOf, oneSale } from './z-report.builder.js';

describe('a matter of judgement', () => {
  const erp = aSettlement().erp;
  const cases: [string, Partial<Settlement>][] = [
    ['DATE_IMPLAUSIBLE', { report: aZReport({ businessDate: '2026-11-24' }) }],
    ['VAT_AMOUNT_DIFFERS', { report: oneSale({ vat: 2601, net: 9899 }) }],
    ['VAT_RATE_DIFFERS', { plan: anAccountPlan({ 'sales:3': { account: '3000', vatCode: '31' } }) }],
    [
      'CREDIT_SALE_IN_CASH_SALES',
      {
        report: oneSale(
          {},
          { payments: [{ method: 'customerAccount', amount: 12500 }], creditSales: { amount: 12500 } },
        ),
      },
    ],
  ];

  it.each(cases)('%s holds until a person lets it go', (code, over) => {
    expect(codesOf(holdsOf(over))).toEqual([code]);
    expect(holdsOf({ ...over, confirmed: [code] })).toEqual([]);
    expect(codesOf(holdsOf({ ...over, confirmed: ['SOMETHING_ELSE'] }))).toEqual([code]);
  });

  it.each([
    ['2026-11-23', '2026-11-23T23:59:59+01:00', []],
    ['2026-11-24', '2026-11-23T23:30:00Z', []],
    ['2026-11-24', '2026-11-23T22:30:00Z', ['DATE_IMPLAUSIBLE']],
    ['2026-06-24', '2026-06-23T22:00:00Z', []],
    ['2025-10-19', '2026-11-23T20:00:00+01:00', []],
    ['2025-10-18', '2026-11-23T20:00:00+01:00', ['DATE_IMPLAUSIBLE']],
  ])('%s for a settlement closed at %s, by the day in Oslo: %p', (businessDate, closedAt, expected) => {
    expect(codesOf(holdsOf({ report: aZReport({ businessDate, closedAt }) }))).toEqual(expected);
  });

  it.each([
    ['1.00 off is allowed', { vat: 2600, net: 9900 }, []],
    ['over 1.00 off is not', { vat: 2601, net: 9899 }, ['VAT_AMOUNT_DIFFERS']],
    ['0.5 % off is allowed', { gross: 125000, vat: 25125, net: 99875 }, []],
    ['over 0.5 % off is not', { gross: 125000, vat: 25126, net: 99874 }, ['VAT_AMOUNT_DIFFERS']],
    ['0.5 % off is allowed in a net return', { gross: -125000, vat: -25125, net: -99875 }, []],
    ['nor on the other side', { gross: -125000, vat: -24874, net: -100126 }, ['VAT_AMOUNT_DIFFERS']],
  ])('VAT of a line: %s', (_what, sale, expected) => {
    expect(codesOf(holdsOf({ report: oneSale(sale) }))).toEqual(expected);
  });

  it.each([
    [25.02, []],
    [24.98, []],
    [25.03, ['VAT_RATE_DIFFERS']],
    [0, ['VAT_RATE_DIFFERS']],
  ])("a rate of %p in the ERP's list for 25 in the report", (rate, expected) => {
    const vatCodes = [{ code: '3', name: 'Utgående', rate }];

    expect(codesOf(holdsOf({ report: oneSale({}), erp: { ...erp, vatCodes } }))).toEqual(expected);
  });

  it('names line, code and both rates', () => {
    const [reason] = holdsOf({
      report: oneSale({ group: '1', groupName: 'Øl' }),
      plan: anAccountPlan({ 'sales:3': { account: '3000', vatCode: '31' } }),
    });

    expect(reason?.message).toContain('Salg 25 % Øl, men mva-kode 31 har 15 %');
  });

  it('is not made of account purchases that are another amount, or of none', () => {
    const payments = [{ method: 'customerAccount', amount: 12500 }];

    expect(holdsOf({ report: oneSale({}, { payments, creditSales: { amount: 12499 } }) })).toEqual([]);
    expect(holdsOf({ report: oneSale({}, { payments, creditSales: { amount: 12501 } }) })).toEqual([]);
    expect(holdsOf({ report: oneSale({}, { creditSales: { amount: 0 } }) })).toEqual([]);
  });
});
