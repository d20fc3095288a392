import { anAccountPlan, aSale, aSettlement, aZReport, voucherOf, voucherTable } from './z-report.builder.js';

describe('sales', () => {
  const groups = Array.from({ length: 40 }, (_, i) => ({
    group: `0${4001 + i}`,
    groupName: `Gruppe ${i + 1}`,
  }));
  const report = aZReport({
    sales: groups.map((group) => aSale(12500, 2500, group)),
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

    expect(voucherTable({ report, plan })).toEqual([
      '2380 | Visa | 0 | D | 5000.00',
      '3000 | Salg 25 % | 3 | C | 4875.00',
      '3000 | Salg 25 % Gruppe 2 | 3 | C | 125.00',
    ]);
  });

  it('post the number of the ERP, and keep the rate as people write it', () => {
    const plan = anAccountPlan({ 'sales:32': { account: '3003', vatCode: '7' } });
    const fish = aZReport({
      sales: [aSale(11111, 1111, { vatCode: '32', vatRate: 11.11 })],
      payments: [{ method: 'vipps', amount: 11111 }],
    });
    const erp = { ...aSettlement().erp, vatCodes: [{ code: '7', name: 'Råfisk', rate: 11.11 }] };

    expect(voucherTable({ report: fish, plan, erp })).toContain('3003 | Salg 11,11 % | 7 | C | 111.11');
  });

  it('write no minus zero', () => {
    const line = voucherOf({
      report: aZReport({
        sales: [aSale(100, 0, { vatCode: '5', vatRate: 0 })],
        payments: [{ method: 'visa', amount: 100 }],
      }),
    }).lines[1];

    expect(Object.is(line?.vat, 0)).toBe(true);
  });

  it('that cancel out leave no line, and need not stop the payments', () => {
    const turned = aZReport({
      sales: [aSale(10000, 2000, { group: 'a' }), aSale(-10000, -2000, { group: 'b' })],
      payments: [
        { method: 'bankAxept', amount: 10000 },
        { method: 'cash', amount: -10000 },
      ],
    });

    expect(voucherTable({ report: turned })).toEqual([
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

    expect(voucherTable({ report, plan })).toEqual([
      '1900 | Kontant | 0 | D | 50.00',
      '1578 | Innskudd: Veksel | 0 | C | 130.00',
      '1500 | Innskudd: Faktura | 0 | C | 20.00',
      '6800 | Uttak: Kaffe | 0 | D | 100.00',
    ]);
  });

  it('stays apart by reason, also on one role', () => {
    const payOuts = ['Kaffe', 'Frimerker', 'Kaffe'].map((reason) => ({ reason, amount: 1000 }));
    const spent = aZReport({ sales: [], payments: [{ method: 'cash', amount: -3000 }], payOuts });

    expect(voucherTable({ report: spent })).toEqual([
      '1900 | Kontant | 0 | C | 30.00',
      '6800 | Uttak: Kaffe | 0 | D | 20.00',
      '6800 | Uttak: Frimerker | 0 | D | 10.00',
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
      sales: [aSale(-20000, -4000)],
      payments: [],
      creditSlipsIssued: { amount: 20000, count: 1 },
    });

    expect(voucherTable({ report })).toEqual([
      '3000 | Salg 25 % | 3 | D | 200.00',
      '2902 | Tilgodelapp utstedt | 0 | C | 200.00',
    ]);
  });

  it('may be a negative payment too, and is then named for what it is', () => {
    const report = aZReport({
      sales: [aSale(-50000, -10000)],
      payments: [
        { method: 'creditSlip', amount: -20000 },
        { method: 'giftCard', amount: -30000 },
      ],
    });

    expect(voucherTable({ report }).slice(0, 2)).toEqual([
      '2902 | Tilgodelapp utstedt | 0 | C | 200.00',
      '2901 | Refundert til gavekort | 0 | C | 300.00',
    ]);
  });
});
