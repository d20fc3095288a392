import { type Settlement } from './z-report-to-voucher.js';
import {
  anAccountPlan,
  aSettlement,
  aZReport,
  bookedOf,
  codesOf,
  SOME_VAT_CODES,
} from './z-report.builder.js';

const notesOf = (over: Partial<Settlement>) => bookedOf(over).notes;

describe('notes', () => {
  const counted = { expected: 190000, counted: 190000 };

  it('are none on a day that needs none', () => {
    const report = aZReport({
      cash: { openingFloat: 100000, ...counted },
      stockChange: { costOut: 0, costIn: 0 },
    });

    expect(notesOf({ report, previousClosingFloat: 100000 })).toEqual([]);
  });

  it('say when the expected cash is not what float and cash payments make', () => {
    const report = aZReport({ cash: { openingFloat: 99000, ...counted }, stockChange: {} });

    expect(notesOf({ report })).toMatchObject([
      { code: 'CASH_EXPECTED_DIFFERS', amount: 1000, who: 'butikk' },
    ]);
  });

  it('say when the opening float is not what the Z before left', () => {
    const report = aZReport({ cash: { openingFloat: 100000, ...counted }, stockChange: {} });

    expect(notesOf({ report, previousClosingFloat: 100500 })).toMatchObject([
      { code: 'FLOAT_BROKEN', amount: -500 },
    ]);
  });

  it('say when stock change is on and absent, which is not 0', () => {
    expect(codesOf(notesOf({ report: aZReport() }))).toEqual(['STOCK_CHANGE_ABSENT']);
    expect(notesOf({ report: aZReport(), settings: { stockChange: false, invoices: true } })).toEqual([]);
    expect(notesOf({ report: aZReport({ stockChange: { costOut: 0 } }) })).toEqual([]);
  });

  it('say what VAT the ledger will have, in one note with a figure for each code that differs', () => {
    const sales = [
      { vatCode: '3' as const, vatRate: 25, gross: 61651, net: 49320, vat: 12331 },
      { vatCode: '31' as const, vatRate: 15, gross: 8990, net: 7817, vat: 1173 },
      { vatCode: '33' as const, vatRate: 12, gross: 12000, net: 10716, vat: 1284 },
    ];
    const report = aZReport({ sales, payments: [{ method: 'visa', amount: 82641 }], stockChange: {} });
    const [note, ...more] = notesOf({ report });

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

    expect(notesOf({ report })).toMatchObject([{ amount: 1 }]);
    expect(notesOf({ report, plan })).toEqual([]);

    const vatCodes = SOME_VAT_CODES.map((code) => (code.code === '3' ? { ...code, rate: 0 } : code));
    const confirmed = ['VAT_RATE_DIFFERS'];
    expect(notesOf({ report, plan, confirmed, erp: { ...aSettlement().erp, vatCodes } })).toMatchObject([
      { amount: 2 },
    ]);
  });

  it('say when credit sales go nowhere because Fakturaer is off', () => {
    const report = aZReport({
      creditSales: { amount: 168724, count: 1, invoiceIds: ['F-2201'] },
      stockChange: {},
    });

    expect(notesOf({ report, settings: { stockChange: true, invoices: false } })).toMatchObject([
      { code: 'CREDIT_SALES_NOT_TRANSFERRED', amount: 168724, who: 'regnskapsfører' },
    ]);
    expect(notesOf({ report })).toEqual([]);
  });
});
