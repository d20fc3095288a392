import { Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import {
  AccountingError,
  type AccountingPort,
  type CustomerRecord,
  type ProductRecord,
  StepUndecided,
} from '@accounting/port';
import { Books, type OpenBooks } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { type RecordKind } from '../register/register-record.js';
import { forgetSent, keepLinks } from '../register/link.js';
import { type AnyRecord, prepareRecords, standingOf } from '../register/prepare-records.js';
import { readWholeNextTime } from '../register/read-register.js';
import { whyUnwanted } from '../settings/why-unwanted.js';
import { categoryOf } from '../upsert-product/product-to-record.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { DatabaseBatchJournal } from './batch-journal.js';
import { type Batch, failAll, frozenFor, frozenRecord, openParts, type Part, settlePart } from './batch.js';
import { type Conclusion, keepSight, thawUnsent } from './conclusion.js';
import { categoriesToCome, gatherBatch } from './gather-batch.js';
import { type HeldLane, LaneLost } from './lane.js';
import { laterRevisions, supersedeOvertaken } from './revisions.js';
import { StepRows } from './step-rows.js';
import { Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';
import { listeningTo } from './work.js';

/**
 * Delivers products and customers, as many together as the accounting system takes in one write. Each keeps a state, an
 * attempt and steps of its own: what becomes of one is no matter of the others.
 */
@Injectable()
export class BatchDeliverer {
  private readonly log = new Logger(BatchDeliverer.name);

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly connections: Books,
  ) {}

  /** `first`, and what can go with it. Throws {@link LaneLost}. */
  async deliver(first: Transfer, lane: HeldLane): Promise<void> {
    const { clock, ids } = this.environment;
    const { clientId, departmentId, stands } = first;
    const connection = await this.em.fork().findOne(Connection, { clientId, departmentId });
    const company = stands?.company ?? connection?.company ?? null;
    const limit = this.recordsPerWrite(connection?.adapter);
    const transfers = await gatherBatch(this.em.fork(), first, lane.key, clock.now(), limit);
    const parts = transfers.map((transfer) => ({
      transfer,
      attempt: Attempt.start(this.em.fork(), ids.uuid(), transfer.id, clock.now()),
      stood: transfer.stands !== null,
      conclusion: null,
      link: null,
    }));
    const books = {
      clientId,
      departmentId,
      adapter: connection?.adapter ?? '',
      companyId: company?.id ?? '',
    };
    const kind = first.kind as RecordKind;
    const batch: Batch = { kind, lane, books, parts, exchanges: [], notes: new Map(), unwanted: null };
    try {
      await this.run(batch, connection, company);
    } catch (error) {
      if (error instanceof LaneLost) throw error;
      if (!(error instanceof AccountingError || error instanceof StepUndecided)) this.log.error(error);
      failAll(batch, error, clock.now());
    }
    await this.conclude(batch);
  }

  private recordsPerWrite(adapter: string | undefined): number {
    return this.environment.adapters.find(({ id }) => id === adapter)?.description.recordsPerWrite ?? 1;
  }

  /** Gives each part a conclusion; what it throws is everybody's who has none yet. */
  private async run(
    batch: Batch,
    connection: Connection | null,
    company: Connection['company'],
  ): Promise<void> {
    const { clock } = this.environment;
    const everyone = (conclusion: Conclusion) => {
      for (const part of batch.parts) part.conclusion ??= conclusion;
    };
    if (!connection || !company) {
      everyone((fresh) => fresh.hold(connectionReason('CONNECTION_MISSING'), clock.now()));
      return;
    }
    for (const part of batch.parts) part.conclusion = this.stranded(part.transfer, connection, batch.lane);
    await this.leaveOvertaken(batch);

    const [lead] = batch.parts;
    const listening = listeningTo(batch.exchanges, lead?.transfer.id ?? '', this.log);
    const open = this.connections.open(connection, 'work', listening, company);
    await this.prepare(batch, connection, open);
    await this.send(batch, open);
  }

  /** The connection is another one than the transfer was begun with, or laid in this lane for. */
  private stranded({ kind, stands }: Transfer, connection: Connection, lane: HeldLane): Conclusion | null {
    const { clock } = this.environment;
    if (stands && stands.adapter !== connection.adapter)
      return (fresh) =>
        fresh.hold(reason('CONNECTION_CHANGED', { company: stands.company.name, kind }), clock.now());
    if (!stands && connection.lane !== lane.key)
      return (fresh) => fresh.changeLane(connection.lane ?? null, clock.now());
    return null;
  }

  /** A later revision came while it could not take their place: it takes it when the batch is concluded. */
  private async leaveOvertaken(batch: Batch): Promise<void> {
    const now = this.environment.clock.now();
    const replaceable = openParts(batch).filter(({ transfer }) => transfer.isReplaceable(now));
    const later = await laterRevisions(
      this.em.fork(),
      replaceable.map(({ transfer }) => transfer),
    );
    for (const part of replaceable) if (later.has(part.transfer.id)) part.conclusion = () => undefined;
  }

  /** What is not frozen yet is made from today's document and choices; then all are committed, and may be sent. */
  private async prepare(batch: Batch, connection: Connection, { port }: OpenBooks): Promise<void> {
    const { clock } = this.environment;
    const { books, kind } = batch;
    const { settings } = await situationOf(this.em.fork(), books.clientId, books.departmentId);
    const unwanted = whyUnwanted(settings, kind, null);
    const fresh = openParts(batch).filter(({ transfer }) => !transfer.stands);
    batch.unwanted = unwanted;
    if (unwanted) for (const part of fresh) part.conclusion = (row) => row.skip(unwanted, clock.now());
    const { defaultCategory = null, syncStock } = settings.products;
    const prepared = await prepareRecords(unwanted ? [] : fresh.map(({ transfer }) => transfer), {
      em: this.em.fork(),
      port,
      books,
      kind,
      clock,
      choices: { defaultCategory, syncStock },
    });
    const records = new Map<Part, AnyRecord>();
    for (const part of fresh) {
      const one = prepared.get(part.transfer);
      if (one?.is === 'ready') {
        records.set(part, one.record);
        for (const note of one.notes) part.attempt.say(note);
      } else if (one?.is === 'held') part.conclusion = (row) => row.hold(one.reason, clock.now());
      else if (one?.is === 'skipped') part.conclusion = (row) => row.skip(one.reason, clock.now());
      else if (one?.is === 'later') part.conclusion = (row) => row.wait(clock.now(), clock.now());
      else if (one) part.conclusion = (row) => row.arrive('posted', { id: one.erpId }, null, clock.now());
    }
    await this.begin(batch, records, connection);
  }

  /** The commit after which something may reach the accounting system. Whom a person took meanwhile is left out. */
  private async begin(batch: Batch, records: Map<Part, AnyRecord>, connection: Connection): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await batch.lane.confirm(tx);
      const now = this.environment.clock.now();
      const locked = await this.lockAll(tx, openParts(batch));
      batch.parts = batch.parts.filter((part) => part.conclusion !== null || locked.has(part));
      for (const [part, row] of locked) {
        const record = records.get(part);
        if (record) row.freeze(frozenFor(batch, record, connection));
        if (row.state !== 'unknown') row.startSending(now);
        for (const note of part.attempt.remarks) row.say(note, now);
        part.attempt.delivery = row.delivery;
        part.transfer = row;
      }
      await forgetSent(
        tx,
        batch.books,
        batch.kind,
        [...locked.values()].map(({ documentId }) => documentId),
      );
      const [lead] = locked.keys();
      await Attempt.keepAll(
        tx,
        [...locked.keys()].map(({ attempt }) => attempt),
        lead?.attempt.id ?? null,
      );
    });
  }

  private async send(batch: Batch, { port }: OpenBooks): Promise<void> {
    const { clock } = this.environment;
    const sending = openParts(batch);
    const [first] = sending;
    if (!first) return;
    const members = new Map(
      sending.map(({ transfer, attempt }) => [transfer.documentId, { transfer, attempt }]),
    );
    const rows = new StepRows(this.em, clock, batch.lane, port.timing);
    const journal = new DatabaseBatchJournal(rows, clock, port.timing, members, batch.unwanted);
    batch.notes = journal.notes;
    const records = await this.lookedUpAgain(batch, sending, port);
    const outcomes =
      batch.kind === 'product'
        ? await port.saveProducts(records as ProductRecord[], journal, await this.categories(batch))
        : await port.saveCustomers(records as CustomerRecord[], journal);
    for (const part of sending) settlePart(part, outcomes.get(part.transfer.documentId), clock.now());
  }

  /**
   * What was frozen by an earlier attempt as new may have come there since, for instance with an invoice: it is looked
   * for once more. A step that was begun keeps its own intent.
   */
  private async lookedUpAgain(batch: Batch, sending: Part[], port: AccountingPort): Promise<AnyRecord[]> {
    const { books, kind } = batch;
    const records = sending.map(({ transfer }) => frozenRecord(transfer));
    const em = this.em.fork();
    const stale = sending.filter(({ transfer, stood }) => stood && frozenRecord(transfer).erpId === null);
    const found = await standingOf(
      stale.map(({ transfer }) => transfer),
      { em, port, books, kind, clock: this.environment.clock },
    );
    return records.map((record) => {
      const erpId = found.get(record.key);
      if (record.erpId !== null || erpId === undefined) return record;
      return { ...record, erpId, ...('category' in record ? { category: null } : {}) };
    });
  }

  /** Where a department puts all in one category there is nothing to come. */
  private async categories({ books, lane }: Batch): Promise<string[]> {
    const em = this.em.fork();
    const { settings } = await situationOf(em, books.clientId, books.departmentId);
    if (settings.products.defaultCategory !== undefined) return [settings.products.defaultCategory];
    const coming = await categoriesToCome(em, books, lane.key);
    return coming.map(({ name, vatRate }) => categoryOf(name, vatRate));
  }

  private async conclude(batch: Batch): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await batch.lane.confirm(tx);
      const now = this.environment.clock.now();
      const locked = await this.lockAll(tx, batch.parts);
      for (const [part, row] of locked) {
        part.conclusion?.(row);
        for (const note of batch.notes.get(row.documentId) ?? []) row.say(note, now);
        await keepSight(tx, row, now);
        await thawUnsent(tx, row);
        row.askedNow = false;
        await supersedeOvertaken(tx, row, now);
      }
      if ([...locked.values()].some(({ state }) => state === 'refused'))
        await readWholeNextTime(tx, batch.books, now);
      for (const { attempt, transfer } of batch.parts) {
        const row = [...locked.values()].find(({ id }) => id === transfer.id) ?? transfer;
        attempt.end(row.state, row.reason ?? null, now);
      }
      const lead = batch.parts.find(({ attempt }) => attempt.delivery > 0) ?? batch.parts[0];
      await Attempt.keepAll(
        tx,
        batch.parts.map(({ attempt }) => attempt),
        lead?.attempt.id ?? null,
      );
      if (lead) ExchangeRow.keepAll(tx, lead.attempt.id, batch.exchanges, this.environment.ids);
      const links = batch.parts.flatMap(({ link }) => link ?? []);
      await keepLinks(tx, batch.books, batch.kind, links, now);
      this.log.log({ kind: batch.kind, count: batch.parts.length, lane: batch.lane.key }, 'batch ended');
    });
  }

  /** Those that are as we saw them. */
  private async lockAll(tx: EntityManager, parts: Part[]): Promise<Map<Part, Transfer>> {
    const ids = parts.map(({ transfer }) => transfer.id);
    const rows = await tx.find(
      Transfer,
      { id: ids },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, populate: ['document'] },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      parts.flatMap((part) => {
        const row = byId.get(part.transfer.id);
        return row?.version === part.transfer.version ? [[part, row] as const] : [];
      }),
    );
  }
}
