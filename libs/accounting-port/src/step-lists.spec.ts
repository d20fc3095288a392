import { MemoryJournal, TestClock, aDelivery } from '@accounting/testkit';
import { type Json, type Proof, type Step, type StepJournal, type VoucherReceipt } from './index.js';

/**
 * The deliveries of the three accounting systems that the port was shaped after, as types: each step with what is
 * fixed before it (`intent`), what it leaves (`result`) and how it is proven. docs/adr/0001 says why it is a list.
 */
interface StepShape {
  intent: Json;
  result: Json;
}

/** 24SevenOffice over SOAP. The stamp joins document and lines; neither it nor the entry number is reserved. */
interface TwentyFourSo extends Record<string, StepShape> {
  /** One a page when only images are taken. Proven by file id; holds the lane, for the stamp is nobody's yet. */
  'save-page-1': { intent: { fileId: number; stampNo: number }; result: { stampNo: number } };
  /** SaveOption 0. Proven by number and marker in the ledger; the same number excludes a second one. */
  'post-voucher': { intent: { transactionNo: number; stampNo: number }; result: VoucherReceipt };
}

/** Tripletex: a voucher that is not posted, its document, and only then the ledger. */
interface Tripletex extends Record<string, StepShape> {
  /** Proven by `externalVoucherNumber` (the marker), else by the list of vouchers that are not posted. */
  'create-voucher': { intent: { externalVoucherNumber: string }; result: { id: number; version: number } };
  /** A second upload appends its pages: proven by the voucher's attachment before it is ever repeated. */
  'attach-document': { intent: { voucherId: number }; result: { version: number } };
  /** Left out for a draft. Proven by the voucher having a number. */
  'send-to-ledger': { intent: { voucherId: number; version: number }; result: VoucherReceipt };
}

/** Fiken: a sale, one payment for each means, the document, and a journal entry for what no sale can carry. */
interface Fiken extends Record<string, StepShape> {
  /** Proven by `saleNumber`. */
  'create-sale': { intent: { saleNumber: string }; result: { saleId: number } };
  /** One for each means of payment. Proven by date, account and amount among the sale's payments. */
  'pay-1': { intent: { saleId: number; account: string; amount: number }; result: { paymentId: number } };
  /** Proven by file name. */
  'attach-document': { intent: { saleId: number; fileName: string }; result: { uuid: string } };
  /** Cash difference and deposit. Proven by the marker in the descriptions of that day's entries. */
  'post-differences': { intent: { date: string }; result: { transactionId: number } };
}

/** A step as an adapter writes it, with the types of its system. */
type StepOf<Shape extends StepShape> = Step<Shape['intent'], Shape['result']>;

const { voucher } = aDelivery();
const booked: VoucherReceipt = { state: 'posted', reference: { voucherNumber: '7' } };
const absent = () => Promise.resolve({ verdict: 'absent' } as Proof<never>);

function step<Shape extends StepShape>(
  name: string,
  intent: Shape['intent'],
  result: Shape['result'],
): StepOf<Shape> {
  return { name, prepare: () => Promise.resolve(intent), send: () => Promise.resolve(result), prove: absent };
}

async function deliverTo24So(journal: StepJournal): Promise<VoucherReceipt> {
  const page = {
    ...step<TwentyFourSo['save-page-1']>('save-page-1', { fileId: 1, stampNo: 9 }, { stampNo: 9 }),
    holdsLane: true,
  };
  const { stampNo } = await journal.step(page);
  return journal.step(
    step<TwentyFourSo['post-voucher']>('post-voucher', { transactionNo: 7, stampNo }, booked),
  );
}

async function deliverToTripletex(journal: StepJournal): Promise<VoucherReceipt> {
  const externalVoucherNumber = voucher.marker;
  const created = await journal.step(
    step<Tripletex['create-voucher']>('create-voucher', { externalVoucherNumber }, { id: 4, version: 0 }),
  );
  const { version } = await journal.step(
    step<Tripletex['attach-document']>('attach-document', { voucherId: created.id }, { version: 1 }),
  );
  return journal.step(
    step<Tripletex['send-to-ledger']>('send-to-ledger', { voucherId: created.id, version }, booked),
  );
}

async function deliverToFiken(journal: StepJournal): Promise<VoucherReceipt> {
  const { saleId } = await journal.step(
    step<Fiken['create-sale']>('create-sale', { saleNumber: voucher.marker }, { saleId: 5 }),
  );
  const debits = voucher.lines.filter(({ amount }) => amount > 0);
  for (const [index, { account, amount }] of debits.entries())
    await journal.step(
      step<Fiken['pay-1']>(`pay-${index + 1}`, { saleId, account, amount }, { paymentId: index }),
    );
  await journal.step(
    step<Fiken['attach-document']>('attach-document', { saleId, fileName: 'z.pdf' }, { uuid: 'u' }),
  );
  await journal.step(
    step<Fiken['post-differences']>('post-differences', { date: voucher.date }, { transactionId: 6 }),
  );
  return { state: 'posted', reference: { saleId: String(saleId) } };
}

describe('The port carries the step list of', () => {
  it.each([
    ['24SevenOffice', deliverTo24So, ['save-page-1', 'post-voucher']],
    ['Tripletex', deliverToTripletex, ['create-voucher', 'attach-document', 'send-to-ledger']],
    [
      'Fiken',
      deliverToFiken,
      ['create-sale', 'pay-1', 'pay-2', 'pay-3', 'pay-4', 'attach-document', 'post-differences'],
    ],
  ])('%s, each step once, whoever takes over', async (_, deliver, steps) => {
    const timing = { writeTimeoutMs: 20_000, settleAfterMs: 60_000 };
    const journal = new MemoryJournal({ clock: new TestClock(), timing });

    expect(await deliver(journal)).toMatchObject({ state: 'posted' });
    await deliver(journal.resume());

    expect(journal.sent).toEqual(steps);
  });
});
