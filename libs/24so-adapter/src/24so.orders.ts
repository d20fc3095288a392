import {
  AccountingError,
  addDays,
  carriesMarker,
  osloDate,
  type OrderDelivery,
  type OrderReceipt,
  type Proof,
  type Reason,
  type SendPermit,
  type StepJournal,
} from '@accounting/port';
import type { TwentyFourSoClient } from './24so.client.js';
import { ORDER_LOCKED } from './24so.faults.texts.js';
import { items } from './24so.operations.js';
import type { InvoiceOrder } from './24so.operations.sales.js';
import {
  headStands,
  isIssued,
  isOpen,
  ordersMarked,
  orderWithRows,
  rowsOf,
  rowsStand,
  stateOf,
} from './24so.order-proof.js';
import { rowsOfOthers } from './24so.order-dropped.js';
import { accountsOfOrder, orderOf, type OrderSent } from './24so.order.js';
import { customerInPlace, productsInPlace } from './24so.parties.js';
import { reason } from './24so.reasons.js';
import { saidOf } from './24so.records.js';
import { typeGroupsOf } from './24so.type-groups.js';
import { wholeNumber } from './24so.wire.js';

/**
 * How long before its own date an order may have been made: a database that was restored finds it again. Invoices are
 * dated ahead now and then.
 */
const LOOK_BACK_DAYS = 31;

/** What is fixed before the order is sent. */
type Intent = {
  /** The draft that is changed; null: a new one is made. */
  orderId: string | null;
  /** From when on it is looked for. */
  since: string;
  groups: Record<string, number>;
};

/** The customer and the products that are missing, then the order itself, as a draft. Nothing is ever issued. */
export async function deliverOrder(
  client: TwentyFourSoClient,
  delivery: OrderDelivery,
  journal: StepJournal,
): Promise<OrderReceipt> {
  const delivering = { client, delivery, journal };
  const customerId = await customerInPlace(delivering);
  const productIds = await productsInPlace(delivering);
  const order = new OrderInPlace(client, delivery, journal, { customerId, productIds });
  return journal.step<Intent, OrderReceipt>({
    name: 'save-order',
    leavesVoucher: true,
    // A change says the same however often it is sent.
    looksFirst: delivery.changes === null,
    prepare: () => order.prepare(),
    send: (intent, permit) => order.send(intent, permit),
    prove: (intent) => order.prove(intent),
  });
}

class OrderInPlace {
  /** The draft that is to be changed, as it was seen in this attempt. */
  private seen: InvoiceOrder | null = null;
  /** Nothing was sent before this attempt, as far as the journal knows. */
  private isFresh = false;

  constructor(
    private readonly client: TwentyFourSoClient,
    private readonly delivery: OrderDelivery,
    private readonly journal: StepJournal,
    private readonly parties: Pick<OrderReceipt, 'customerId' | 'productIds'>,
  ) {}

  async prepare(): Promise<Intent> {
    this.isFresh = true;
    const { order, changes } = this.delivery;
    if (changes) this.seen = await this.draftToChange(changes.orderId);
    const accounts = accountsOfOrder(order);
    const groups = await typeGroupsOf(this.client, accounts);
    const without = accounts.filter((account) => !(account in groups));
    const missing = without.length > 0 ? [reason('TYPE_GROUP_MISSING', { accounts: without })] : [];
    const notes = [...this.translated(groups).notes, ...missing, ...this.dropped(), ...this.reopened()];
    for (const note of notes) await this.journal.note(note);
    const today = osloDate(this.client.tools.clock.now());
    const earliest = addDays(order.date < today ? order.date : today, -LOOK_BACK_DAYS);
    return { orderId: changes?.orderId ?? null, since: `${earliest}T00:00:00.000Z`, groups };
  }

  async send(intent: Intent, permit: SendPermit): Promise<OrderReceipt> {
    const { orderId, groups } = intent;
    const {
      sent: { rows, ...head },
    } = this.translated(groups);
    const draft = orderId === null ? null : (this.seen ?? (await this.draftToChange(orderId)));
    const old = (draft ? rowsOf(draft) : []).flatMap(({ RowId }) =>
      RowId === undefined ? [] : [{ RowId, ChangeState: 'Delete' as const }],
    );
    const InvoiceOrder = [
      {
        ...(orderId === null ? {} : { OrderId: wholeNumber('Ordren', orderId) }),
        ...head,
        InvoiceRows: { InvoiceRow: [...old, ...rows] },
      },
    ];
    const answer = await this.client.send('SaveInvoices', { invoices: { InvoiceOrder } }, permit);
    return this.receiptOf(items(answer, 'InvoiceOrder'), intent);
  }

  async prove({ orderId, since, groups }: Intent): Promise<Proof<OrderReceipt>> {
    const { sent } = this.translated(groups);
    if (orderId !== null) {
      const there = await orderWithRows(this.client, wholeNumber('Ordren', orderId));
      const stands = there !== null && rowsStand(there, sent) && headStands(there, sent);
      return stands ? { verdict: 'found', result: this.receipt(there) } : { verdict: 'absent' };
    }
    const orders = await this.withRows(await this.marked(sent.CustomerId, since));
    const [ours] = [...orders.filter((order) => rowsStand(order, sent)), ...orders];
    if (!ours) return { verdict: 'absent' };
    const notes = notesOn(ours, orders, sent);
    return { verdict: 'found', result: this.receipt(ours), notes };
  }

  /** What was sent and is not among the customer's: a person may have given it to another one meanwhile. */
  private async marked(customerId: number, since: string): Promise<InvoiceOrder[]> {
    const { marker } = this.delivery.order;
    const found = await ordersMarked(this.client, { customerId, marker, since });
    if (found.length > 0 || this.isFresh) return found;
    return ordersMarked(this.client, { customerId: null, marker, since });
  }

  private translated(groups: Record<string, number>) {
    const { order, products } = this.delivery;
    const productNames = Object.fromEntries(products.map(({ key, name }) => [key, name]));
    return orderOf(order, { ...this.parties, productNames, groups }, this.client.options);
  }

  /** All rows of the draft are replaced. */
  private dropped(): Reason[] {
    const { changes } = this.delivery;
    if (!changes?.before || !this.seen) return [];
    const rows = rowsOfOthers(rowsOf(this.seen), changes.before);
    return rows.length > 0 ? [reason('ORDER_ROWS_DROPPED', { orderId: changes.orderId, rows })] : [];
  }

  /** A person had taken it further: with other rows it is to be looked at again. */
  private reopened(): Reason[] {
    const { OrderId = 0, OrderStatus: status = 'Draft' } = this.seen ?? {};
    return status === 'Draft' ? [] : [reason('ORDER_DRAFT_AGAIN', { orderId: String(OrderId), status })];
  }

  /** What is not a draft any more is a person's, and left alone. */
  private async draftToChange(orderId: string): Promise<InvoiceOrder> {
    const there = await orderWithRows(this.client, wholeNumber('Ordren', orderId));
    if (!there) throw refused(reason('ORDER_GONE', { orderId }));
    if (isOpen(there)) {
      // Orders are numbered in each company: one without our marker is somebody else's, whatever its number.
      if (!carriesMarker(there.ReferenceNumber ?? '', this.delivery.order.marker))
        throw refused(reason('ORDER_GONE', { orderId }));
      return there;
    }
    const { InvoiceId = 0, OrderStatus: status } = there;
    const invoiceNumber = isIssued(there) && InvoiceId > 0 ? String(InvoiceId) : undefined;
    throw refused(reason('ORDER_ISSUED', { orderId, invoiceNumber, status }));
  }

  /** Nearly always one; each is read, for the search tells no rows. */
  private async withRows(marked: InvoiceOrder[]): Promise<InvoiceOrder[]> {
    const orders: InvoiceOrder[] = [];
    for (const { OrderId = 0 } of marked) {
      const order = await orderWithRows(this.client, OrderId);
      if (order) orders.push(order);
    }
    return orders;
  }

  private async receiptOf(echoes: InvoiceOrder[], intent: Intent): Promise<OrderReceipt> {
    const [echo] = echoes.length === 1 ? echoes : [];
    const { text } = this.delivery.order;
    const { orderId } = intent;
    const isOurs = orderId === null || echo?.OrderId === undefined || String(echo.OrderId) === orderId;
    const about = { operation: 'SaveInvoices' as const, what: text };
    const said = saidOf(isOurs ? echo : undefined, echo?.OrderId, about, this.client.options);
    switch (said.is) {
      case 'saved':
        return this.receipt({ OrderId: said.id, OrderStatus: 'Draft' });
      case 'failed':
        throw lockedOr(said.error, orderId);
      case 'to-be-seen':
        return this.seenOr(said.refusal, intent);
    }
  }

  /** The save is over: what stands there now is what came of it. */
  private async seenOr(refusal: AccountingError, intent: Intent): Promise<OrderReceipt> {
    const proof = await this.prove(intent).catch((error: unknown) => {
      if (!(error instanceof AccountingError)) throw error;
      const facts = { operation: 'SaveInvoices', why: refusal.reason.english };
      throw new AccountingError(reason('OUTCOME_UNKNOWN', facts), 'look-up-first', { cause: error });
    });
    if (proof.verdict !== 'found') throw refusal;
    for (const note of proof.notes ?? []) await this.journal.note(note);
    return proof.result;
  }

  private receipt(order: InvoiceOrder): OrderReceipt {
    const { customerId } = this.parties;
    const { state, reference } = stateOf(order);
    return { state, reference: { customerId, ...reference }, ...this.parties };
  }
}

function notesOn(ours: InvoiceOrder, all: InvoiceOrder[], sent: OrderSent): Reason[] {
  const orderId = String(ours.OrderId);
  const others = all.filter((order) => order !== ours).map((order) => String(order.OrderId));
  const { CustomerId: there = sent.CustomerId } = ours;
  const customers = { sent: String(sent.CustomerId), there: String(there) };
  return [
    ...(others.length > 0 ? [reason('ORDER_TWICE', { orderId, others })] : []),
    ...(there === sent.CustomerId ? [] : [reason('ORDER_OTHER_CUSTOMER', { orderId, ...customers })]),
    ...(rowsStand(ours, sent) ? [] : [reason('ORDER_CHANGED', { orderId })]),
  ];
}

function refused(why: Reason): AccountingError {
  return new AccountingError(why, 'ask-a-human', { refused: true });
}

/** The order was issued between our look and our save: the refusal's own words tell. */
function lockedOr(error: AccountingError, orderId: string | null): AccountingError {
  const isLocked =
    orderId !== null && error.code === 'RECORD_REFUSED' && ORDER_LOCKED.test(error.reason.english);
  return isLocked ? refused(reason('ORDER_ISSUED', { orderId })) : error;
}
