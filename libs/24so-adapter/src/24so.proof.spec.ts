import { aLine, aMarker, aSale, aVoucher } from '@accounting/testkit';
import type { Transaction } from './24so.operations.js';
import { settled } from './24so.options.js';
import { monthsOf, notesOn, ours, stamped } from './24so.proof.js';

const options = settled({
  apiUrl: '',
  webservicesUrl: '',
  applicationId: null,
  maxRps: 0,
  readTimeoutMs: 0,
  writeTimeoutMs: 0,
  settleAfterMs: 0,
});

const line = (over: Partial<Transaction>): Transaction => ({
  Date: '2026-11-23T00:00:00',
  TransactionNo: 7,
  Comment: `x [${aMarker(1)}]`,
  Amount: '1.00',
  ...over,
});

describe('a voucher among ledger lines', () => {
  const voucher = aVoucher({ marker: aMarker(1) });

  it('is the lines with its marker, and no others', () => {
    const lines = [line({}), line({ Comment: `x [${aMarker(2)}]` }), line({ Comment: undefined })];
    expect(ours(lines, voucher)?.lines).toHaveLength(1);
    expect(ours([], voucher)).toBeNull();
  });

  it('is the one with our number when a person has reversed it under another', () => {
    const lines = [line({ TransactionNo: 9, Amount: '-1.00' }), line({})];
    expect(ours(lines, voucher, 7)).toMatchObject({ number: 7, lines: [{ Amount: '1.00' }] });
    expect(ours(lines, voucher)).toMatchObject({ number: 9 });
  });

  it('is found by its stamp', () => {
    expect(stamped([line({ StampNo: 5, Comment: 'y' }), line({ StampNo: 6 })], 5)).toMatchObject({
      stamp: 5,
    });
  });
});

describe('the sums of a voucher in the ledger', () => {
  const voucher = aVoucher({
    lines: [
      aLine({ account: '1920', amount: 990_000 }),
      aSale({ account: '3000', vatCode: '3', vatRate: 25, net: -700_000, vat: -175_000 }),
      aSale({ account: '3001', vatCode: '31', vatRate: 15, net: -100_000, vat: -15_000 }),
    ],
  });
  const marked = (AccountNo: number, Amount: string): Transaction => line({ AccountNo, Amount });
  const money = [marked(1920, '9900.00')];
  const there = (...sales: Transaction[]) => ({
    number: 7,
    date: '2026-11-23',
    stamp: 0,
    lines: [...money, ...sales],
  });
  const differing = (...sales: Transaction[]) =>
    notesOn(there(...sales), voucher, options).map(({ message }) => message);

  it('are ours when sales read net or gross, and VAT lines stand beside them', () => {
    expect(differing(marked(3000, '-7000.00'), marked(3001, '-1000.00'), marked(2700, '-1750.00'))).toEqual(
      [],
    );
    expect(differing(marked(3000, '-8750.00'), marked(3001, '-1150.00'))).toEqual([]);
    expect(differing(marked(3000, '-7000.01'), marked(3001, '-999.99'))).toEqual([]);
  });

  it('are not when an account has another sum', () => {
    expect(differing(marked(3000, '-7000.02'), marked(3001, '-1000.00'))).toEqual([
      expect.stringContaining('3000'),
    ]);
    expect(differing(marked(3001, '-1000.00'))).toEqual([expect.stringContaining('3000')]);
  });
});

describe('months', () => {
  it('are cut at the ends of the period', () => {
    expect(monthsOf('2026-01-31', '2026-03-01')).toEqual([
      { from: '2026-01-31', to: '2026-01-31' },
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-03-01', to: '2026-03-01' },
    ]);
    expect(monthsOf('2026-01-01', '2026-12-31')).toHaveLength(12);
    expect(monthsOf('2026-02-01', '2026-01-01')).toEqual([]);
  });
});
