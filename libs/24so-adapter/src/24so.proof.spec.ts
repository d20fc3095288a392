import { aLine, aMarker, aSale, aVoucher } from '@accounting/testkit';
import type { Transaction } from './24so.operations.js';
import { settled } from './24so.options.js';
import { booked, ours, stamped } from './24so.marked.js';
import { monthsOf, notesOn } from './24so.proof.js';

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

  describe('that a person has reversed under another number', () => {
    const on = (TransactionNo: number, AccountNo: number, Amount: string) =>
      line({ TransactionNo, AccountNo, Amount });
    const original = [on(7, 1920, '1.00'), on(7, 3000, '-1.00')];
    const reversal = [on(9, 1920, '-1.00'), on(9, 3000, '1.00')];

    it('stands no more, though it was booked once', () => {
      expect(ours([...reversal, ...original], voucher, 7)).toBeNull();
      expect(booked([...original, ...reversal], voucher)).toMatchObject({ number: 7 });
    });

    it('stands no more when the reversal is in two parts', () => {
      expect(
        ours([...original, on(9, 1920, '-1.00'), { ...on(10, 3000, '1.00'), Date: '2026-12-01' }], voucher),
      ).toBeNull();
    });

    it('stands when other accounts were reversed than those it has', () => {
      const wrong = [on(9, 1920, '-1.00'), on(9, 3001, '1.00')];
      expect(ours([...original, ...wrong], voucher)).toMatchObject({ number: 7, alongside: [9] });
    });

    it('is the one that was booked anew', () => {
      const anew = [on(12, 1920, '1.00'), on(12, 3000, '-1.00')];
      expect(ours([...original, ...reversal, ...anew], voucher)).toMatchObject({
        number: 12,
        lines: anew,
        alongside: [7, 9],
      });
    });

    it('is not taken for reversed when its own accounts sum to nothing', () => {
      expect(ours([on(7, 1920, '1.00'), on(7, 1920, '-1.00')], voucher)).toMatchObject({ number: 7 });
    });
  });

  it('has all lines of the vouchers that stand together, and our number first', () => {
    const lines = [line({ TransactionNo: 8, StampNo: 4 }), line({ StampNo: 5 })];
    expect(ours(lines, voucher, 7)).toMatchObject({ number: 7, stamp: 5, alongside: [8] });
    expect(ours(lines, voucher)).toMatchObject({ number: 8, stamp: 4, alongside: [7] });
    expect(ours(lines, voucher)?.lines).toHaveLength(2);
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
    alongside: [],
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
