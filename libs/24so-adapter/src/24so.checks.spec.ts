import type { Check, ConnectionQuestion } from '@accounting/port';
import { twentyFourSoBench, type TwentyFourSoBench } from '../simulator/24so.bench.js';

let bench: TwentyFourSoBench;

beforeEach(async () => {
  bench = await twentyFourSoBench();
});
afterEach(() => bench.close?.());

const question = (over: Partial<ConnectionQuestion> = {}): ConnectionQuestion => ({
  multipleCompanies: true,
  multipleDepartments: false,
  voucherType: '9',
  roles: [
    { role: 'payment:cash', account: '1900' },
    { role: 'sales:3', account: '3000', vatCode: '3' },
  ],
  invoices: false,
  mode: 'ledger',
  today: '2026-10-23',
  ...over,
});

const test = async (over: Partial<ConnectionQuestion> = {}): Promise<Check[]> =>
  bench.adapter.open(bench.connection, { ...bench.tools, purpose: 'person' }).test(question(over));

const brief = (checks: Check[]) => checks.map(({ code, status }) => `${status} ${code}`);
const notOk = (checks: Check[]) => brief(checks).filter((check) => !check.startsWith('ok'));

describe('Test integrasjon', () => {
  it('looks at one thing after the other', async () => {
    expect(brief(await test())).toEqual([
      'ok LOGIN',
      'ok COMPANY',
      'ok RIGHTS',
      'ok DEPARTMENT',
      'ok ACCOUNT_PLAN',
      'warning TYPE_GROUP_MISSING',
      'ok FISCAL_YEAR',
      'ok VOUCHER_TYPE',
    ]);
  });

  it('names the company with its organisation number, and where drafts will lie', async () => {
    const messages = (await test({ mode: 'draft' })).map(({ message }) => message).join('\n');
    expect(messages).toContain('Kiosk AS, org.nr. 999888777');
    expect(messages).toContain(
      'Regnskap > Bokføring (tidligere versjon: Økonomi > Regnskap > Regnskap > Bokføring)',
    );
  });

  it('stops at a login that is refused, and tries it once a minute', async () => {
    bench.simulator.control.changePassword('integration@example.no', 'another');

    for (let press = 0; press < 3; press++) expect(brief(await test())).toEqual(['failed LOGIN_REFUSED']);
    expect(bench.simulator.control.calls()).toHaveLength(1);
  });

  it('says that the login works only when it was just tried, and what went wrong once', async () => {
    await test();
    bench.simulator.control.changePassword('integration@example.no', 'another');
    expect(brief(await test())).toEqual(['failed LOGIN_REFUSED']);

    await bench.tools.clock.advance(60_000);
    bench.simulator.control.changePassword('integration@example.no', 'secret');
    await test();
    bench.simulator.control.planFault({ operation: '*', fault: { kind: 'html503NotSaved' }, probability: 1 });
    expect(brief(await test())).toEqual(['failed ANSWER_UNREADABLE']);
  });

  it.each([
    [{ kind: 'dropBeforeSaving' }, 'failed NO_ANSWER'],
    [{ kind: 'html503NotSaved' }, 'failed ANSWER_UNREADABLE'],
    [{ kind: 'soapFault', text: 'Quarantine ends at 2026-11-24T20:00:00Z' }, 'failed RATE_LIMITED'],
  ] as const)('ends where nobody answers any more: %j', async (fault, expected) => {
    for (const operation of ['GetCompanies', 'GetTypeList', 'GetDepartmentList', 'GetProducts'])
      bench.simulator.control.planFault({ operation, fault, probability: 1 });

    expect(brief(await test())).toEqual(['ok LOGIN', 'ok COMPANY', expected]);
  });

  it('does not say of a login that is refused in the end that it works', async () => {
    bench.simulator.control.planFault({
      operation: 'Login',
      fault: { kind: 'soapFault', text: 'Invalid username or password' },
    });
    expect(brief(await test())).toEqual(['failed LOGIN_REFUSED']);
  });

  it('has a session of its own, so that a login which the work was refused is tried again', async () => {
    const work = bench.adapter.open(bench.connection, bench.tools);
    bench.simulator.control.changePassword('integration@example.no', 'another');
    await work.list('accounts').catch(() => undefined);
    bench.simulator.control.changePassword('integration@example.no', 'secret');

    expect(notOk(await test())).toEqual(['warning TYPE_GROUP_MISSING']);
    await expect(work.list('accounts')).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
  });

  it.each<[string, () => void, string]>([
    ['no company is chosen', () => (bench.connection.company = null), 'failed COMPANY_NOT_CHOSEN'],
    [
      'the company is not reached',
      () => (bench.connection.company = { id: '1', name: 'X' }),
      'failed COMPANY_NOT_REACHED',
    ],
    [
      'the identity is blocked',
      () => bench.simulator.control.blockIdentity('aaaaaaaa-0000-0000-0000-000000000001'),
      'failed IDENTITY_BLOCKED',
    ],
  ])('goes no further when %s', async (_what, arrange, expected) => {
    arrange();
    expect(brief(await test())).toEqual(['ok LOGIN', expected]);
  });

  it.each<[string, () => Partial<ConnectionQuestion>, string]>([
    ['several companies, one used', () => ({ multipleCompanies: false }), 'warning SEVERAL_COMPANIES'],
    [
      'no department',
      () => ((bench.connection.erpDepartment = null), { multipleDepartments: true }),
      'failed DEPARTMENT_NOT_CHOSEN',
    ],
    [
      'an unknown department',
      () => ((bench.connection.erpDepartment = { id: '9', name: 'X' }), {}),
      'failed DEPARTMENT_UNKNOWN',
    ],
    ['a missing account', () => ({ roles: [{ role: 'tips', account: '9999' }] }), 'failed ACCOUNT_MISSING'],
    [
      'a missing VAT code',
      () => ({ roles: [{ role: 'sales:3', account: '3000', vatCode: '77' }] }),
      'failed TAX_CODE_MISSING',
    ],
    [
      'a sales account without type group',
      () => ({ roles: [{ role: 'sales:3', account: '1920', vatCode: '0' }] }),
      'failed TYPE_GROUP_MISSING',
    ],
    [
      'an account with a VAT code of its own',
      () => ({ roles: [{ role: 'sales:31', account: '3000', vatCode: '31' }] }),
      'warning ACCOUNT_VAT_DIFFERS',
    ],
    ['an empty voucher type', () => ({ voucherType: null }), 'failed VOUCHER_TYPE_MISSING'],
    ['an unknown voucher type', () => ({ voucherType: '77' }), 'failed VOUCHER_TYPE_UNKNOWN'],
    ['a year that is missing', () => (bench.company.removeYear(2026), {}), 'failed FISCAL_YEAR_MISSING'],
    ['a year that is locked', () => (bench.company.lockYear(2026), {}), 'failed YEAR_LOCKED'],
    [
      'next year missing in November',
      () => (bench.company.removeYear(2027), { today: '2026-11-01' }),
      'warning NEXT_YEAR_MISSING',
    ],
  ])('tells of %s', async (_what, arrange, expected) => {
    expect(notOk(await test(arrange()))).toContain(expected);
  });

  it('does not ask for next year before November', async () => {
    bench.company.removeYear(2027);
    expect(notOk(await test({ today: '2026-10-31' }))).toEqual(['warning TYPE_GROUP_MISSING']);
  });

  it('says of everything that is not well what to do', async () => {
    bench.company.removeYear(2026);
    const checks = await test({ roles: [{ role: 'tips', account: '9999' }], voucherType: '77' });
    for (const { status, fix } of checks) {
      if (status !== 'ok') expect(fix).toContain('tidligere versjon');
    }
  });

  it('does not throw, whatever happens', async () => {
    for (const kind of ['dropBeforeSaving', 'html503NotSaved'] as const) {
      bench.simulator.control.planFault({ operation: '*', fault: { kind }, probability: 1 });
      expect(notOk(await test())).toHaveLength(1);
      bench.simulator.control.clearFaults();
    }
    const broken = {
      ...bench.tools,
      budget: { report: bench.tools.budget.report, spend: () => Promise.reject(new Error('bug')) },
    };
    const checks = await bench.adapter.open(bench.connection, broken as never).test(question());
    expect(notOk(checks)).toEqual(['failed REQUEST_NOT_UNDERSTOOD']);
  });
});
