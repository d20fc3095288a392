import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type DraftFinding } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { Environment } from '../environment.js';
import { type HeldLane } from './lane.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
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

/** Looks after drafts until the accountant has posted them. Only reads the accounting system. */
@Injectable()
export class DraftLookUp {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
  ) {}

  /** Looks up the due drafts of the lane's company; the lane comes again for the rest. */
  async lookUp(lane: HeldLane): Promise<void> {
    const now = this.environment.clock.now();
    const em = this.em.fork();
    const due = await em.find(
      Transfer,
      { lane: lane.key, state: 'draft', dueAt: { $lte: now } },
      { orderBy: { clientId: 'asc', departmentId: 'asc', businessDate: 'asc' }, limit: AT_A_TIME },
    );
    const [first] = due;
    if (!first) return;
    try {
      // The drafts are the company's: whoever is connected to it may ask for all of them.
      const connection = await em.findOne(Connection, { lane: lane.key }, { orderBy: { updatedAt: 'desc' } });
      if (!connection) throw new AccountingError(connectionReason('CONNECTION_MISSING'), 'ask-a-human');
      const { port } = this.books.open(connection, 'work', { add: () => undefined }, first.frozen?.company);
      const asked = due.flatMap(({ frozen, reference }) =>
        frozen && reference ? [{ voucher: frozen.voucher, reference }] : [],
      );
      const findings = await port.lookUpDrafts(asked);
      await this.record(lane, due, (index, draft) => this.apply(draft, findings[index]));
    } catch (error) {
      if (!(error instanceof AccountingError)) throw error;
      // The drafts are safe where they are: whatever is in the way now, they are looked up again in an hour.
      const later = new Date(Math.max(now.getTime() + HOUR, error.retryAt?.getTime() ?? 0));
      await this.record(lane, due, (_, draft) => (draft.dueAt = later));
    }
  }

  private async record(
    lane: HeldLane,
    due: Transfer[],
    change: (index: number, fresh: Transfer) => void,
  ): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const ids = due.map(({ id }) => id);
      const fresh = await tx.find(
        Transfer,
        { id: ids, state: 'draft' },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      for (const draft of fresh) change(ids.indexOf(draft.id), draft);
    });
  }

  private apply(draft: Transfer, finding: DraftFinding | undefined): void {
    const now = this.environment.clock.now();
    if (!finding) return;
    if (finding.is === 'posted') {
      draft.arrive('posted', { ...draft.reference, ...finding.reference }, null, now);
      for (const note of finding.notes) draft.say(note, now);
      return;
    }
    draft.dueAt = nextLookUp(draft.updatedAt, now);
    draft.reason = finding.is === 'gone' ? reason('DRAFT_NOT_FOUND') : null;
  }
}
