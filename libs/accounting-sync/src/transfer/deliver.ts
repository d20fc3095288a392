import { Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, StepUndecided } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { Environment } from '../environment.js';
import { readWholeNextTime } from '../register/read-register.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { afterFailure, type Conclusion, keepSight, thawUnsent } from './conclusion.js';
import { BatchDeliverer } from './deliver-batch.js';
import { DraftLookUp, firstLookUp } from './draft-look-up.js';
import { type Freeze, freezing } from './freeze.js';
import { DatabaseJournal } from './journal.js';
import { type HeldLane, LaneLost } from './lane.js';
import { nextDue } from './next-due.js';
import { Preparations } from './preparations.js';
import { laterRevisions, supersedeOvertaken } from './revisions.js';
import { sendFrozen } from './send-frozen.js';
import { StepRows } from './step-rows.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';
import { listeningTo, Overtaken, type Work } from './work.js';

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
    private readonly preparations: Preparations,
    private readonly batches: BatchDeliverer,
    private readonly drafts: DraftLookUp,
  ) {}

  /** False when nothing was due. Throws {@link LaneLost} when another worker holds the lane now. */
  async deliverNext(lane: HeldLane): Promise<boolean> {
    const transfer = await nextDue(this.em.fork(), lane.key, this.environment.clock.now());
    if (!transfer) return false;
    if (transfer.state === 'draft') await this.drafts.lookUp(lane);
    else if (transfer.kind === 'product' || transfer.kind === 'customer')
      await this.batches.deliver(transfer, lane);
    else await this.deliver(transfer, lane);
    return true;
  }

  private async deliver(transfer: Transfer, lane: HeldLane): Promise<void> {
    const { clock, ids } = this.environment;
    const attempt = Attempt.start(this.em.fork(), ids.uuid(), transfer.id, clock.now());
    const work: Work = { transfer, attempt, exchanges: [], notes: [], lane, afterwards: [] };
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
    const { clientId, departmentId, stands } = work.transfer;
    if (await this.isOvertaken(work.transfer)) return () => undefined;
    const connection = await this.em.fork().findOne(Connection, { clientId, departmentId });
    if (!connection) return (fresh) => fresh.hold(connectionReason('CONNECTION_MISSING'), clock.now());
    if (stands && connection.adapter !== stands.adapter)
      return (fresh) =>
        fresh.hold(
          reason('CONNECTION_CHANGED', { company: stands.company.name, kind: work.transfer.kind }),
          clock.now(),
        );

    // The connection moved on since the transfer was laid in this lane: it goes in the lane of the books of today.
    if (!stands && connection.lane !== work.lane.key)
      return (fresh) => fresh.changeLane(connection.lane ?? null, clock.now());

    const listening = listeningTo(work.exchanges, work.transfer.id, this.log);
    const books = this.books.open(connection, 'work', listening, stands?.company ?? connection.company);
    if (stands) await this.begin(work);
    else {
      const prepared = await this.preparations.prepare(work.transfer, connection, books);
      if (prepared.is === 'held') return (fresh) => fresh.hold(prepared.reason, clock.now());
      if (prepared.is === 'skipped') return (fresh) => fresh.skip(prepared.reason, clock.now());
      if (prepared.is === 'waits')
        return (fresh) => fresh.retryLater(prepared.reason, clock.now(), prepared.retryAt ?? undefined);
      await this.begin(
        work,
        await freezing(this.em.fork(), work.transfer, prepared, work.attempt, clock.now()),
      );
    }
    const { transfer, attempt, lane } = work;
    const { timing } = books.port;
    const rows = new StepRows(this.em, clock, lane, timing);
    const journal = new DatabaseJournal(rows, clock, timing, { transfer, attempt });
    work.notes = journal.notes;
    const { state, reference, afterwards } = await sendFrozen(this.em, transfer, books.port, journal, clock);
    if (afterwards) work.afterwards.push(afterwards);
    return (fresh) => fresh.arrive(state, reference, firstLookUp(state, clock.now()), clock.now());
  }

  /** A later revision came while it could not take this one's place: it takes it when this attempt is concluded. */
  private async isOvertaken(transfer: Transfer): Promise<boolean> {
    if (!transfer.isReplaceable(this.environment.clock.now())) return false;
    return (await laterRevisions(this.em.fork(), [transfer])).size > 0;
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

  private async conclude(work: Work, apply: Conclusion): Promise<void> {
    const { transfer, attempt, exchanges, notes, lane } = work;
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const fresh = await this.lock(tx, transfer);
      const now = this.environment.clock.now();
      apply(fresh);
      for (const note of notes) fresh.say(note, now);
      await keepSight(tx, fresh, now);
      if (fresh.kind === 'invoice' && fresh.state === 'refused' && fresh.frozen)
        await readWholeNextTime(tx, { ...fresh.frozen, companyId: fresh.frozen.company.id }, now);
      await thawUnsent(tx, fresh);
      fresh.askedNow = false;
      await supersedeOvertaken(tx, fresh, now);
      for (const also of work.afterwards) await also(tx);
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
