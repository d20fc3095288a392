import type { Voucher } from '@accounting/port';
import { aLine, aSale, aVoucher as anyVoucher } from '@accounting/testkit';
import type { Bundle, Entry } from './24so.operations.js';
import { bundleListOf, bundleName, type Placement } from './24so.voucher.js';

const placement: Placement = { number: 20451, stamp: 90017, year: 2026, type: 9, taxNos: {} };

const aVoucher = (over: Partial<Voucher> = {}) =>
  anyVoucher({
    lines: [
      aLine({ account: '1900', amount: 90_005, text: 'Kontant' }),
      aLine({ account: '1920', amount: 899_995, text: 'BankAxept' }),
      aSale({ account: '3000', vatCode: '3', vatRate: 25, net: -700_000, vat: -175_000 }),
      aSale({ account: '3001', vatCode: '31', vatRate: 15, net: -100_000, vat: -15_000 }),
    ],
    ...over,
  });

const bundleOf = (...args: Parameters<typeof bundleListOf>): Bundle =>
  bundleListOf(...args).Bundles.Bundle[0]!;
const entriesOf = (...args: Parameters<typeof bundleListOf>): Entry[] =>
  bundleOf(...args).Vouchers.Voucher[0]!.Entries.Entry;

const twoLines = (over: Parameters<typeof aLine>[0]) =>
  aVoucher({ lines: [aLine({ ...over, amount: 5 }), aLine({ ...over, amount: -5 })] });

describe('a voucher in their words', () => {
  it('is one bundle with one voucher, gross, balanced, straight to the ledger', () => {
    const list = bundleListOf(aVoucher(), 'ledger', placement);

    expect(list).toMatchObject({ AllowDifference: false, DirectLedger: false, SaveOption: 0 });
    expect(bundleOf(aVoucher(), 'ledger', placement)).toMatchObject({
      YearId: 2026,
      Sort: 9,
      BundleDirectAccounting: false,
    });
    expect(
      entriesOf(aVoucher(), 'ledger', placement).map(({ AccountNo, Amount, TaxNo }) => [
        AccountNo,
        Amount,
        TaxNo,
      ]),
    ).toEqual([
      [1900, '900.05', '0'],
      [1920, '8999.95', '0'],
      [3000, '-8750.00', '3'],
      [3001, '-1150.00', '31'],
    ]);
  });

  it('has a name only as a draft, and goes to the journal list then', () => {
    expect(bundleListOf(aVoucher(), 'draft', placement).SaveOption).toBe(1);
    expect(bundleOf(aVoucher(), 'draft', placement).Name).toBe(
      'Z 101 Butikk Sentrum 23.11.2026 [4k7f3q2m9xwt]',
    );
    expect(bundleOf(aVoucher(), 'ledger', placement).Name).toBeUndefined();
  });

  it('keeps the marker of a bundle with an endless name', () => {
    const name = bundleName(aVoucher({ text: 'Z 1 '.repeat(100) }));
    expect(name).toHaveLength(120);
    expect(name).toMatch(/ \[4k7f3q2m9xwt\]$/);
  });

  it('carries stamp, marker, date and number on every entry', () => {
    for (const entry of entriesOf(aVoucher(), 'ledger', placement)) {
      expect(entry).toMatchObject({ StampNo: 90017, Date: '2026-11-23T00:00:00' });
      expect(entry.Comment).toMatch(/^1 Z 101 .* \[4k7f3q2m9xwt\]$/);
      expect(entry.Comment.length).toBeLessThanOrEqual(75);
    }
  });

  it('has dimensions, customer and invoice number where a line has them, and no element where it has not', () => {
    const full = { department: '2', project: '7', customer: '10000', invoiceNumber: 'F-17' };
    const [entry] = entriesOf(twoLines(full), 'ledger', placement);
    expect(entry).toMatchObject({
      DepartmentId: 2,
      ProjectId: 7,
      CustomerId: 10000,
      InvoiceReferenceNo: 'F-17',
    });

    const [bare] = entriesOf(twoLines({}), 'ledger', placement);
    expect(Object.keys(bare!)).toEqual([
      'SequenceId',
      'AccountNo',
      'Date',
      'Amount',
      'TaxNo',
      'Comment',
      'StampNo',
    ]);
  });

  it('writes the tax code’s id where that is what TaxNo holds', () => {
    const entries = entriesOf(aVoucher(), 'ledger', {
      ...placement,
      taxNos: { '0': '1', '3': '6', '31': '7' },
    });
    expect(entries.map(({ TaxNo }) => TaxNo)).toEqual(['1', '1', '6', '7']);
  });

  it('never leaves the tax number to the account’s default', () => {
    expect(() => bundleListOf(twoLines({ vatCode: '' }), 'ledger', placement)).toThrow('TAX_CODE_MISSING');
  });

  it.each([
    ['department', { department: 'Oslo' }],
    ['project', { project: '-1' }],
    ['customer', { customer: '99999999999' }],
    ['account', { account: '19 20' }],
  ])('refuses a %s that is no number of theirs', (_what, over) => {
    expect(() => bundleListOf(twoLines(over), 'ledger', placement)).toThrow('NOT_A_NUMBER');
  });

  it('is not made of a voucher that does not balance', () => {
    expect(() => bundleListOf(aVoucher({ lines: [aLine({ amount: 1 })] }), 'draft', placement)).toThrow(
      RangeError,
    );
  });
});
