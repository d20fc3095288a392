import { z } from 'zod';
import { anAccountPlan, SOME_VAT_CODES } from '../sync-z-report/z-report.builder.js';
import { accountPlanSchema, findRole } from './account-plan.js';
import { accountPlanProblems } from './account-plan-problems.js';
import { roleName } from './role-names.js';

const accepts = (role: string, target: object = { account: '3000' }) =>
  accountPlanSchema.safeParse({ roles: { [role]: target } }).success;

describe('the account plan', () => {
  it('takes the plan of the worked examples', () => {
    expect(accountPlanSchema.parse(anAccountPlan())).toEqual(anAccountPlan());
  });

  it('needs no voucher type', () => {
    expect(accountPlanSchema.parse({ roles: {} })).toEqual({ voucherType: null, roles: {} });
  });

  it.each([
    'sales:3',
    'sales:52:04003',
    'sales:3:Øl: på fat',
    `sales:3:${'x'.repeat(64)}`,
    'payment:cash',
    'payment:other:Sodexo',
    'payment:other:a:b',
    'giftCardSold',
    'creditSlipIssued',
    'tips',
    'cashRounding',
    'cashDifference',
    'terminalDifference',
    'bankDeposit',
    'payIn',
    'payIn:Veksel',
    'payOut',
    'payOut:Kaffe og te',
    'stockChange',
    'inventory',
  ])('knows the role %s', (role) => expect(accepts(role)).toBe(true));

  it.each([
    'sales',
    'sales:',
    'sales:25',
    'sales:3:',
    'sales:3: x',
    `sales:3:${'x'.repeat(65)}`,
    'payment',
    'payment:bitcoin',
    'payment:other',
    'payment:other:',
    'payment:cash:x',
    'payIn:',
    'payIn: Veksel',
    'payIn:Veksel ',
    'payIn:Vek\u0000sel',
    'tips:x',
    'Tips',
    'constructor',
    '',
  ])('does not know the role %p', (role) => expect(accepts(role)).toBe(false));

  it.each([
    [{ account: 3000 }],
    [{ account: '' }],
    [{ account: '30 00' }],
    [{}],
    [{ account: '3000', vatCode: 3 }],
    [{ account: '3000', vatCode: 'MVA' }],
    [{ account: '3000', customer: '' }],
    [{ account: '3000', type: 'x' }],
  ])('refuses the target %j', (target) => expect(accepts('sales:3', target)).toBe(false));

  it.each([
    [{ account: '3000', vatCode: '3', project: 'P7', customer: '10023' }],
    [{ account: '1500:10001' }],
  ])('takes the target %j', (target) => expect(accepts('sales:3', target)).toBe(true));

  it('can be described as JSON Schema, for OpenAPI', () => {
    expect(z.toJSONSchema(accountPlanSchema, { io: 'input', unrepresentable: 'any' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['roles'],
    });
  });
});

describe('findRole', () => {
  const plan = anAccountPlan({ 'payIn:Veksel': { account: '1901' } });

  it('takes the most specific role that is mapped', () => {
    expect(findRole(plan, ['payIn:Veksel', 'payIn'])).toEqual({
      role: 'payIn:Veksel',
      target: { account: '1901' },
    });
    expect(findRole(plan, ['payIn:Kaffe', 'payIn'])).toEqual({ role: 'payIn', target: { account: '1578' } });
  });

  it('finds nothing where nothing is mapped', () => {
    expect(findRole(plan, ['sales:6:1', 'sales:6'])).toBeUndefined();
  });
});

describe('accountPlanProblems', () => {
  const accounts = Object.values(anAccountPlan().roles).map(({ account }) => ({
    number: account,
    name: account,
  }));
  const erp = { vatCodes: SOME_VAT_CODES, accounts, subLedgerAccounts: ['1500', '2400'] };
  const nothingKnown = { vatCodes: null, accounts: null, subLedgerAccounts: [] };

  it('are none in a good plan', () => {
    expect(accountPlanProblems(anAccountPlan(), erp)).toEqual({ errors: [], warnings: [] });
  });

  it('refuse a VAT code with a rate outside sales, as far as the list is known', () => {
    const plan = anAccountPlan({
      tips: { account: '2910', vatCode: '3' },
      giftCardSold: { account: '2901', vatCode: '5' },
    });

    expect(accountPlanProblems(plan, erp)).toMatchObject({
      errors: [{ code: 'VAT_NOT_ALLOWED_HERE', path: ['roles', 'tips', 'vatCode'], who: 'regnskapsfører' }],
      warnings: [],
    });
    expect(accountPlanProblems(plan, nothingKnown).errors).toEqual([]);
  });

  it('warn of a sub-ledger account without a customer', () => {
    const plan = anAccountPlan({ 'payment:customerAccount': { account: '1500' } });
    const known = { ...erp, accounts: [...accounts, { number: '1500', name: 'Kundefordringer' }] };

    expect(accountPlanProblems(plan, known)).toMatchObject({
      errors: [],
      warnings: [
        { code: 'SUBLEDGER_NEEDS_CUSTOMER', path: ['roles', 'payment:customerAccount', 'customer'] },
      ],
    });
    const mended = anAccountPlan({ 'payment:customerAccount': { account: '1500', customer: '10023' } });
    expect(accountPlanProblems(mended, known).warnings).toEqual([]);
  });

  it('warn of what a settlement would be held for later', () => {
    const plan = anAccountPlan({
      'sales:3': { account: '3000' },
      'sales:31': { account: '3001', vatCode: '99' },
      tips: { account: '2999' },
    });

    expect(accountPlanProblems(plan, erp).warnings).toMatchObject([
      { code: 'VAT_CODE_MISSING', path: ['roles', 'sales:3', 'vatCode'] },
      { code: 'VAT_CODE_UNKNOWN', path: ['roles', 'sales:31', 'vatCode'] },
      { code: 'ACCOUNT_UNKNOWN', path: ['roles', 'tips', 'account'] },
    ]);
    expect(accountPlanProblems(plan, nothingKnown).warnings).toMatchObject([{ code: 'VAT_CODE_MISSING' }]);
  });
});

describe('roleName', () => {
  it.each([
    ['payment:visa', 'Visa (payment:visa)'],
    ['payment:other:Sodexo', 'Sodexo (payment:other:Sodexo)'],
    ['sales:3', 'Salg med mva-kode 3 (sales:3)'],
    ['sales:3:Øl:fat', 'Salg med mva-kode 3, varegruppe Øl:fat (sales:3:Øl:fat)'],
    ['payIn:Veksel', 'Innskudd: Veksel (payIn:Veksel)'],
    ['stockChange', 'Beholdningsendring (stockChange)'],
  ])('says %s in words', (role, words) => expect(roleName(role)).toBe(words));
});
