import { Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type Exchange, StepUndecided, type VoucherReceipt } from '@accounting/port';
import { Books, type OpenBooks } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { Environment } from '../environment.js';
import { type Prepared, ZReportPreparation } from '../sync-z-report/prepare-z-report.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { DraftLookUp, firstLookUp } from './draft-look-up.js';
import { DatabaseJournal } from './journal.js';
import { type HeldLane, LaneLost } from './lane.js';
import { nextDue } from './next-due.js';
import { DeliveryStep, FrozenDocument } from './step.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

type Voucher = Extract<Prepared, { is: 'voucher' }>;

/** Another process changed the transfer between our look and our lock: whoever is next looks again. */
class Overtaken extends Error {}

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
    const attempt = this.newAttempt(transfer);
    const exchanges: Exchange[] = [];
    let conclusion: (fresh: Transfer) => void;
    try {
      conclusion = await this.run(transfer, attempt, exchanges, lane);
    } catch (error) {
      if (error instanceof LaneLost) throw error;
      if (error instanceof Overtaken) return;
      conclusion = this.afterFailure(error);
    }
    await this.conclude(transfer, attempt, exchanges, lane, conclusion);
  }

  /** Resolves to what becomes of the transfer; rejects when something stopped it on the way. */
  private async run(
    transfer: Transfer,
    attempt: Attempt,
    exchanges: Exchange[],
    lane: HeldLane,
  ): Promise<(fresh: Transfer) => void> {
    const { clock } = this.environment;
    const exchangeLog = { add: (exchange: Exchange) => void exchanges.push(exchange) };
    const connection = await this.connectionOf(transfer);
    const stands = transfer.frozen && !transfer.thawed ? transfer.frozen : null;
    const books = this.books.open(connection, 'work', exchangeLog, stands?.company ?? connection.company);
    if (!stands) {
      const prepared = await this.preparation.prepare(transfer, connection, books);
      if (prepared.is === 'held') return (fresh) => fresh.hold(prepared.reason, clock.now());
      if (prepared.is === 'zero') return (fresh) => fresh.skip(reason('ZERO_REPORT'), clock.now());
      await this.begin(transfer, attempt, lane, await this.freezing(transfer, attempt, prepared));
    } else if (connection.adapter !== stands.adapter) {
      return (fresh) =>
        fresh.hold(reason('CONNECTION_CHANGED', { company: stands.company.name }), clock.now());
    } else {
      await this.begin(transfer, attempt, lane);
    }
    const receipt = await this.sendFrozen(transfer, attempt, books, lane);
    return (fresh) =>
      fresh.arrive(receipt.state, receipt.reference, firstLookUp(receipt.state, clock.now()), clock.now());
  }

  private async sendFrozen(
    transfer: Transfer,
    attempt: Attempt,
    { port }: OpenBooks,
    lane: HeldLane,
  ): Promise<VoucherReceipt> {
    const { id: transferId, delivery, frozen } = transfer;
    if (!frozen) throw new Error(`Transfer ${transferId} has nothing frozen`);
    const { fileName, sha256, bytes } = await this.em
      .fork()
      .findOneOrFail(FrozenDocument, { transferId, delivery });
    const { voucher, mode, voucherType } = frozen;
    const document = {
      fileName,
      sha256,
      bytes: Uint8Array.from(bytes),
      mediaType: 'application/pdf' as const,
    };
    const { clock } = this.environment;
    const journal = new DatabaseJournal(
      this.em,
      clock,
      lane,
      transfer,
      attempt,
      port.timing,
      transfer.askedNow,
    );
    return port.deliver({ voucher, mode, voucherType, document }, journal);
  }

  /** What is frozen with this attempt: the same as before when the voucher is, else anew, with steps of its own. */
  private async freezing(
    transfer: Transfer,
    attempt: Attempt,
    prepared: Voucher,
  ): Promise<(fresh: Transfer, tx: EntityManager) => Promise<void>> {
    const { frozen } = prepared;
    if (transfer.frozen?.hash === frozen.hash && transfer.frozen.mode === frozen.mode) {
      return (fresh) => Promise.resolve(void (fresh.thawed = false));
    }
    const unused = await this.leftUnused(transfer);
    if (unused) attempt.remarks = [...attempt.remarks, reason('FROZEN_DROPPED', { unused })];
    const document = await prepared.document();
    return async (fresh, tx) => {
      fresh.freeze(frozen);
      for (const note of prepared.notes) fresh.say(note, this.environment.clock.now());
      const { fileName, sha256, bytes } = document;
      tx.create(FrozenDocument, {
        transferId: fresh.id,
        delivery: fresh.delivery,
        fileName,
        sha256,
        bytes: Buffer.from(bytes),
      });
      return Promise.resolve();
    };
  }

  private async leftUnused(transfer: Transfer): Promise<string> {
    const done = await this.em
      .fork()
      .find(DeliveryStep, { transferId: transfer.id, delivery: transfer.delivery, state: 'done' });
    return done.map(({ name, result }) => `${name} ${JSON.stringify(result)}`).join(', ');
  }

  /** The commit after which something may reach the accounting system. */
  private async begin(
    transfer: Transfer,
    attempt: Attempt,
    lane: HeldLane,
    freeze: (fresh: Transfer, tx: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const fresh = await this.lock(tx, transfer);
      await freeze(fresh, tx);
      if (fresh.state !== 'unknown') fresh.startSending(this.environment.clock.now());
      attempt.delivery = fresh.delivery;
      await this.keep(tx, attempt);
      await tx.flush();
      const { state, frozen, delivery, version, thawed } = fresh;
      Object.assign(transfer, { state, frozen, delivery, version, thawed });
    });
  }

  private async conclude(
    transfer: Transfer,
    attempt: Attempt,
    exchanges: Exchange[],
    lane: HeldLane,
    conclusion: (fresh: Transfer) => void,
  ): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lane.confirm(tx);
      const fresh = await tx.findOneOrFail(
        Transfer,
        { id: transfer.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      conclusion(fresh);
      await this.keepSight(tx, fresh);
      fresh.askedNow = false;
      attempt.finishedAt = this.environment.clock.now();
      attempt.outcome = fresh.state;
      attempt.reason = fresh.reason ?? null;
      await this.keep(tx, attempt);
      exchanges.forEach((exchange, position) =>
        tx.create(ExchangeRow, {
          id: this.environment.ids.uuid(),
          attemptId: attempt.id,
          position,
          ...exchange,
        }),
      );
      this.log.log(
        { transfer: fresh.id, attempt: attempt.number, state: fresh.state, code: fresh.reason?.code },
        'attempt ended',
      );
    });
  }

  private afterFailure(error: unknown): (fresh: Transfer) => void {
    const now = this.environment.clock.now();
    if (error instanceof StepUndecided)
      return (fresh) => fresh.loseSight(error.reason, error.askAt, error.holdsLane, now);
    if (!(error instanceof AccountingError)) {
      this.log.error(error);
      const detail = error instanceof Error ? error.name : 'ukjent';
      return (fresh) => fresh.hold(reason('UNEXPECTED_FAILURE', { detail }), now);
    }
    if (error.next === 'retry') return (fresh) => fresh.retryLater(error.reason, now, error.retryAt);
    return (fresh) => (error.refused ? fresh.refuse(error.reason, now) : fresh.hold(error.reason, now));
  }

  /** What was sent and not answered stays unknown, whatever stopped us now: only proof or a person ends it. */
  private async keepSight(tx: EntityManager, fresh: Transfer): Promise<void> {
    if (fresh.state === 'unknown' || fresh.state === 'draft' || fresh.state === 'posted') return;
    const { id: transferId, delivery } = fresh;
    const undecided = await tx.findOne(DeliveryStep, { transferId, delivery, state: 'undecided' });
    if (!undecided) return;
    const now = this.environment.clock.now();
    const askAt = new Date(Math.max(now.getTime() + 60_000, undecided.settleAt?.getTime() ?? 0));
    fresh.loseSight(fresh.reason ?? reason('ANSWER_LOST', { askAt }), askAt, undecided.holdsLane, now);
    fresh.thawed = false;
  }

  private async connectionOf({ clientId, departmentId }: Transfer): Promise<Connection> {
    return this.em.fork().findOneOrFail(Connection, { clientId, departmentId });
  }

  private async lock(tx: EntityManager, seen: Transfer): Promise<Transfer> {
    const fresh = await tx.findOneOrFail(Transfer, { id: seen.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (fresh.version !== seen.version) throw new Overtaken();
    return fresh;
  }

  private newAttempt(transfer: Transfer): Attempt {
    return this.em.fork().create(Attempt, {
      id: this.environment.ids.uuid(),
      transferId: transfer.id,
      number: 0,
      delivery: 0,
      startedAt: this.environment.clock.now(),
      finishedAt: null,
      outcome: null,
      reason: null,
      remarks: [],
    });
  }

  /** First with the intent, again with the outcome. */
  private async keep(tx: EntityManager, attempt: Attempt): Promise<void> {
    if (attempt.number === 0)
      attempt.number = (await tx.count(Attempt, { transferId: attempt.transferId })) + 1;
    const {
      id,
      transferId,
      number,
      delivery,
      startedAt,
      finishedAt,
      outcome,
      reason: why,
      remarks,
    } = attempt;
    await tx.upsert(Attempt, {
      id,
      transferId,
      number,
      delivery,
      startedAt,
      finishedAt,
      outcome,
      reason: why,
      remarks,
    });
  }
}
