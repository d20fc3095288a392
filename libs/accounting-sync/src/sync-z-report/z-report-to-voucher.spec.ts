import { decimalKroner, type Voucher } from '@accounting/port';
import { anAccountPlan, aSettlement, aZReport } from './z-report.builder.js';
import { type Settlement, zReportToVoucher } from './z-report-to-voucher.js';
import { type ZReportInput } from './z-report.js';

function voucherOf(over: Partial<Settlement>): Voucher {
  const outcome = zReportToVoucher(aSettlement(over));
  if (outcome.is !== 'voucher') throw new Error(JSON.stringify(outcome));
  return outcome.voucher;
}

/** A voucher as an accountant writes it: account, text, VAT code, debit, credit. */
function table(over: Partial<Settlement>): string[] {
  return voucherOf(over).lines.map(({ account, text, vatCode, amount }) =>
    [account, text, vatCode, amount > 0 ? 'D' : 'C', decimalKroner(Math.abs(amount))].join(' | '),
  );
}

const sale = (gross: number, vat: number, over: object = {}) =>
  ({ vatCode: '3', vatRate: 25, gross, net: gross - vat, vat, ...over }) as ZReportInput['sales'][number];

describe('the worked examples', () => {
  it('a simple day', () => {
    expect(table({})).toEqual([
      '1900 | Kontant | 0 | D | 900.00',
      '1920 | BankAxept | 0 | D | 5000.00',
      '2380 | Visa | 0 | D | 2500.00',
      '1579 | Vipps | 0 | D | 1500.00',
      '3000 | Salg 25 % | 3 | C | 8750.00',
      '3001 | Salg 15 % | 31 | C | 1150.00',
    ]);
  });

  it('a day of net returns, where every line changes side', () => {
    const report = aZReport({
      number: 102,
      sales: [sale(-99900, -19980)],
      payments: [
        { method: 'bankAxept', amount: -79900 },
        { method: 'cash', amount: -20000 },
      ],
      cash: { openingFloat: 100000, expected: 80000, counted: 80000 },
      stockChange: { costOut: 20000, costIn: 60000 },
    });

    expect(table({ report })).toEqual([
      '1920 | BankAxept | 0 | C | 799.00',
      '1900 | Kontant | 0 | C | 200.00',
      '3000 | Salg 25 % | 3 | D | 999.00',
      '1460 | Varelager | 0 | D | 400.00',
      '4390 | Beholdningsendring | 0 | C | 400.00',
    ]);
    expect(voucherOf({ report }).lines[2]).toMatchObject({ net: 79920, vat: 19980, vatRate: 25 });
  });

  it('gift cards sold and redeemed, kept apart on one account, and an invoice that stays out', () => {
    const report = aZReport({
      number: 103,
      sales: [sale(125000, 25000), sale(34500, 4500, { vatCode: '31', vatRate: 15 })],
      giftCardsSold: { amount: 50000, count: 1 },
      payments: [
        { method: 'bankAxept', amount: 129500 },
        { method: 'vipps', amount: 50000 },
        { method: 'giftCard', amount: 30000 },
      ],
      creditSales: { amount: 350000, count: 1, invoiceIds: ['F-1'] },
    });

    expect(table({ report })).toEqual([
      '1920 | BankAxept | 0 | D | 1295.00',
      '1579 | Vipps | 0 | D | 500.00',
      '2901 | Gavekort innløst | 0 | D | 300.00',
      '3000 | Salg 25 % | 3 | C | 1250.00',
      '3001 | Salg 15 % | 31 | C | 345.00',
      '2901 | Gavekort solgt | 0 | C | 500.00',
    ]);
  });

  it('everything at once', () => {
    const report = aZReport({
      number: 104,
      sales: [
        sale(61651, 12331),
        sale(8990, 1173, { vatCode: '31', vatRate: 15 }),
        sale(12000, 1286, { vatCode: '33', vatRate: 12 }),
        sale(29900, 0, { vatCode: '5', vatRate: 0 }),
      ],
      payments: [
        { method: 'cash', amount: 34000 },
        { method: 'bankAxept', amount: 53333 },
        { method: 'visa', amount: 29900 },
      ],
      tips: { amount: 4667, count: 1 },
      cashRounding: 25,
      cash: {
        openingFloat: 100000,
        expected: 134000,
        counted: 133000,
        deposited: 33000,
        note: 'Talt to ganger',
      },
      stockChange: { costOut: 51240, costIn: 0 },
    });

    expect(table({ report })).toEqual([
      '1900 | Kontant | 0 | D | 340.00',
      '1920 | BankAxept | 0 | D | 533.33',
      '2380 | Visa | 0 | D | 299.00',
      '3000 | Salg 25 % | 3 | C | 616.51',
      '3001 | Salg 15 % | 31 | C | 89.90',
      '3002 | Salg 12 % | 33 | C | 120.00',
      '3100 | Salg 0 % | 5 | C | 299.00',
      '2910 | Tips | 0 | C | 46.67',
      '7740 | Øreavrunding | 0 | C | 0.25',
      '7741 | Kassedifferanse | 0 | D | 10.00',
      '1900 | Kassedifferanse | 0 | C | 10.00',
      '1925 | Bank/Nattsafe | 0 | D | 330.00',
      '1900 | Bank/Nattsafe | 0 | C | 330.00',
      '4390 | Beholdningsendring | 0 | D | 512.40',
      '1460 | Varelager | 0 | C | 512.40',
    ]);
    expect(voucherOf({ report }).lines[9]).toMatchObject({
      role: 'cashDifference',
      note: 'Talt to ganger',
      trace: [
        { path: 'cash.expected', amount: 134000 },
        { path: 'cash.counted', amount: -133000 },
      ],
    });
  });
});

describe('the head of a voucher', () => {
  it('carries date, label, text and marker', () => {
    const report = aZReport({ number: 1042 });

    expect(voucherOf({ report })).toMatchObject({
      date: '2026-11-23',
      label: '1 Z 1042',
      text: 'Z 1042 Butikk Sentrum 23.11.2026',
      marker: '4k7f3q2m9xwt',
    });
  });

  it('names the revision from the second on', () => {
    const { label, text } = voucherOf({ report: aZReport({ number: 1042 }), revision: 2 });

    expect([label, text]).toEqual(['1 Z 1042 r2', 'Z 1042 r2 Butikk Sentrum 23.11.2026']);
  });

  it.each([undefined, null, ' '])('uses a short name for a department without a number (%p)', (number) => {
    const department = { name: 'Butikk Sentrum og omegn', number };

    expect(voucherOf({ department }).label).toBe('Butikk Sentrum og om Z 101');
  });
});

describe('sales', () => {
  const groups = Array.from({ length: 40 }, (_, i) => ({
    group: `0${4001 + i}`,
    groupName: `Gruppe ${i + 1}`,
  }));
  const report = aZReport({
    sales: groups.map((group) => sale(12500, 2500, group)),
    payments: [{ method: 'visa', amount: 500000 }],
  });

  it('of 40 product groups are one line on the general role', () => {
    const [, line, ...others] = voucherOf({ report }).lines;

    expect(others).toEqual([]);
    expect(line).toMatchObject({
      role: 'sales:3',
      amount: -500000,
      net: -400000,
      vat: -100000,
      vatRate: 25,
      text: 'Salg 25 %',
    });
    expect(line?.trace).toHaveLength(40);
    expect(line?.trace[39]).toEqual({ path: 'sales[39].gross', amount: -12500 });
  });

  it('of a group with a role of its own are a line of their own, named after it', () => {
    const plan = anAccountPlan({ 'sales:3:04002': { account: '3000', vatCode: '3' } });

    expect(table({ report, plan })).toEqual([
      '2380 | Visa | 0 | D | 5000.00',
      '3000 | Salg 25 % | 3 | C | 4875.00',
      '3000 | Salg 25 % Gruppe 2 | 3 | C | 125.00',
    ]);
  });

  it('post the number of the ERP, and keep the rate as people write it', () => {
    const plan = anAccountPlan({ 'sales:32': { account: '3003', vatCode: '7' } });
    const fish = aZReport({
      sales: [sale(11111, 1111, { vatCode: '32', vatRate: 11.11 })],
      payments: [{ method: 'vipps', amount: 11111 }],
    });
    const erp = { ...aSettlement().erp, vatCodes: [{ code: '7', name: 'Råfisk', rate: 11.11 }] };

    expect(table({ report: fish, plan, erp })).toContain('3003 | Salg 11,11 % | 7 | C | 111.11');
  });

  it('write no minus zero', () => {
    const line = voucherOf({
      report: aZReport({
        sales: [sale(100, 0, { vatCode: '5', vatRate: 0 })],
        payments: [{ method: 'visa', amount: 100 }],
      }),
    }).lines[1];

    expect(Object.is(line?.vat, 0)).toBe(true);
  });

  it('that cancel out leave no line, and need not stop the payments', () => {
    const turned = aZReport({
      sales: [sale(10000, 2000, { group: 'a' }), sale(-10000, -2000, { group: 'b' })],
      payments: [
        { method: 'bankAxept', amount: 10000 },
        { method: 'cash', amount: -10000 },
      ],
    });

    expect(table({ report: turned })).toEqual([
      '1920 | BankAxept | 0 | D | 100.00',
      '1900 | Kontant | 0 | C | 100.00',
    ]);
  });
});

describe('what people put into the drawer and take out', () => {
  const report = aZReport({
    sales: [],
    payments: [{ method: 'cash', amount: 5000 }],
    payIns: [
      { reason: 'Veksel', amount: 10000 },
      { reason: 'Faktura', amount: 2000, customerId: '501', invoiceId: 'F-2190' },
      { reason: 'Veksel', amount: 3000 },
    ],
    payOuts: [{ reason: 'Kaffe', amount: 10000 }],
  });

  it('is credited and debited by reason, on the general role where the reason has none', () => {
    const plan = anAccountPlan({ 'payIn:Faktura': { account: '1500', customer: '10023' } });

    expect(table({ report, plan })).toEqual([
      '1900 | Kontant | 0 | D | 50.00',
      '1578 | Innskudd: Veksel | 0 | C | 130.00',
      '1500 | Innskudd: Faktura | 0 | C | 20.00',
      '6800 | Uttak: Kaffe | 0 | D | 100.00',
    ]);
  });

  it("settles the invoice on the role's customer, never on DUELL's id", () => {
    const plan = anAccountPlan({ 'payIn:Faktura': { account: '1500', customer: '10023' } });

    expect(voucherOf({ report, plan }).lines[2]).toMatchObject({
      customer: '10023',
      invoiceNumber: 'F-2190',
    });
  });

  it("settles it on the ERP's own number of that customer, where it is known", () => {
    const plan = anAccountPlan({ 'payIn:Faktura': { account: '1500' } });
    const erp = { ...aSettlement().erp, customers: new Map([['501', '20077']]) };

    expect(voucherOf({ report, plan, erp }).lines[2]).toMatchObject({
      customer: '20077',
      invoiceNumber: 'F-2190',
    });
  });

  it('keeps payments of two invoices apart', () => {
    const two = aZReport({
      sales: [],
      payments: [{ method: 'cash', amount: 500 }],
      payIns: [
        { reason: 'Faktura', amount: 200, invoiceId: 'F-1' },
        { reason: 'Faktura', amount: 300, invoiceId: 'F-2' },
      ],
    });

    expect(voucherOf({ report: two }).lines.map(({ invoiceNumber }) => invoiceNumber)).toEqual([
      undefined,
      'F-1',
      'F-2',
    ]);
  });
});

describe('a slip, a gift card', () => {
  it('handed out for returned goods stands in one place only', () => {
    const report = aZReport({
      sales: [sale(-20000, -4000)],
      payments: [],
      creditSlipsIssued: { amount: 20000, count: 1 },
    });

    expect(table({ report })).toEqual([
      '3000 | Salg 25 % | 3 | D | 200.00',
      '2902 | Tilgodelapp utstedt | 0 | C | 200.00',
    ]);
  });

  it('may be a negative payment too, and is then named for what it is', () => {
    const report = aZReport({
      sales: [sale(-50000, -10000)],
      payments: [
        { method: 'creditSlip', amount: -20000 },
        { method: 'giftCard', amount: -30000 },
      ],
    });

    expect(table({ report }).slice(0, 2)).toEqual([
      '2902 | Tilgodelapp utstedt | 0 | C | 200.00',
      '2901 | Refundert til gavekort | 0 | C | 300.00',
    ]);
  });
});

describe('pairs', () => {
  it('of a terminal that shows more debit the account of the payment', () => {
    const report = aZReport({
      sales: [sale(100000, 20000)],
      payments: [
        { method: 'visa', amount: 60000, terminalAmount: 60500 },
        { method: 'visa', amount: 20000, terminalAmount: 19800 },
        { method: 'other:Sodexo', amount: 20000, terminalAmount: 20000 },
      ],
    });

    expect(table({ report })).toEqual([
      '2380 | Visa | 0 | D | 800.00',
      '1577 | Sodexo | 0 | D | 200.00',
      '3000 | Salg 25 % | 3 | C | 1000.00',
      '2380 | Terminaldifferanse Visa | 0 | D | 5.00',
      '7742 | Terminaldifferanse Visa | 0 | C | 5.00',
      '7742 | Terminaldifferanse Visa | 0 | D | 2.00',
      '2380 | Terminaldifferanse Visa | 0 | C | 2.00',
    ]);
  });

  it('of a drawer with too much debit cash', () => {
    const report = aZReport({ sales: [], payments: [], cash: { expected: 100000, counted: 100700 } });

    expect(table({ report })).toEqual([
      '1900 | Kassedifferanse | 0 | D | 7.00',
      '7741 | Kassedifferanse | 0 | C | 7.00',
    ]);
  });

  it('of a drawer that nobody counted are none', () => {
    expect(table({ report: aZReport({ cash: { openingFloat: 1, expected: 90001 } }) })).toEqual(table({}));
  });

  it('of stock stay out when Beholdningsendring is off', () => {
    const report = aZReport({ stockChange: { costOut: 51240, costIn: 0 } });

    expect(table({ report, settings: { stockChange: false, invoices: true } })).toEqual(table({}));
  });
});

describe('lines', () => {
  it('of different roles on one account stay apart, and one role is one line', () => {
    const plan = anAccountPlan({ 'payment:cash': { account: '1920' }, 'payment:vipps': { account: '1920' } });
    const report = aZReport({
      sales: [sale(12500, 2500)],
      payments: [
        { method: 'vipps', amount: 5000 },
        { method: 'cash', amount: 6000 },
        { method: 'vipps', amount: 1500 },
      ],
    });

    expect(table({ report, plan })).toEqual([
      '1920 | Vipps | 0 | D | 65.00',
      '1920 | Kontant | 0 | D | 60.00',
      '3000 | Salg 25 % | 3 | C | 125.00',
    ]);
  });

  it("carry the ERP's department, and the role's project and customer", () => {
    const plan = anAccountPlan({ 'payment:cash': { account: '1500', project: 'P7', customer: '10023' } });
    const { lines } = voucherOf({ plan, erp: { ...aSettlement().erp, department: '40' } });

    expect(lines.map(({ department }) => department)).toEqual(Array(6).fill('40'));
    expect(lines[0]).toMatchObject({ project: 'P7', customer: '10023' });
  });

  it('outside sales carry the code for no VAT, written out, whatever a code of rate 0 says in the plan', () => {
    const plan = anAccountPlan({ 'payment:cash': { account: '1900', vatCode: '5' } });

    expect(voucherOf({ plan }).lines[0]?.vatCode).toBe('0');
  });
});

describe('nothing to post', () => {
  it('is a report of zeros, which needs no role at all', () => {
    const report = aZReport({
      sales: [sale(0, 0)],
      payments: [{ method: 'other:Ukjent', amount: 0 }],
      cash: { openingFloat: 100000, expected: 100000, counted: 100000 },
    });

    expect(zReportToVoucher(aSettlement({ report, plan: { voucherType: null, roles: {} } }))).toEqual({
      is: 'zero',
    });
  });

  it('is a report whose parts all cancel out', () => {
    const report = aZReport({
      sales: [sale(100, 20, { group: 'a' }), sale(-100, -20, { group: 'b' })],
      payments: [],
    });

    expect(zReportToVoucher(aSettlement({ report }))).toEqual({ is: 'zero' });
  });

  it('is not a total of zero with real lines', () => {
    const report = aZReport({
      sales: [sale(0, 0)],
      payments: [
        { method: 'visa', amount: 10000 },
        { method: 'cash', amount: -10000 },
      ],
    });

    expect(table({ report })).toEqual(['2380 | Visa | 0 | D | 100.00', '1900 | Kontant | 0 | C | 100.00']);
  });
});
