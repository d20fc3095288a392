import { aPlanWithout, aZReport, codesOf, holdsOf, oneSale } from './z-report.builder.js';

describe('a report that does not balance', () => {
  it.each([
    [89900, 'salgssiden er 1,00 kr størst', 'difference 1.00 NOK'],
    [90001, 'betalingssiden er 0,01 kr størst', 'difference -0.01 NOK'],
  ])('is held, and says by how much and which side is larger (cash %i)', (amount, message, english) => {
    const [visa, ...others] = [...aZReport().payments].reverse();
    const report = aZReport({ payments: [visa!, ...others.slice(0, 2), { method: 'cash', amount }] });
    const [reason, ...more] = holdsOf({ report });

    expect(reason).toMatchObject({ code: 'Z_REPORT_UNBALANCED', who: 'DUELL' });
    expect(reason?.message).toContain(message);
    expect(reason?.english).toContain(english);
    expect(more).toEqual([]);
  });

  it('is never let go', () => {
    const report = aZReport({ cashRounding: 1 });

    expect(codesOf(holdsOf({ report, confirmed: ['Z_REPORT_UNBALANCED'] }))).toEqual(['Z_REPORT_UNBALANCED']);
  });

  it('hears of it before anything else', () => {
    const report = aZReport({ cashRounding: 1, businessDate: '2026-11-24' });

    expect(codesOf(holdsOf({ report, plan: aPlanWithout('tips', 'sales:3') }))).toEqual([
      'Z_REPORT_UNBALANCED',
      'DATE_IMPLAUSIBLE',
      'ACCOUNT_NOT_MAPPED',
    ]);
  });

  it('is not taken for a zero report when its lines are 0 and contradict themselves', () => {
    expect(codesOf(holdsOf({ report: oneSale({ gross: 0, net: 1, vat: 0 }) }))).toEqual([
      'SALES_LINE_SUM_DIFFERS',
    ]);
  });

  it.each([
    ['pay-ins count', { payIns: [{ reason: 'Veksel', amount: 100 }] }, 100],
    ['pay-outs count less', { payOuts: [{ reason: 'Kaffe', amount: 100 }] }, -100],
    ['gift cards count', { giftCardsSold: { amount: 100, count: 1 } }, 100],
    ['slips count', { creditSlipsIssued: { amount: 100, count: 1 } }, 100],
    ['tips count', { tips: { amount: 100, count: 1 } }, 100],
    ['rounding counts', { cashRounding: 100 }, 100],
    [
      'credit sales do not count',
      { creditSales: { amount: 100, count: 1 }, creditNotes: { amount: 9, count: 1 } },
      0,
    ],
    ['deposits do not count', { cash: { deposited: 100 } }, 0],
  ])('%s', (_what, over, cash) => {
    const payments = [...aZReport().payments, { method: 'cash', amount: cash }];

    expect(holdsOf({ report: aZReport({ ...over, payments }) })).toEqual([]);
    expect(
      codesOf(
        holdsOf({ report: aZReport({ ...over, payments: [...payments, { method: 'cash', amount: 1 }] }) }),
      ),
    ).toEqual(['Z_REPORT_UNBALANCED']);
  });

  it('has sales lines whose net and VAT are not their gross', () => {
    const [reason] = holdsOf({ report: oneSale({ net: 9999, groupName: 'Mat' }) });

    expect(reason).toMatchObject({
      code: 'SALES_LINE_SUM_DIFFERS',
      english: 'net + vat is not gross in sales[0] (0.01)',
    });
    expect(reason?.message).toContain('Salg 25 % Mat (differanse 0,01 kr)');
  });
});
