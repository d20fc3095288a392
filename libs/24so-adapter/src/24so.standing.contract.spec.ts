import { Crash } from '@accounting/testkit';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';

const at = atWork();

describe('a voucher that stands there already', () => {
  const booking = async () => (await at.open().deliver(delivery(), at.journalOf())).reference;

  it('is found before its document is uploaded, with its own number, date, year and stamp', async () => {
    const reference = await booking();
    const calls = at.bench.simulator.control.calls().length;
    const journal = at.journalOf();

    expect(await at.open().deliver(delivery(), journal)).toEqual({ state: 'posted', reference });

    const since = at.bench.simulator.control.calls().slice(calls);
    const written = since.filter(({ operation }) => ['Create', 'Save', 'SaveBundleList'].includes(operation));
    expect(written).toEqual([]);
    expect(journal.sent).toEqual([]);
    expect(journal.notes).toEqual([]);
    expect(at.bench.company.files()).toHaveLength(1);
  });

  it('is found right before it is sent too, and then the new document is said to be unused', async () => {
    let armed = true;
    const journal = at.journalOf({
      crashAt: ({ step, at: when }) => armed && step === 'save-page-1' && when === 'after-result',
    });
    await expect(at.open().deliver(delivery(), journal)).rejects.toThrow(Crash);
    armed = false;
    const reference = await booking();

    const receipt = await at.open().deliver(delivery(), journal.resume());

    expect(receipt).toEqual({ state: 'posted', reference });
    expect(reference.stampNo).toBe('90002');
    expect(journal.notes.at(-1)).toMatchObject({
      code: 'FOUND_BEFORE_SENDING',
      who: 'regnskapsfører',
      message: expect.stringContaining('stempel 90001'),
    });
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it.each([
    ['the same day', {}],
    ['a later day', { date: '2026-12-03' }],
  ])('and was reversed on %s is booked again', async (_when, how) => {
    const { voucherNumber } = await booking();
    at.bench.company.accountantReverses(Number(voucherNumber), how);
    await at.bench.tools.clock.advance(15 * 86_400_000);
    const journal = at.journalOf();

    const { reference } = await at.open().deliver(delivery(), journal);

    expect(reference.voucherNumber).toBe('20003');
    expect(at.ours(delivery())).toHaveLength(3);
    expect(journal.notes).toEqual([]);
    // And then it stands, whatever was reversed before.
    const again = at.journalOf();
    expect(await at.open().deliver(delivery(), again)).toMatchObject({ reference });
    expect(again.notes.map(({ code }) => code)).toEqual(['SEVERAL_VOUCHERS']);
    expect(at.ours(delivery())).toHaveLength(3);
  });

  it('is found when its reversal does not carry the marker: nobody can see it', async () => {
    const reference = await booking();
    at.bench.company.accountantReverses(Number(reference.voucherNumber), { comment: 'Rettet' });

    expect(await at.open().deliver(delivery(), at.journalOf())).toMatchObject({ reference });
    expect(at.ours(delivery())).toHaveLength(1);
  });
});

describe('a voucher that is reversed between two looks', () => {
  it('is not sent with its old number and document, but booked anew by the next try', async () => {
    const { reference } = await at.open().deliver(delivery(), at.journalOf());
    const { exchanges } = at.bench.tools;
    const add = exchanges.add.bind(exchanges);
    let looks = 0;
    exchanges.add = (exchange) => {
      add(exchange);
      looks += exchange.operation === 'GetTransactions' ? 1 : 0;
      if (looks === 2) at.bench.company.accountantReverses(Number(reference.voucherNumber));
    };
    const journal = at.journalOf();

    const failure = await failureOf(at.open().deliver(delivery(), journal));

    expect(failure).toMatchObject({ code: 'NUMBER_TAKEN', next: 'retry' });
    expect(at.calls('SaveBundleList')).toBe(1);
    expect(await at.open().deliver(delivery(), journal)).toMatchObject({
      reference: { voucherNumber: '20003', stampNo: '90002' },
    });
  });
});

describe('a draft that was approved and then reversed', () => {
  it('was posted all the same', async () => {
    const draft = delivery({ mode: 'draft' });
    const { reference } = await at.open().deliver(draft, at.journalOf());
    const [posted] = at.bench.company.accountantPosts(draft.voucher.marker);
    at.bench.company.accountantReverses(posted?.number ?? 0);

    expect(await at.open().lookUpDrafts([{ voucher: draft.voucher, reference }])).toMatchObject([
      { is: 'posted', reference: { voucherNumber: String(posted?.number) } },
    ]);
  });
});
