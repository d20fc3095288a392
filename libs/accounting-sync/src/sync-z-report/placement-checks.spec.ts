import {
  anAccountPlan,
  aPlanWithout,
  aSettlement,
  aZReport,
  codesOf,
  holdsOf,
  oneSale,
} from './z-report.builder.js';

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
    const [reason, ...more] = holdsOf({ report, plan: aPlanWithout('sales:5', 'payIn', 'cashDifference') });

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

    expect(holdsOf({ report })).toEqual([]);
    expect(holdsOf({ report, plan })).toEqual([]);
  });

  it('needs a VAT code on every role of sales, also at rate 0', () => {
    const plan = anAccountPlan({ 'sales:3': { account: '3000' }, 'sales:31': { account: '3001' } });

    expect(holdsOf({ plan, confirmed: ['VAT_CODE_MISSING'] })).toMatchObject([
      { code: 'VAT_CODE_MISSING', english: 'These sales roles have no VAT code: sales:3, sales:31' },
    ]);
  });

  it('needs VAT codes that the ERP has, if its list is known', () => {
    const plan = anAccountPlan({ 'sales:3': { account: '3000', vatCode: '99' } });

    expect(codesOf(holdsOf({ plan }))).toEqual(['VAT_CODE_UNKNOWN']);
    expect(holdsOf({ plan, erp: { ...aSettlement().erp, vatCodes: null } })).toEqual([]);
  });

  it('has VAT where none belongs', () => {
    const plan = anAccountPlan({
      'payment:visa': { account: '2380', vatCode: '3' },
      tips: { account: '2910', vatCode: '3' },
    });
    const erp = { ...aSettlement().erp, vatCodes: null };

    expect(holdsOf({ plan })).toMatchObject([{ code: 'VAT_NOT_ALLOWED_HERE', who: 'regnskapsfører' }]);
    expect(holdsOf({ plan })[0]?.english).toMatch(/: payment:visa$/);
    expect(holdsOf({ plan, erp })).toEqual([]);
  });

  it.each([
    ['a payment on a customer account', { 'payment:visa': { account: '1500' } }],
    ['sales', { 'sales:3': { account: '2400', vatCode: '3' } }],
  ])('has an account behind the sub-ledger and no customer: %s', (_what, roles) => {
    expect(codesOf(holdsOf({ plan: anAccountPlan(roles) }))).toEqual(['SUBLEDGER_NEEDS_CUSTOMER']);
  });

  it('may not put account purchases on 1500 without a customer', () => {
    const payments = [{ method: 'customerAccount', amount: 12500 }];
    const report = oneSale({}, { payments });
    const on1500 = { account: '1500' };

    expect(codesOf(holdsOf({ report, plan: anAccountPlan({ 'payment:customerAccount': on1500 }) }))).toEqual([
      'SUBLEDGER_NEEDS_CUSTOMER',
    ]);
    expect(
      holdsOf({ report, plan: anAccountPlan({ 'payment:customerAccount': { ...on1500, customer: '7' } }) }),
    ).toEqual([]);
  });

  it("does not know which of the ERP's customers paid in", () => {
    const plan = anAccountPlan({ payIn: { account: '1500' } });
    const report = aZReport({
      sales: [],
      payments: [{ method: 'cash', amount: 100 }],
      payIns: [{ reason: 'Faktura', amount: 100, customerId: '501' }],
    });

    expect(codesOf(holdsOf({ plan, report }))).toEqual(['SUBLEDGER_NEEDS_CUSTOMER']);
  });

  it('is not looked at where the report has nothing', () => {
    const plan = anAccountPlan({ tips: { account: '1500', vatCode: '3' }, 'sales:33': { account: '3002' } });

    expect(holdsOf({ plan })).toEqual([]);
  });
});
