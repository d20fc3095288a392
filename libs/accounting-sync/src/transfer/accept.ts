import { Injectable } from '@nestjs/common';
import {
  EntityManager,
  LockMode,
  LockWaitTimeoutException,
  UniqueConstraintViolationException,
} from '@mikro-orm/postgresql';
import { type CivilDate, type Ore } from '@accounting/port';
import { Connection } from '../connection/connection.js';
import { ensureDepartment } from '../department/department.js';
import { lockDepartment } from '../department/lock-department.js';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { AccountingCommandError } from './command-error.js';
import { type Identity, contentHash, markerOf } from './marker.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** A command's answer: the document is stored durably, together with the work that will deliver it. */
export interface TransferTicket {
  transferId: string;
  state: Transfer['state'];
  /** It was here already, with this content. */
  duplicate: boolean;
}

/** A checked document, and what is known of every kind of document. */
export interface Incoming extends Identity {
  document: unknown;
  /** What of the document makes it another one; left out: all of it. */
  content?: unknown;
  number: number | null;
  /** The day it belongs to; null for what has none. */
  date: CivilDate | null;
  /** What it is worth, for plans and lists. */
  amount: Ore | null;
}

/** What is particular to one kind of document. */
export interface Admission {
  /** Which earlier revision this one is the same as; undefined: none. Revisions come newest first. */
  sameAs(revisions: Transfer[], contentHash: string): Transfer | undefined;
  /** It came once more: what is to be remembered of that. */
  seenAgain?(tx: EntityManager, known: Transfer): Promise<void>;
  /** Throws an AccountingCommandError when `document` can't follow `latest`. */
  mayFollow(latest: Transfer, now: Date): void;
  /** Decides the first state of the new transfer. Inside the accepting transaction; calls no ERP. */
  admit(em: EntityManager, transfer: Transfer): Promise<void>;
}

/** Longer than this no command waits for a lock, whoever holds it. */
const LOCK_TIMEOUT = '2s';
/** Each time somebody else's revision was stored: more of them at once have to come again. */
const MOST_OVERTAKEN = 10;

/** Keeps documents: in one transaction with the wake-up of the lane that will deliver them. */
@Injectable()
export class TransferIntake {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
  ) {}

  /**
   * Joins the host's open transaction as a savepoint, or commits before it returns. Throws AccountingCommandError:
   * `DOCUMENT_CONFLICT`, or `ACCOUNTING_UNAVAILABLE` when the database can't take it now; the host's transaction
   * stays usable.
   */
  async accept(incoming: Incoming, admission: Admission): Promise<TransferTicket> {
    try {
      return await this.keepUnlessOvertaken(incoming, admission);
    } catch (error) {
      if (error instanceof AccountingCommandError) throw error;
      const busy = error instanceof LockWaitTimeoutException || codeOf(error) === '55P03';
      const why = busy
        ? 'The document is being worked on; send it again'
        : 'The document could not be stored; send it again';
      throw new AccountingCommandError('ACCOUNTING_UNAVAILABLE', why, { cause: error });
    }
  }

  /** Many documents in one transaction: they are seen, and go, together. One that can't be taken stops no other. */
  together<Answer>(accepting: () => Promise<Answer>): Promise<Answer> {
    return this.em.transactional(accepting, { clear: true });
  }

  /**
   * Whoever brings the same revision at the same time waits at the row's uniqueness until the other one is done, and
   * then looks again: no lock is held for a document, of which a catalogue has more than PostgreSQL has room for.
   */
  private async keepUnlessOvertaken(incoming: Incoming, admission: Admission): Promise<TransferTicket> {
    const keep = () => this.em.transactional((tx) => this.keep(tx, incoming, admission), { clear: true });
    for (let overtaken = 0; overtaken < MOST_OVERTAKEN; overtaken += 1) {
      try {
        return await keep();
      } catch (error) {
        if (!(error instanceof UniqueConstraintViolationException)) throw error;
      }
    }
    return keep();
  }

  private async keep(tx: EntityManager, incoming: Incoming, admission: Admission): Promise<TransferTicket> {
    const { clientId, departmentId, kind, documentId } = incoming;
    const before = await this.limitLockWaits(tx);
    await ensureDepartment(tx, clientId, departmentId);
    // Whoever saves a connection, settings or a plan locks this row: either they see our transfer, or we their choice.
    await lockDepartment(tx, incoming, 'share');
    const revisions = await tx.find(
      Transfer,
      { clientId, departmentId, kind, documentId },
      { orderBy: { revision: 'desc' }, populate: ['document'] },
    );
    const hash = contentHash(incoming.content ?? incoming.document);
    const known = admission.sameAs(revisions, hash);
    const ticket = known
      ? await this.seeAgain(tx, known, admission)
      : await this.add(tx, incoming, hash, await this.lockLatest(tx, revisions), admission);
    await tx.execute(`select set_config('lock_timeout', ?, true)`, [before]);
    return ticket;
  }

  private async seeAgain(tx: EntityManager, known: Transfer, admission: Admission): Promise<TransferTicket> {
    await admission.seenAgain?.(tx, known);
    await tx.flush();
    // A catalogue is thousands of them in one transaction, and nobody asks for them again.
    tx.clear();
    return { transferId: known.id, state: known.state, duplicate: true };
  }

  /** Only where it may be replaced: what came before must not wait for the host's transaction to end. */
  private async lockLatest(tx: EntityManager, [latest]: Transfer[]): Promise<Transfer | null> {
    if (!latest) return null;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    return tx.findOneOrFail(Transfer, { id: latest.id }, { lockMode, refresh: true, populate: ['document'] });
  }

  private async add(
    tx: EntityManager,
    incoming: Incoming,
    hash: string,
    latest: Transfer | null,
    admission: Admission,
  ): Promise<TransferTicket> {
    const now = this.environment.clock.now();
    if (latest) admission.mayFollow(latest, now);
    const transfer = await this.newTransfer(tx, incoming, hash, (latest?.revision ?? 0) + 1);
    if (latest?.isReplaceable(now)) {
      latest.supersede(transfer.id, reason('SUPERSEDED', { by: transfer.id }), transfer.createdAt);
    }
    await admission.admit(tx, transfer);
    await tx.flush();
    await this.wake(tx, transfer);
    return { transferId: transfer.id, state: transfer.state, duplicate: false };
  }

  /** What is due later, to go together with others, is woken once for all of them; what comes too late for that, by the tick. */
  private async wake(tx: EntityManager, { id, lane, dueAt }: Transfer): Promise<void> {
    if (!dueAt || !lane) return;
    const now = this.environment.clock.now();
    if (dueAt <= now) return this.queue.wake(tx, lane);
    const others = await tx.execute<unknown[]>(
      `select 1 from accounting.transfer where lane = ? and state = 'waiting' and due_at > ? and id <> ? limit 1`,
      [lane, now, id],
    );
    if (others.length === 0) await this.queue.wake(tx, lane, dueAt);
  }

  private async newTransfer(
    tx: EntityManager,
    incoming: Incoming,
    contentHash: string,
    revision: number,
  ): Promise<Transfer> {
    const { clientId, departmentId, kind, documentId, document, number, date, amount } = incoming;
    const now = this.environment.clock.now();
    const connection = await tx.findOne(Connection, { clientId, departmentId });
    return tx.create(Transfer, {
      id: this.environment.ids.uuid(),
      clientId,
      departmentId,
      kind,
      direction: 'to-erp',
      documentId,
      number,
      businessDate: date,
      amount,
      revision,
      contentHash,
      document,
      marker: markerOf(incoming),
      state: 'waiting',
      reason: null,
      notes: [],
      notBefore: null,
      confirmed: [],
      chosenMode: null,
      supersededBy: null,
      lane: connection?.lane ?? null,
      dueAt: null,
      askedNow: false,
      holdsLane: false,
      failures: 0,
      thawed: false,
      delivery: 0,
      frozen: null,
      reference: null,
      handled: null,
      createdAt: now,
      updatedAt: now,
    });
  }

  /** For this transaction, and in the host's only until we are done: answers what it was. */
  private async limitLockWaits(tx: EntityManager): Promise<string> {
    const [row] = await tx.execute<{ before: string }[]>(`select current_setting('lock_timeout') as before`);
    await tx.execute(`select set_config('lock_timeout', ?, true)`, [LOCK_TIMEOUT]);
    return row?.before ?? '0';
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
