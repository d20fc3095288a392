import { Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import {
  AccountingError,
  type Exchange,
  type Mode,
  type Reason,
  type SettlementDocument,
  StepUndecided,
  type VoucherReceipt,
} from '@accounting/port';
import { Books, type OpenBooks } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { Environment } from '../environment.js';
import { ZReportPreparation } from '../sync-z-report/prepare-z-report.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { afterFailure, type Conclusion, keepSight, thawUnsent } from './conclusion.js';
import { DraftLookUp, firstLookUp } from './draft-look-up.js';
import { type Freeze, freezing } from './freeze.js';
import { DatabaseJournal } from './journal.js';
import { type HeldLane, LaneLost } from './lane.js';
import { nextDue } from './next-due.js';
import { FrozenDocument } from './step.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** Another process changed the transfer between our look and our lock: whoever is next looks again. */
class Overtaken extends Error {}

/** One attempt at one transfer, in one lane. */
interface Work {
  transfer: Transfer;
  attempt: Attempt;
  exchanges: Exchange[];
  /** Said on the way, for the export log. */
  notes: Reason[];
  lane: HeldLane;
}

/**
 * Delivers what is due in a lane, one transfer after the other: freezes what decides it, lets the adapter run its
 * steps through the journal, and records what came of it. Knows no vendor; switches on `next` alone.
 */
@Injectable()
export class Deliverer {
  private readonly log = new Logger(Deliverer.name);

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly preparation: ZReportPreparation,
    private readonly drafts: DraftLookUp,
  ) {}

  /** False when nothing was due. Throws {@link LaneLost} when another worker holds the lane now. */
  async deliverNext(lane: HeldLane): Promise<boolean> {
    const transfer = await nextDue(this.em.fork(), lane.key, this.environment.clock.now());
    if (!transfer) return false;
    if (transfer.state === 'draft') await this.drafts.lookUp(lane);
    else await this.deliver(transfer, lane);
    return true;
  }

  private async deliver(transfer: Transfer, lane: HeldLane): Promise<void> {
    const { clock, ids } = this.environment;
    const attempt = Attempt.start(this.em.fork(), ids.uuid(), transfer.id, clock.now());
    const work: Work = { transfer, attempt, exchanges: [], notes: [], lane };
    try {
      const conclusion = await this.run(work).catch((error: unknown) => this.failed(error));
      await this.conclude(work, conclusion);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      await this.recordOnly(work);
    }
  }

  /** Resolves to what becomes of the transfer; rejects when something stopped it on the way. */
  private async run(work: Work): Promise<Conclusion> {
    const { clock } = this.environment;
    const { clientId, departmentId, frozen, thawed } = work.transfer;
    const connection = await this.em.fork().findOne(Connection, { clientId, departmentId });
    if (!connection) return (fresh) => fresh.hold(connectionReason('CONNECTION_MISSING'), clock.now());
    const stands = frozen && !thawed ? frozen : null;
    if (stands && connection.adapter !== stands.adapter)
      return (fresh) =>
        fresh.hold(reason('CONNECTION_CHANGED', { company: stands.company.name }), clock.now());

    // The connection moved on since the transfer was laid in this lane: it goes in the lane of the books of today.
    if (!stands && connection.lane !== work.lane.key)
      return (fresh) => fresh.changeLane(connection.lane ?? null, clock.now());

    const exchangeLog = {
      add: (exchange: Exchange) => {
        work.exchanges.push(exchange);
        const { operation, took, response } = exchange;
        const call = { transfer: work.transfer.id, operation, took, answered: response !== null };
        this.log.debug(call, 'accounting system asked');
      },
    };
    const books = this.books.open(connection, 'work', exchangeLog, stands?.company ?? connection.company);
    if (stands) await this.begin(work);
    else {
      const prepared = await this.preparation.prepare(work.transfer, connection, books);
      if (prepared.is === 'held') return (fresh) => fresh.hold(prepared.reason, clock.now());
      if (prepared.is === 'zero') return (fresh) => fresh.skip(reason('ZERO_REPORT'), clock.now());
      if (prepared.is === 'unwanted') return (fresh) => fresh.skip(prepared.reason, clock.now());
      await this.begin(
        work,
        await freezing(this.em.fork(), work.transfer, prepared, work.attempt, clock.now()),
      );
    }
    const { state, reference } = await this.sendFrozen(work, books);
    return (fresh) => fresh.arrive(state, reference, firstLookUp(state, clock.now()), clock.now());
  }

  /** The commit after which something may reach the accounting system. */
  private async begin(work: Work, freeze: Freeze = () => undefined): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await work.lane.confirm(tx);
      const fresh = await this.lock(tx, work.transfer);
      freeze(fresh, tx);
      if (fresh.state !== 'unknown') fresh.startSending(this.environment.clock.now());
      work.attempt.delivery = fresh.delivery;
      await work.attempt.keep(tx);
      work.transfer = fresh;
    });
  }

  private async sendFrozen(work: Work, { port }: OpenBooks): Promise<VoucherReceipt> {
    const { transfer, attempt, lane } = work;
    const { id: transferId, delivery, frozen, askedNow } = transfer;
    if (!frozen) throw new Error(`Transfer ${transferId} has nothing frozen`);
    const { voucher, mode, voucherType } = frozen;
    const document = lettingGo(transfer, mode)
      ? null
      : documentOf(await this.em.fork().findOneOrFail(FrozenDocument, { transferId, delivery }));
    const { clock } = this.environment;
    const journal = new DatabaseJournal(this.em, clock, lane, transfer, attempt, port.timing, askedNow);
    work.notes = journal.notes;
    return port.deliver({ voucher, mode, voucherType, document }, journal);
  }

  private async conclude(
    { transfer, attempt, exchanges, notes, lane }: Work,
    apply: Conclusion,
  ): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const fresh = await this.lock(tx, transfer);
      const now = this.environment.clock.now();
      apply(fresh);
      for (const note of notes) fresh.say(note, now);
      await keepSight(tx, fresh, now);
      await thawUnsent(tx, fresh);
      fresh.askedNow = false;
      attempt.end(fresh.state, fresh.reason ?? null, now);
      await attempt.keep(tx);
      ExchangeRow.keepAll(tx, attempt.id, exchanges, this.environment.ids);
      const { id, state, reason: why } = fresh;
      this.log.log({ transfer: id, attempt: attempt.number, state, code: why?.code }, 'attempt ended');
    });
  }

  /** A person was quicker: the state is theirs, and whoever is next goes on from it. What was said and heard is kept. */
  private async recordOnly({ transfer, attempt, exchanges, notes, lane }: Work): Promise<void> {
    if (attempt.number === 0 && exchanges.length === 0) return;
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const fresh = await tx.findOneOrFail(Transfer, { id: transfer.id }, { lockMode });
      const now = this.environment.clock.now();
      for (const note of notes) fresh.say(note, now);
      attempt.end(fresh.state, fresh.reason ?? null, now);
      await attempt.keep(tx);
      ExchangeRow.keepAll(tx, attempt.id, exchanges, this.environment.ids);
    });
  }

  private failed(error: unknown): Conclusion {
    if (error instanceof LaneLost || error instanceof Overtaken) throw error;
    if (!(error instanceof AccountingError || error instanceof StepUndecided)) this.log.error(error);
    return afterFailure(error, this.environment.clock.now());
  }

  /** Throws {@link Overtaken} when the row is no longer what we saw. */
  private async lock(tx: EntityManager, seen: Transfer): Promise<Transfer> {
    const fresh = await tx.findOneOrFail(Transfer, { id: seen.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (fresh.version !== seen.version) throw new Overtaken();
    return fresh;
  }
}

/** A draft may go without its document when the system took neither form of it and a person said so. */
function lettingGo({ confirmed }: Transfer, mode: Mode): boolean {
  return mode === 'draft' && confirmed.includes('ATTACHMENT_REFUSED');
}

function documentOf({ fileName, sha256, bytes }: FrozenDocument): SettlementDocument {
  return { fileName, sha256, bytes: Uint8Array.from(bytes), mediaType: 'application/pdf' };
}
