import { Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type AccountingPort } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { Environment } from '../environment.js';
import { COMPARISON_CODES, compareOrder } from '../sync-invoice/compare-order.js';
import { isVoucher } from './frozen.js';
import { type HeldLane, LaneLost } from './lane.js';
import { type Note, Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** So many logins to one company are tried for an answer. */
const CONNECTIONS_TO_TRY = 5;
/** So many drafts of a company are looked up in one go. */
const AT_A_TIME = 200;

/** A draft is looked up after ten minutes, after an hour, then daily; what is posted is not looked up any more. */
export function firstLookUp(state: 'draft' | 'posted', now: Date): Date | null {
  return state === 'draft' ? new Date(now.getTime() + 10 * MINUTE) : null;
}

function nextLookUp(sentAt: Date, now: Date): Date {
  const age = now.getTime() - sentAt.getTime();
  return new Date(now.getTime() + (age < HOUR ? HOUR - age : DAY));
}

/** What became of a draft, and what is said of that. */
type Finding = {
  notes: Note[];
  /** An order was read back: `notes` are all that is to be said of what it comes to. */
  compared: boolean;
} & ({ is: 'draft' | 'gone' } | { is: 'posted'; reference: Record<string, string> });

/** Looks after drafts until the accountant has posted them. Only reads the accounting system. */
@Injectable()
export class DraftLookUp {
  private readonly log = new Logger(DraftLookUp.name);

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
  ) {}

  /** Looks up the due drafts of the lane's company; the lane comes again for the rest. */
  async lookUp(lane: HeldLane): Promise<void> {
    const now = this.environment.clock.now();
    const due = await this.em
      .fork()
      .find(
        Transfer,
        { lane: lane.key, state: 'draft', dueAt: { $lte: now } },
        { orderBy: { clientId: 'asc', departmentId: 'asc', businessDate: 'asc' }, limit: AT_A_TIME },
      );
    try {
      const findings = await this.ask(lane, due);
      await this.record(lane, due, (draft) => this.apply(draft, findings.get(draft.id)));
    } catch (error) {
      if (error instanceof LaneLost) throw error;
      // The drafts are safe where they are: whatever is in the way now, they are looked up again in an hour.
      const why = error instanceof AccountingError ? error : null;
      if (!why) this.log.error(error);
      const later = new Date(Math.max(now.getTime() + HOUR, why?.retryAt?.getTime() ?? 0));
      await this.record(lane, due, (draft) => {
        draft.dueAt = later;
        if (why?.next === 'ask-a-human') draft.reason = why.reason;
      });
    }
  }

  /**
   * The drafts are the company's: whoever is connected to it may ask for all of them. One with a wrong password must
   * not keep the others in the dark, so each is tried until one is answered. Throws the last one's AccountingError.
   */
  private async ask(lane: HeldLane, due: Transfer[]): Promise<Map<string, Finding>> {
    const connections = await this.em
      .fork()
      .find(Connection, { lane: lane.key }, { orderBy: { updatedAt: 'desc' }, limit: CONNECTIONS_TO_TRY });
    let failure = new AccountingError(connectionReason('CONNECTION_MISSING'), 'ask-a-human');
    for (const connection of connections) {
      try {
        const company = due[0]?.frozen?.company ?? null;
        const { port } = this.books.open(connection, 'work', { add: () => undefined }, company);
        return await findingsOf(port, due);
      } catch (error) {
        if (!(error instanceof AccountingError)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  private async record(lane: HeldLane, due: Transfer[], change: (fresh: Transfer) => void): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const ids = due.map(({ id }) => id);
      const fresh = await tx.find(
        Transfer,
        { id: ids, state: 'draft' },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      for (const draft of fresh) change(draft);
    });
  }

  private apply(draft: Transfer, finding: Finding | undefined): void {
    const now = this.environment.clock.now();
    if (finding?.compared) draft.unsay(COMPARISON_CODES);
    for (const note of finding?.notes ?? []) draft.say(note, now);
    if (finding?.is === 'posted') {
      draft.arrive('posted', { ...draft.reference, ...finding.reference }, null, now);
      return;
    }
    draft.dueAt = nextLookUp(draft.updatedAt, now);
    draft.reason = finding?.is === 'gone' ? reason('DRAFT_NOT_FOUND', draft) : null;
  }
}

/** By transfer: vouchers in one question, orders in another. */
async function findingsOf(port: AccountingPort, due: Transfer[]): Promise<Map<string, Finding>> {
  const vouchers = due.flatMap(({ id, frozen, reference }) =>
    isVoucher(frozen) ? [{ id, voucher: frozen.voucher, reference: reference ?? {} }] : [],
  );
  const orders = due.flatMap(({ id, frozen, reference }) =>
    frozen?.is === 'order' ? [{ id, order: frozen.delivery.order, reference: reference ?? {} }] : [],
  );
  const ofVouchers = vouchers.length === 0 ? [] : await port.lookUpDrafts(vouchers);
  const ofOrders = orders.length === 0 ? [] : await port.lookUpOrders(orders);
  const findings = new Map<string, Finding>();
  ofVouchers.forEach((finding, index) =>
    findings.set(vouchers[index]?.id ?? '', { notes: [], compared: false, ...finding }),
  );
  ofOrders.forEach((finding, index) => {
    const { id = '', order } = orders[index] ?? {};
    const read = finding.is === 'gone' ? null : finding.read;
    const notes = order && read ? compareOrder(order, read) : [];
    findings.set(id, { ...finding, notes, compared: Boolean(read) });
  });
  return findings;
}
