import { aMarker, aVoucher } from '@accounting/testkit';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';
import type { TwentyFourSoOptions } from './index.js';

const at = atWork();

describe('the number', () => {
  it('of a voucher is another when a person took the one in mind', async () => {
    let taken = false;
    const journal = at.journalOf({
      beforeSend: (step) => {
        if (step !== 'post-voucher' || taken) return;
        taken = true;
        at.bench.company.takeEntryNumber({ series: 1 });
      },
    });

    expect(await failureOf(at.open().deliver(delivery(), journal))).toMatchObject({ next: 'look-up-first' });
    const receipt = await at.deliverToTheEnd(delivery(), journal);

    expect(receipt.reference.voucherNumber).toBe('20002');
    expect(journal.notes).toMatchObject([{ code: 'NUMBER_TAKEN' }]);
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it.each([
    [
      'in another month of the year, is an obstacle',
      { series: 1, date: '2026-02-01' },
      '20002',
      ['NUMBER_TAKEN'],
    ],
    ['in another series, is none', { series: 3, date: '2026-11-23' }, '20001', []],
    ['in another year, is none', { series: 1, date: '2025-11-23' }, '20001', []],
  ])('taken by a person %s', async (_what, taken, expected, said) => {
    let armed = true;
    const journal = at.journalOf({
      beforeSend: (step) => {
        if (step !== 'post-voucher' || !armed) return;
        armed = false;
        return at.bench.loseNextAnswer({ saved: false });
      },
    });
    await failureOf(at.open().deliver(delivery(), journal));
    at.bench.company.takeEntryNumber({ ...taken, number: 20_001 });

    const receipt = await at.deliverToTheEnd(delivery(), journal);

    expect(receipt.reference.voucherNumber).toBe(expected);
    expect(journal.notes.map(({ code }) => code)).toEqual(said);
    expect(at.ours(delivery())).toHaveLength(1);
  });
});

describe('a draft that somebody approved', () => {
  const draft = () => delivery({ mode: 'draft' });
  const lookUp = async (reference: Record<string, string>, over: Partial<TwentyFourSoOptions> = {}) => {
    at.readapt(over);
    return at.open().lookUpDrafts([{ voucher: draft().voucher, reference }]);
  };

  it('is found by its marker under another number and date', async () => {
    const { reference } = await at.open().deliver(draft(), at.journalOf());
    at.bench.company.accountantPosts(draft().voucher.marker, { number: 31_415, date: '2026-12-03' });
    await at.bench.tools.clock.advance(40 * 86_400_000);

    expect(await lookUp(reference)).toEqual([
      {
        is: 'posted',
        reference: { voucherNumber: '31415', date: '2026-12-03', year: '2026', stampNo: '90001' },
        notes: [],
      },
    ]);
  });

  it('is found by its stamp when the texts were rewritten, and other sums are said', async () => {
    const { reference } = await at.open().deliver(draft(), at.journalOf());
    at.bench.company.accountantPosts(draft().voucher.marker, {
      edit: (entries) =>
        entries.map((entry, index) => ({
          ...entry,
          comment: 'Rettet',
          amount: entry.amount + ([100, -100][index] ?? 0),
        })),
    });

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [{ code: 'LEDGER_DIFFERS' }] }]);
  });

  it.each([
    ['splitsVat', false],
    ['vatLinesCarryComment', true],
  ] as const)('has the same sums with %s %s', async (name, value) => {
    at.bench.company.switches[name] = value;
    const { reference } = await at.open().deliver(draft(), at.journalOf());
    at.bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [] }]);
  });

  it('is read strictly where it is known how the ledger reads', async () => {
    const { reference } = await at.open().deliver(draft(), at.journalOf());
    at.bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference, { ledgerReads: 'gross' })).toMatchObject([
      { notes: [{ code: 'LEDGER_DIFFERS' }] },
    ]);
    expect(await lookUp(reference, { ledgerReads: 'net' })).toMatchObject([{ notes: [] }]);
  });

  it('is found in the ledger where the flags say nothing', async () => {
    at.bench.company.switches.marksPrepostedInJournal = false;
    const { reference } = await at.open().deliver(draft(), at.journalOf());
    at.bench.company.accountantPosts(draft().voucher.marker);

    expect(await lookUp(reference)).toMatchObject([{ is: 'posted', notes: [] }]);
  });

  it('asks about many drafts in few calls', async () => {
    const drafts = Array.from({ length: 450 }, (_, n) => ({
      voucher: aVoucher({ marker: aMarker(n) }),
      reference: { stampNo: String(n + 1) },
    }));

    await at.open().lookUpDrafts(drafts);

    expect(at.calls('GetFileInfo')).toBe(6);
    expect(at.calls('GetTransactions')).toBe(1);
  });
});

describe('a post whose answer was lost', () => {
  it('is found with another date or other sums, and that is said', async () => {
    const journal = at.journalOf();
    at.plan('SaveBundleList', { kind: 'dropAfterSaving' });
    await failureOf(at.open().deliver(delivery(), journal));
    const [voucher] = at.ours(delivery());
    for (const line of voucher!.lines) line.date = '2026-03-02';
    voucher!.lines[0]!.amount += 1;

    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({
      state: 'posted',
      reference: { date: '2026-03-02' },
    });
    expect(journal.notes.map(({ code }) => code)).toEqual(['LEDGER_DIFFERS', 'LEDGER_DATE_DIFFERS']);
  });

  it('reads a system type that the description does not know', async () => {
    at.bench.company.switches.systemType = 'InvoiceLoss';
    const journal = at.journalOf();
    at.plan('SaveBundleList', { kind: 'dropAfterSaving' });
    await failureOf(at.open().deliver(delivery(), journal));

    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
  });
});

describe('before anything is written', () => {
  it.each([
    ['no voucher type', 'VOUCHER_TYPE_MISSING', () => delivery({ voucherType: null })],
    ['an unknown voucher type', 'VOUCHER_TYPE_UNKNOWN', () => delivery({ voucherType: '77' })],
    [
      'a fiscal year that is not there',
      'FISCAL_YEAR_MISSING',
      () => (at.bench.company.removeYear(2026), delivery()),
    ],
    ['a missing account', 'ACCOUNT_MISSING', () => (at.bench.company.removeAccount(3000), delivery())],
    ['a locked year', 'PERIOD_LOCKED', () => (at.bench.company.lockYear(2026), delivery())],
    [
      'a department that is no number',
      'NOT_A_NUMBER',
      () =>
        delivery({
          voucher: aVoucher({ lines: aVoucher().lines.map((line) => ({ ...line, department: 'A' })) }),
        }),
    ],
  ])('%s stops it', async (_what, code, make) => {
    expect(await failureOf(at.open().deliver(make(), at.journalOf()))).toMatchObject({
      code,
      next: 'ask-a-human',
      refused: false,
    });
    expect(at.bench.simulator.control.calls('Create')).toEqual([]);
  });
});
