import { type Reason } from '@accounting/port';
import { anAccountPlan, aPlanWithout, aSettlement, aZReport, SOME_VAT_CODES } from './z-report.builder.js';
import { place, voucherLines } from './voucher-lines.js';
import { type Note } from './z-report-notes.js';
import { posting } from './posting.js';
import { type Settlement, zReportToVoucher } from './z-report-to-voucher.js';
import { type ZReportInput } from './z-report.js';

function holds(over: Partial<Settlement>): Reason[] {
  const outcome = zReportToVoucher(aSettlement(over));
  return outcome.is === 'held' ? outcome.reasons : [];
}

function notes(over: Partial<Settlement>): Note[] {
  const outcome = zReportToVoucher(aSettlement(over));
  if (outcome.is !== 'voucher') throw new Error(JSON.stringify(outcome));
  return outcome.notes;
}

const codes = (reasons: Reason[]) => reasons.map(({ code }) => code);

/** A day of one sale, paid by Visa. */
const oneSale = (sale: object, over: Partial<ZReportInput> = {}) => {
  const line = { vatCode: '3', vatRate: 25, gross: 12500, net: 10000, vat: 2500, ...sale };
  const payments = [{ method: 'visa', amount: line.gross }];
  return aZReport({ sales: [line as ZReportInput['sales'][number]], payments, ...over });
};

describe('a report that does not balance', () => {
  it.each([
    [89900, 'salgssiden er 1,00 kr størst', 'difference 1.00 NOK'],
    [90001, 'betalingssiden er 0,01 kr størst', 'difference -0.01 NOK'],
  ])('is held, and says by how much and which side is larger (cash %i)', (amount, message, english) => {
    const [visa, ...others] = [...aZReport().payments].reverse();
    const report = aZReport({ payments: [visa!, ...others.slice(0, 2), { method: 'cash', amount }] });
    const [reason, ...more] = holds({ report });

    expect(reason).toMatchObject({ code: 'Z_REPORT_UNBALANCED', who: 'DUELL' });
    expect(reason?.message).toContain(message);
    expect(reason?.english).toContain(english);
    expect(more).toEqual([]);
  });

  it('is never let go', () => {
    const report = aZReport({ cashRounding: 1 });

    expect(codes(holds({ report, confirmed: ['Z_REPORT_UNBALANCED'] }))).toEqual(['Z_REPORT_UNBALANCED']);
  });

  it('hears of it before anything else', () => {
    const report = aZReport({ cashRounding: 1, businessDate: '2026-11-24' });

    expect(codes(holds({ report, plan: aPlanWithout('tips', 'sales:3') }))).toEqual([
      'Z_REPORT_UNBALANCED',
      'DATE_IMPLAUSIBLE',
      'ACCOUNT_NOT_MAPPED',
    ]);
  });

  it('is not taken for a zero report when its lines are 0 and contradict themselves', () => {
    expect(codes(holds({ report: oneSale({ gross: 0, net: 1, vat: 0 }) }))).toEqual([
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

    expect(holds({ report: aZReport({ ...over, payments }) })).toEqual([]);
    expect(
      codes(holds({ report: aZReport({ ...over, payments: [...payments, { method: 'cash', amount: 1 }] }) })),
    ).toEqual(['Z_REPORT_UNBALANCED']);
  });

  it('has sales lines whose net and VAT are not their gross', () => {
    const [reason] = holds({ report: oneSale({ net: 9999, groupName: 'Mat' }) });

    expect(reason).toMatchObject({
      code: 'SALES_LINE_SUM_DIFFERS',
      english: 'net + vat is not gross in sales[0] (0.01)',
    });
    expect(reason?.message).toContain('Salg 25 % Mat (differanse 0,01 kr)');
  });
});

describe('the last guard', () => {
  it('lets no voucher out that does not sum to 0', () => {
    const { plan, erp } = aSettlement();
    const half = place(posting(['tips'], 100, 'Tips', 'tips.amount'), plan, erp);

    expect(() => voucherLines([half!])).toThrow('100 øre out of balance');
  });
});

describe('a plan that lacks something', () => {
  it('is told all missing roles at once', () => {
    const report = oneSale(
      { vatCode: '5', vatRate: 0, vat: 0, net: 12500, group: '04003' },
      {
        payments: [
          { method: 'other:Gavepenger', amount: 12400 },
          { method: 'cash', amount: 200 },
        ],
        payIns: [{ reason: 'Veksel', amount: 100 }],
        cash: { expected: 200, counted: 100 },
      },
    );
    const [reason, ...more] = holds({ report, plan: aPlanWithout('sales:5', 'payIn', 'cashDifference') });

    expect(reason).toMatchObject({
      code: 'ACCOUNT_NOT_MAPPED',
      who: 'regnskapsfører',
      english:
        'The account plan has no account for: payment:other:Gavepenger, sales:5, payIn, cashDifference',
    });
    expect(reason?.message).toContain('Gavepenger (payment:other:Gavepenger), Salg med mva-kode 5 (sales:5)');
    expect(more).toEqual([]);
  });

  it('is not asked for a specific role where the general one exists, nor the other way', () => {
    const report = oneSale({ group: '04003' });
    const plan = {
      ...aPlanWithout('sales:3'),
      roles: { ...aPlanWithout('sales:3').roles, 'sales:3:04003': { account: '3000', vatCode: '3' } },
    };

    expect(holds({ report })).toEqual([]);
    expect(holds({ report, plan })).toEqual([]);
  });

  it('needs a VAT code on every role of sales, also at rate 0', () => {
    const plan = anAccountPlan({ 'sales:3': { account: '3000' }, 'sales:31': { account: '3001' } });

    expect(holds({ plan, confirmed: ['VAT_CODE_MISSING'] })).toMatchObject([
      { code: 'VAT_CODE_MISSING', english: 'These sales roles have no VAT code: sales:3, sales:31' },
    ]);
  });

  it('needs VAT codes that the ERP has, if its list is known', () => {
    const plan = anAccountPlan({ 'sales:3': { account: '3000', vatCode: '99' } });

    expect(codes(holds({ plan }))).toEqual(['VAT_CODE_UNKNOWN']);
    expect(holds({ plan, erp: { ...aSettlement().erp, vatCodes: null } })).toEqual([]);
  });

  it('has VAT where none belongs', () => {
    const plan = anAccountPlan({
      'payment:visa': { account: '2380', vatCode: '3' },
      tips: { account: '2910', vatCode: '3' },
    });
    const erp = { ...aSettlement().erp, vatCodes: null };

    expect(holds({ plan })).toMatchObject([{ code: 'VAT_NOT_ALLOWED_HERE', who: 'regnskapsfører' }]);
    expect(holds({ plan })[0]?.english).toMatch(/: payment:visa$/);
    expect(holds({ plan, erp })).toEqual([]);
  });

  it.each([
    ['a payment on a customer account', { 'payment:visa': { account: '1500' } }],
    ['sales', { 'sales:3': { account: '2400', vatCode: '3' } }],
  ])('has an account behind the sub-ledger and no customer: %s', (_what, roles) => {
    expect(codes(holds({ plan: anAccountPlan(roles) }))).toEqual(['SUBLEDGER_NEEDS_CUSTOMER']);
  });

  it('may not put account purchases on 1500 without a customer', () => {
    const payments = [{ method: 'customerAccount', amount: 12500 }];
    const report = oneSale({}, { payments });
    const on1500 = { account: '1500' };

    expect(codes(holds({ report, plan: anAccountPlan({ 'payment:customerAccount': on1500 }) }))).toEqual([
      'SUBLEDGER_NEEDS_CUSTOMER',
    ]);
    expect(
      holds({ report, plan: anAccountPlan({ 'payment:customerAccount': { ...on1500, customer: '7' } }) }),
    ).toEqual([]);
  });

  it("does not know which of the ERP's customers paid in", () => {
    const plan = anAccountPlan({ payIn: { account: '1500' } });
    const report = aZReport({
      sales: [],
      payments: [{ method: 'cash', amount: 100 }],
      payIns: [{ reason: 'Faktura', amount: 100, customerId: '501' }],
    });

    expect(codes(holds({ plan, report }))).toEqual(['SUBLEDGER_NEEDS_CUSTOMER']);
  });

  it('is not looked at where the report has nothing', () => {
    const plan = anAccountPlan({ tips: { account: '1500', vatCode: '3' }, 'sales:33': { account: '3002' } });

    expect(holds({ plan })).toEqual([]);
  });
});

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
    expect(codes(holds(over))).toEqual([code]);
    expect(holds({ ...over, confirmed: [code] })).toEqual([]);
    expect(codes(holds({ ...over, confirmed: ['SOMETHING_ELSE'] }))).toEqual([code]);
  });

  it.each([
    ['2026-11-23', '2026-11-23T23:59:59+01:00', []],
    ['2026-11-24', '2026-11-23T23:30:00Z', []],
    ['2026-11-24', '2026-11-23T22:30:00Z', ['DATE_IMPLAUSIBLE']],
    ['2026-06-24', '2026-06-23T22:00:00Z', []],
    ['2025-10-19', '2026-11-23T20:00:00+01:00', []],
    ['2025-10-18', '2026-11-23T20:00:00+01:00', ['DATE_IMPLAUSIBLE']],
  ])('%s for a settlement closed at %s, by the day in Oslo: %p', (businessDate, closedAt, expected) => {
    expect(codes(holds({ report: aZReport({ businessDate, closedAt }) }))).toEqual(expected);
  });

  it.each([
    ['1.00 off is allowed', { vat: 2600, net: 9900 }, []],
    ['over 1.00 off is not', { vat: 2601, net: 9899 }, ['VAT_AMOUNT_DIFFERS']],
    ['0.5 % off is allowed', { gross: 125000, vat: 25125, net: 99875 }, []],
    ['over 0.5 % off is not', { gross: 125000, vat: 25126, net: 99874 }, ['VAT_AMOUNT_DIFFERS']],
    ['nor on the other side', { gross: -125000, vat: -24874, net: -100126 }, ['VAT_AMOUNT_DIFFERS']],
  ])('VAT of a line: %s', (_what, sale, expected) => {
    expect(codes(holds({ report: oneSale(sale) }))).toEqual(expected);
  });

  it.each([
    [25.02, []],
    [24.98, []],
    [25.03, ['VAT_RATE_DIFFERS']],
    [0, ['VAT_RATE_DIFFERS']],
  ])("a rate of %p in the ERP's list for 25 in the report", (rate, expected) => {
    const vatCodes = [{ code: '3', name: 'Utgående', rate }];

    expect(codes(holds({ report: oneSale({}), erp: { ...erp, vatCodes } }))).toEqual(expected);
  });

  it('names line, code and both rates', () => {
    const [reason] = holds({
      report: oneSale({ group: '1', groupName: 'Øl' }),
      plan: anAccountPlan({ 'sales:3': { account: '3000', vatCode: '31' } }),
    });

    expect(reason?.message).toContain('Salg 25 % Øl, men mva-kode 31 har 15 %');
  });

  it('is not made of account purchases that are another amount, or of none', () => {
    const payments = [{ method: 'customerAccount', amount: 12500 }];

    expect(holds({ report: oneSale({}, { payments, creditSales: { amount: 12499 } }) })).toEqual([]);
    expect(holds({ report: oneSale({}, { creditSales: { amount: 0 } }) })).toEqual([]);
  });
});

describe('notes', () => {
  const counted = { expected: 190000, counted: 190000 };

  it('are none on a day that needs none', () => {
    const report = aZReport({
      cash: { openingFloat: 100000, ...counted },
      stockChange: { costOut: 0, costIn: 0 },
    });

    expect(notes({ report, previousClosingFloat: 100000 })).toEqual([]);
  });

  it('say when the expected cash is not what float and cash payments make', () => {
    const report = aZReport({ cash: { openingFloat: 99000, ...counted }, stockChange: {} });

    expect(notes({ report })).toMatchObject([{ code: 'CASH_EXPECTED_DIFFERS', amount: 1000, who: 'butikk' }]);
  });

  it('say when the opening float is not what the Z before left', () => {
    const report = aZReport({ cash: { openingFloat: 100000, ...counted }, stockChange: {} });

    expect(notes({ report, previousClosingFloat: 100500 })).toMatchObject([
      { code: 'FLOAT_BROKEN', amount: -500 },
    ]);
  });

  it('say when stock change is on and absent, which is not 0', () => {
    expect(codes(notes({ report: aZReport() }))).toEqual(['STOCK_CHANGE_ABSENT']);
    expect(notes({ report: aZReport(), settings: { stockChange: false, invoices: true } })).toEqual([]);
    expect(notes({ report: aZReport({ stockChange: { costOut: 0 } }) })).toEqual([]);
  });

  it('say what VAT the ledger will have, in one note with a figure for each code that differs', () => {
    const sales = [
      { vatCode: '3' as const, vatRate: 25, gross: 61651, net: 49320, vat: 12331 },
      { vatCode: '31' as const, vatRate: 15, gross: 8990, net: 7817, vat: 1173 },
      { vatCode: '33' as const, vatRate: 12, gross: 12000, net: 10716, vat: 1284 },
    ];
    const report = aZReport({ sales, payments: [{ method: 'visa', amount: 82641 }], stockChange: {} });
    const [note, ...more] = notes({ report });

    expect(note).toMatchObject({ code: 'VAT_DIFFERS_IN_LEDGER', amount: -1, who: 'regnskapsfører' });
    expect(note?.message).toContain(
      'kode 3: Z 123,31 kr, regnskap 123,30 kr, differanse 0,01 kr; kode 33: Z 12,84 kr, regnskap 12,86 kr, differanse −0,02 kr.',
    );
    expect(more).toEqual([]);
  });

  it("calculate the ledger's VAT on posted lines, at the ERP's rate", () => {
    const half = { vatCode: '3' as const, vatRate: 25, gross: 3, net: 2, vat: 1 };
    const report = aZReport({
      sales: [
        { ...half, group: 'a' },
        { ...half, group: 'b' },
      ],
      payments: [{ method: 'visa', amount: 6 }],
      stockChange: {},
    });
    const plan = anAccountPlan({
      'sales:3:a': { account: '3000', vatCode: '3' },
      'sales:3:b': { account: '3000', vatCode: '3' },
    });

    expect(notes({ report })).toMatchObject([{ amount: 1 }]);
    expect(notes({ report, plan })).toEqual([]);

    const vatCodes = SOME_VAT_CODES.map((code) => (code.code === '3' ? { ...code, rate: 0 } : code));
    const confirmed = ['VAT_RATE_DIFFERS'];
    expect(notes({ report, plan, confirmed, erp: { ...aSettlement().erp, vatCodes } })).toMatchObject([
      { amount: 2 },
    ]);
  });

  it('say when credit sales go nowhere because Fakturaer is off', () => {
    const report = aZReport({
      creditSales: { amount: 168724, count: 1, invoiceIds: ['F-2201'] },
      stockChange: {},
    });

    expect(notes({ report, settings: { stockChange: true, invoices: false } })).toMatchObject([
      { code: 'CREDIT_SALES_NOT_TRANSFERRED', amount: 168724, who: 'regnskapsfører' },
    ]);
    expect(notes({ report })).toEqual([]);
  });
});
