import type {
  Proof,
  SettlementDocument,
  StepJournal,
  VoucherDelivery,
  VoucherReceipt,
} from '@accounting/port';
import { bookVoucher, isChanged, type BookVoucher } from './book-voucher.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryCompany } from './memory-company.js';
import { testKitReason } from './reasons.js';

/** A receipt as a journal keeps it. */
type Receipt = { state: VoucherReceipt['state']; reference: Record<string, string> };

/** What one delivery is made with. */
export interface Delivering {
  client: MemoryClient;
  journal: StepJournal;
  delivery: VoucherDelivery;
  draftsCanBeProven: boolean;
}

/** The whole voucher in one write: in the ledger under the number that was next when the intent was stored. */
export function deliverInOneStep(way: Delivering): Promise<Receipt> {
  const { client, delivery, journal } = way;
  const { date } = delivery.voucher;
  const whole = { ...bookVoucher(delivery), documents: delivery.document ? [delivery.document] : [] };

  return journal.step<{ number: number | null }, Receipt>({
    name: 'post-voucher',
    leavesVoucher: true,
    prepare: async () => ({
      number:
        delivery.mode === 'draft'
          ? null
          : await client.read('next-number', (company) => company.ledger.nextNumber(date)),
    }),
    send: ({ number }, permit) =>
      client.write('post-voucher', permit, (company) =>
        receiptOf(number === null ? company.ledger.saveDraft(whole) : company.ledger.post(whole, number)),
      ),
    prove: ({ number }) => client.read('find-voucher', (company) => proofOf(company, number, way)),
  });
}

/** A draft, its document, and only then the ledger: nothing is ever booked without its document. */
export async function deliverInThreeSteps(way: Delivering): Promise<Receipt> {
  const { client, delivery, journal } = way;

  const draft = await journal.step<{ marker: string }, Receipt>({
    name: 'create-voucher',
    leavesVoucher: true,
    prepare: () => Promise.resolve({ marker: delivery.voucher.marker }),
    send: (_, permit) =>
      client.write('create-voucher', permit, (company) =>
        receiptOf(company.ledger.saveDraft(bookVoucher(delivery))),
      ),
    prove: () => client.read('find-voucher', (company) => proofOf(company, null, way)),
  });
  const id = draft.reference.voucherId ?? '';

  if (delivery.document) await attachDocument(way, id, delivery.document);
  return delivery.mode === 'draft' ? draft : book(way, id);
}

/** A second upload would append its pages to the first: so it is never sent before the first is proven absent. */
function attachDocument(
  { client, journal }: Delivering,
  id: string,
  document: SettlementDocument,
): Promise<{ sha256: string }> {
  const attached = { sha256: document.sha256 };

  return journal.step<{ id: string }, { sha256: string }>({
    name: 'attach-document',
    prepare: () => Promise.resolve({ id }),
    send: async (intent, permit) => {
      await client.write('attach-document', permit, (company) => company.ledger.attach(intent.id, document));
      return attached;
    },
    prove: async (intent) => {
      const voucher = await client.read('find-voucher', (company) => company.ledger.findById(intent.id));
      const there = voucher?.documents.some(({ sha256 }) => sha256 === document.sha256);
      return there ? { verdict: 'found', result: attached } : { verdict: 'absent' };
    },
  });
}

function book({ client, journal }: Delivering, id: string): Promise<Receipt> {
  return journal.step<{ id: string }, Receipt>({
    name: 'send-to-ledger',
    prepare: () => Promise.resolve({ id }),
    send: (intent, permit) =>
      client.write('send-to-ledger', permit, (company) => receiptOf(company.ledger.book(intent.id))),
    prove: async (intent) => {
      const voucher = await client.read('find-voucher', (company) => company.ledger.findById(intent.id));
      return voucher?.state === 'posted'
        ? { verdict: 'found', result: receiptOf(voucher) }
        : { verdict: 'absent' };
    },
  });
}

/** Is our voucher there? `number` is what the lost write would have taken; null: a draft takes none. */
function proofOf(company: MemoryCompany, number: number | null, way: Delivering): Proof<Receipt> {
  const { marker, date } = way.delivery.voucher;
  const found = company.ledger.find(marker);
  if (found && (found.state === 'posted' || way.draftsCanBeProven)) {
    return { verdict: 'found', result: receiptOf(found), notes: notesOn(found, way.delivery) };
  }
  if (number !== null) {
    const taken = company.ledger.findByNumber(date, number);
    return taken
      ? { verdict: 'impossible', why: testKitReason('NUMBER_TAKEN', { number }) }
      : { verdict: 'absent' };
  }
  if (way.draftsCanBeProven) return { verdict: 'absent' };
  return { verdict: 'cannot-tell', why: testKitReason('DRAFT_NOT_PROVABLE', { marker }), lookFor: [marker] };
}

export function notesOn(found: BookVoucher, { voucher }: Pick<VoucherDelivery, 'voucher'>) {
  const { marker } = voucher;
  return isChanged(found, voucher) ? [testKitReason('CHANGED_BY_A_PERSON', { marker })] : [];
}

export function receiptOf({ id, state, number, date }: BookVoucher): Receipt {
  const reference = {
    voucherId: id,
    ...(number !== null && { voucherNumber: String(number), year: date.slice(0, 4) }),
  };
  return { state, reference };
}
