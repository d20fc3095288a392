import { type EntityManager } from '@mikro-orm/postgresql';
import {
  AccountingError,
  type AccountingPort,
  type Clock,
  type Mode,
  type OrderFinding,
  type OrderReceipt,
  type SettlementDocument,
  type StepJournal,
  type VoucherReceipt,
} from '@accounting/port';
import { keepLinks } from '../register/link.js';
import { compareOrder } from '../sync-invoice/compare-order.js';
import { invoiceReason } from '../sync-invoice/invoice-reasons.js';
import { type FrozenOrder, type FrozenVoucher, isVoucher } from './frozen.js';
import { FrozenDocument } from './step.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

interface Arrival extends VoucherReceipt {
  /** In the transaction that records it. */
  afterwards?: (tx: EntityManager) => Promise<void>;
}

/** Lets the adapter deliver what is frozen, and says what it left in the books. Throws what the adapter throws. */
export async function sendFrozen(
  em: EntityManager,
  transfer: Transfer,
  port: AccountingPort,
  journal: StepJournal,
  clock: Clock,
): Promise<Arrival> {
  const { frozen } = transfer;
  if (isVoucher(frozen)) return sendVoucher(em, transfer, frozen, port, journal);
  if (frozen?.is === 'order') return sendOrder(transfer, frozen, port, journal, clock);
  throw new Error(`Transfer ${transfer.id} has no voucher and no order frozen`);
}

async function sendVoucher(
  em: EntityManager,
  transfer: Transfer,
  { voucher, mode, voucherType }: FrozenVoucher,
  port: AccountingPort,
  journal: StepJournal,
): Promise<Arrival> {
  const { id: transferId, delivery } = transfer;
  const document = lettingGo(transfer, mode)
    ? null
    : documentOf(await em.fork().findOneOrFail(FrozenDocument, { transferId, delivery }));
  return port.deliver({ voucher, mode, voucherType, document }, journal);
}

/** A draft may go without its document when the system took neither form of it and a person said so. */
function lettingGo({ confirmed }: Transfer, mode: Mode): boolean {
  return mode === 'draft' && confirmed.includes('ATTACHMENT_REFUSED');
}

function documentOf({ fileName, sha256, bytes }: FrozenDocument): SettlementDocument {
  return { fileName, sha256, bytes: Uint8Array.from(bytes), mediaType: 'application/pdf' };
}

async function sendOrder(
  transfer: Transfer,
  frozen: FrozenOrder,
  port: AccountingPort,
  journal: StepJournal,
  clock: Clock,
): Promise<Arrival> {
  const { order } = frozen.delivery;
  const receipt = await port.deliverOrder(frozen.delivery, journal).catch(async (error: unknown) => {
    throw isIssued(error) ? await alreadyIssued(error, port, frozen) : error;
  });
  const { state, reference } = receipt;
  const finding = await readBack(port, { order, reference });
  if (finding && finding.is !== 'gone' && finding.read)
    for (const note of compareOrder(order, finding.read)) await journal.note(note);
  return {
    state,
    reference,
    afterwards: async (tx) => {
      await linkParties(tx, transfer, frozen, receipt, clock.now());
      await supersedeEarlier(tx, transfer, clock.now());
    },
  };
}

function isIssued(error: unknown): error is AccountingError {
  return error instanceof AccountingError && error.code === 'ORDER_ISSUED';
}

/** Left alone, and a person's matter: held, whatever the adapter calls it. */
async function alreadyIssued(
  cause: AccountingError,
  port: AccountingPort,
  { delivery: { order, changes } }: FrozenOrder,
): Promise<AccountingError> {
  const finding = await readBack(port, { order, reference: changes ? { orderId: changes.orderId } : {} });
  const invoiceNumber = finding?.is === 'posted' ? (finding.reference.invoiceNumber ?? null) : null;
  const why = invoiceReason('INVOICE_ALREADY_ISSUED', { invoiceNumber });
  return new AccountingError(why, 'ask-a-human', { cause });
}

/** The order is there. What stops us from reading it now, stops nothing: it is looked up again soon. */
async function readBack(
  port: AccountingPort,
  order: Parameters<AccountingPort['lookUpOrders']>[0][number],
): Promise<OrderFinding | undefined> {
  try {
    return (await port.lookUpOrders([order]))[0];
  } catch (error) {
    if (error instanceof AccountingError) return undefined;
    throw error;
  }
}

async function linkParties(
  tx: EntityManager,
  { clientId, departmentId }: Transfer,
  { adapter, company, delivery: { customer, products } }: FrozenOrder,
  { customerId, productIds }: OrderReceipt,
  now: Date,
): Promise<void> {
  const books = { clientId, departmentId, adapter, companyId: company.id };
  await keepLinks(tx, books, 'customer', [{ documentId: customer.key, erpId: customerId }], now);
  const links = products.flatMap(({ key }) => {
    const erpId = productIds[key];
    // What a line named by number alone, and the gift card, are no products of DUELL's.
    return erpId === undefined || key.startsWith('number:') || key === 'GIFTCARD'
      ? []
      : [{ documentId: key, erpId }];
  });
  await keepLinks(tx, books, 'product', links, now);
}

/** The order is this revision's now. */
async function supersedeEarlier(
  tx: EntityManager,
  { id, clientId, departmentId, documentId, revision }: Transfer,
  now: Date,
): Promise<void> {
  const earlier = await tx.find(Transfer, {
    ...{ clientId, departmentId, documentId, kind: 'invoice', state: 'draft' },
    revision: { $lt: revision },
  });
  for (const transfer of earlier) transfer.supersede(id, reason('SUPERSEDED', { by: id }), now);
}
