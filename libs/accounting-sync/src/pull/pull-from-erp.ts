import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AccountingError, type CustomerForHost, type HostCatalogue, type Reason } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { HostConnections } from '../connection/host-connection.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { type BooksOf, keepLinks, Link } from '../register/link.js';
import { readRegister } from '../register/read-register.js';
import { type RecordKind, RegisterRecord } from '../register/register-record.js';
import { type Lease, LeaseLost } from '../schedule/run-lease.js';
import { type Settings } from '../settings/settings.js';
import { type Place } from '../transfer/transfer-filter.js';
import { reason } from '../transfer/transfer-reasons.js';
import { decideAll, type PullStep } from './decide.js';
import { readDuell } from './duell-register.js';
import { type ProductSave } from './product-into-duell.js';
import { changesToFollow, followedTo, PullCursor } from './pull-cursor.js';
import { pullReason } from './pull-reasons.js';
import { asLeft, isChangedSince, pulledLink } from './pulled-link.js';
import { closePulled, logPulled, openPulled, type Pulled } from './pulled-transfer.js';

/** What a pull did, or would do. */
export interface PullCounts {
  create: number;
  change: number;
  leave: number;
  held: number;
}

interface PlanOrder {
  place: Place;
  kind: RecordKind;
  settings: Settings;
  /** As if nothing had been followed yet. */
  fromScratch?: boolean;
}

/** What a pull or a fetch has of the run that it belongs to. */
export interface OfRun {
  /** Looked at before anything is saved. */
  lease?: Lease;
  /** Told of each row of DUELL's that could not be taken: the others go on. */
  leftOut?: (why: Reason) => void;
}

interface Pulling {
  place: Place;
  kind: RecordKind;
  books: BooksOf;
  catalogue: HostCatalogue;
  /** DUELL's stock, by product; null where Lager is off. */
  stock: ReadonlyMap<string, string> | null;
  /** What came of writes whose answers were lost, or said nothing. */
  unclear: AccountingError[];
  lease?: Lease | undefined;
}

/** DUELL's API gives a hundred products at a time: a plan that reads all of a large one may end after nobody waits for it. */
const PLAN_MAY_BE_OLD_MS = 10 * 60_000;
/** After so many it is DUELL, and not what is saved. */
const MOST_UNCLEAR = 3;

/** Where the accounting system is master: what changed there comes into DUELL. Writes nothing to the accounting system. */
@Injectable()
export class PullFromErp {
  private readonly log = new Logger(PullFromErp.name);

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly connections: Books,
    private readonly hosts: HostConnections,
  ) {}

  /**
   * Takes over what changed. Throws AccountingErrors: then what was not reached is taken up by the next pull.
   */
  async run(place: Place, kind: RecordKind, { lease, leftOut = ignore }: OfRun = {}): Promise<PullCounts> {
    const { settings } = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    const pulling = { ...(await this.begin({ place, kind, settings }, leftOut)), lease };
    const counts = await this.follow(pulling, (step) => this.take(pulling, step), { keep: true });
    // The others are there; these the next pull looks at first, and soon.
    if (pulling.unclear[0]) throw pulling.unclear[0];
    return counts;
  }

  /** What `run` would do, for a person; nothing is saved. */
  async plan({ place, kind, settings, fromScratch }: PlanOrder): Promise<PullCounts> {
    const pulling = await this.begin({ place, kind, settings }, ignore, PLAN_MAY_BE_OLD_MS);
    return this.follow(pulling, () => Promise.resolve(), { keep: false, fromScratch });
  }

  private async follow(
    pulling: Pulling,
    handle: (step: PullStep) => Promise<void>,
    { keep, fromScratch = false }: { keep: boolean; fromScratch?: boolean },
  ): Promise<PullCounts> {
    const { place, kind } = pulling;
    const counts: PullCounts = { create: 0, change: 0, leave: 0, held: 0 };
    const open = await openPulled(this.em.fork(), place, kind);
    const { adapter, companyId } = pulling.books;
    const again = await this.em.fork().find(RegisterRecord, { adapter, companyId, kind, recordId: open });
    for (const step of await decideAll(this.em.fork(), again, pulling))
      await this.one({ ...step, linked: false }, handle, counts);

    let after = fromScratch ? 0 : await followedTo(this.em.fork(), pulling.books, kind);
    for (;;) {
      const changes = await changesToFollow(this.em.fork(), pulling.books, kind, after);
      const last = changes.at(-1);
      if (!last) return counts;
      const fresh = changes.filter(({ recordId }) => !open.includes(recordId));
      for (const step of await decideAll(this.em.fork(), fresh, pulling))
        await this.one(step, handle, counts);
      after = last.change;
      await pulling.lease?.mustHold();
      if (keep) await this.em.fork().upsert(PullCursor, { ...pulling.books, kind, change: after });
    }
  }

  private async one(
    step: PullStep,
    handle: (step: PullStep) => Promise<void>,
    counts: PullCounts,
  ): Promise<void> {
    const { decision, duellId } = step;
    if (decision.is === 'held') counts.held += 1;
    else if (decision.is === 'same') counts.leave += 1;
    else if (duellId === null) counts.create += 1;
    else counts.change += 1;
    await handle(step);
  }

  private async begin(
    { place, kind, settings }: PlanOrder,
    tellLeftOut: (why: Reason) => void,
    mayBeOldMs = 0,
  ): Promise<Pulling> {
    const { clock } = this.environment;
    const em = this.em.fork();
    const connection = await em.findOne(Connection, place);
    const company = connection?.company;
    if (!connection || !company)
      throw new AccountingError(connectionReason('CONNECTION_MISSING'), 'ask-a-human');
    const { adapter, port } = this.connections.open(connection, 'work', { add: () => undefined });
    let isComplete = true;
    const catalogue = await this.hosts.open(place.clientId, undefined, (why) => {
      isComplete = false;
      tellLeftOut(why);
    });
    const books = { ...place, adapter: adapter.id, companyId: company.id };
    await readRegister(em, port, { adapter: adapter.id, companyId: company.id, kind }, clock);
    await readDuell(em, catalogue, place, kind, clock, () => isComplete, mayBeOldMs);
    const withStock = kind === 'product' && settings.products.syncStock;
    const stock = withStock ? await stockIn(catalogue, place.departmentId) : null;
    return {
      place: { clientId: place.clientId, departmentId: place.departmentId },
      kind,
      books,
      catalogue,
      stock,
      unclear: [],
    };
  }

  private async take(pulling: Pulling, step: PullStep): Promise<void> {
    const { decision, record } = step;
    await pulling.lease?.mustHold();
    if (decision.is === 'held')
      return this.keep(pulling, step, { stopped: { state: 'held', reason: decision.reason }, notes: [] });
    if (decision.is === 'same')
      return decision.notes.length > 0
        ? this.keep(pulling, step, { notes: decision.notes })
        : this.leave(pulling, step);
    try {
      const { id, notTaken } = await this.save(pulling, decision.save);
      const isNew = step.duellId === null;
      const both = await this.changedInDuellToo(pulling, step);
      const notes = [
        pullReason('PULLED', { changes: decision.changes, isNew }),
        ...(both ? [pullReason('PULL_OVER_CHANGE', { changes: decision.changes })] : []),
        ...(notTaken.length > 0 ? [pullReason('PULL_FIELD_NOT_TAKEN', { fields: notTaken })] : []),
        ...decision.notes,
      ];
      await this.keep(
        pulling,
        { ...step, duellId: id },
        { notes },
        asLeft(step.before, decision.save, notTaken),
      );
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (!(error instanceof AccountingError)) return this.failed(pulling, step, error);
      const state = error.next === 'ask-a-human' ? 'refused' : 'waiting';
      await this.keep(pulling, step, { stopped: { state, reason: error.reason }, notes: [] });
      // What DUELL can't do now, it can do for none: the next pull goes on from here.
      if (error.next === 'look-up-first') pulling.unclear.push(error);
      if (error.next === 'retry' || pulling.unclear.length > MOST_UNCLEAR) throw error;
      this.log.warn({ record: record.recordId, code: error.code }, 'DUELL did not take a change');
    }
  }

  /** A fault of the host's or of ours, in this one: it is named, and stops none of the others. */
  private async failed(pulling: Pulling, step: PullStep, error: unknown): Promise<void> {
    this.log.error({ err: error, record: step.record.recordId }, 'A change could not be taken into DUELL');
    const why = reason('UNEXPECTED_FAILURE', { detail: error instanceof Error ? error.name : 'unknown' });
    await this.keep(pulling, step, { stopped: { state: 'held', reason: why }, notes: [] });
  }

  private async save(
    { catalogue, lease, place: { departmentId } }: Pulling,
    save: ProductSave | CustomerForHost,
  ): Promise<{ id: string; notTaken: string[] }> {
    if (!('stock' in save)) return catalogue.saveCustomer(departmentId, save);
    const { product, stock: quantity, number } = save;
    const saved = product && (await catalogue.saveProduct(departmentId, product));
    const id = saved?.id ?? save.id ?? '';
    if (saved && quantity !== null) await lease?.mustHold();
    if (quantity !== null) await catalogue.setStock(departmentId, { productId: id, number, quantity });
    return { id, notTaken: saved?.notTaken ?? [] };
  }

  /** Somebody changed it in DUELL since we left it there. */
  private async changedInDuellToo({ books, kind }: Pulling, { duellId, before }: PullStep): Promise<boolean> {
    if (duellId === null || before === null) return false;
    const link = await this.em.fork().findOne(Link, { ...books, kind, documentId: duellId });
    return isChangedSince(link?.sentHash, before);
  }

  private async leave(
    { place, kind, books }: Pulling,
    { record, duellId, before, linked }: PullStep,
  ): Promise<void> {
    // What stood open before comes as not linked: then it is closed.
    if (linked || duellId === null) return;
    await this.em.fork().transactional(async (tx) => {
      const now = this.environment.clock.now();
      await closePulled(tx, place, record, now);
      await keepLinks(tx, books, kind, [pulledLink(duellId, record, before)], now);
    });
  }

  private async keep(
    { place, kind, books }: Pulling,
    { record, duellId, before }: PullStep,
    outcome: Pick<Pulled, 'stopped' | 'notes'>,
    after: unknown = before,
  ): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      const { clock, ids } = this.environment;
      await logPulled(tx, place, { record, duellId, ...outcome }, clock.now(), ids);
      if (duellId !== null && !outcome.stopped)
        await keepLinks(tx, books, kind, [pulledLink(duellId, record, after)], clock.now());
    });
  }
}

function ignore(): void {
  // A plan counts what can be read.
}

async function stockIn(catalogue: HostCatalogue, departmentId: string): Promise<Map<string, string>> {
  const stock = new Map<string, string>();
  for await (const page of catalogue.stock(departmentId))
    for (const { productId, quantity } of page) stock.set(productId, quantity);
  return stock;
}
