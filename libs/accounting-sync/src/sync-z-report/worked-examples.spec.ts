import { aSale, aZReport, voucherOf, voucherTable } from './z-report.builder.js';

describe('the worked examples', () => {
  it('a simple day', () => {
    expect(voucherTable({})).toEqual([
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
      sales: [aSale(-99900, -19980)],
      payments: [
        { method: 'bankAxept', amount: -79900 },
        { method: 'cash', amount: -20000 },
      ],
      cash: { openingFloat: 100000, expected: 80000, counted: 80000 },
      stockChange: { costOut: 20000, costIn: 60000 },
    });

    expect(voucherTable({ report })).toEqual([
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
      sales: [aSale(125000, 25000), aSale(34500, 4500, { vatCode: '31', vatRate: 15 })],
      giftCardsSold: { amount: 50000, count: 1 },
      payments: [
        { method: 'bankAxept', amount: 129500 },
        { method: 'vipps', amount: 50000 },
        { method: 'giftCard', amount: 30000 },
      ],
      creditSales: { amount: 350000, count: 1, invoiceIds: ['F-1'] },
    });

    expect(voucherTable({ report })).toEqual([
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
        aSale(61651, 12331),
        aSale(8990, 1173, { vatCode: '31', vatRate: 15 }),
        aSale(12000, 1286, { vatCode: '33', vatRate: 12 }),
        aSale(29900, 0, { vatCode: '5', vatRate: 0 }),
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

    expect(voucherTable({ report })).toEqual([
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
