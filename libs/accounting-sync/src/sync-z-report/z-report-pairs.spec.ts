import { aSale, aZReport, voucherTable } from './z-report.builder.js';

describe('pairs', () => {
  it('of a terminal that shows more debit the account of the payment', () => {
    const report = aZReport({
      sales: [aSale(100000, 20000)],
      payments: [
        { method: 'visa', amount: 60000, terminalAmount: 60500 },
        { method: 'visa', amount: 20000, terminalAmount: 19800 },
        { method: 'other:Sodexo', amount: 20000, terminalAmount: 20000 },
      ],
    });

    expect(voucherTable({ report })).toEqual([
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

    expect(voucherTable({ report })).toEqual([
      '1900 | Kassedifferanse | 0 | D | 7.00',
      '7741 | Kassedifferanse | 0 | C | 7.00',
    ]);
  });

  it('of a drawer that nobody counted are none', () => {
    expect(voucherTable({ report: aZReport({ cash: { openingFloat: 1, expected: 90001 } }) })).toEqual(
      voucherTable({}),
    );
  });

  it('of stock stay out when Beholdningsendring is off', () => {
    const report = aZReport({ stockChange: { costOut: 51240, costIn: 0 } });

    expect(voucherTable({ report, settings: { stockChange: false, invoices: true } })).toEqual(
      voucherTable({}),
    );
  });
});
