import { anAccountPlan, aSale, aSettlement, aZReport, voucherOf, voucherTable } from './z-report.builder.js';
import { zReportToVoucher } from './z-report-to-voucher.js';

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

describe('lines', () => {
  it('of different roles on one account stay apart, and one role is one line', () => {
    const plan = anAccountPlan({ 'payment:cash': { account: '1920' }, 'payment:vipps': { account: '1920' } });
    const report = aZReport({
      sales: [aSale(12500, 2500)],
      payments: [
        { method: 'vipps', amount: 5000 },
        { method: 'cash', amount: 6000 },
        { method: 'vipps', amount: 1500 },
      ],
    });

    expect(voucherTable({ report, plan })).toEqual([
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
      sales: [aSale(0, 0)],
      payments: [{ method: 'other:Ukjent', amount: 0 }],
      cash: { openingFloat: 100000, expected: 100000, counted: 100000 },
    });

    expect(zReportToVoucher(aSettlement({ report, plan: { voucherType: null, roles: {} } }))).toEqual({
      is: 'zero',
    });
  });

  it('is a report whose parts all cancel out', () => {
    const report = aZReport({
      sales: [aSale(100, 20, { group: 'a' }), aSale(-100, -20, { group: 'b' })],
      payments: [],
    });

    expect(zReportToVoucher(aSettlement({ report }))).toEqual({ is: 'zero' });
  });

  it('is not a total of zero with real lines', () => {
    const report = aZReport({
      sales: [aSale(0, 0)],
      payments: [
        { method: 'visa', amount: 10000 },
        { method: 'cash', amount: -10000 },
      ],
    });

    expect(voucherTable({ report })).toEqual([
      '2380 | Visa | 0 | D | 100.00',
      '1900 | Kontant | 0 | C | 100.00',
    ]);
  });
});
