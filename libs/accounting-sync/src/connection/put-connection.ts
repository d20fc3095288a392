import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { type AccountingAdapter, AccountingError, type ErpConnection, type NamedId } from '@accounting/port';
import { ensureDepartment } from '../department/department.js';
import { lockDepartment } from '../department/lock-department.js';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { Refusal } from '../refusal.js';
import { beginRunsAnew } from '../schedule/schedule-run.js';
import { Upkeep } from '../schedule/upkeep.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Books } from './books.js';
import { Connection } from './connection.js';
import { reason } from './connection-reasons.js';
import { type ConnectionInput, type ConnectionView, connectionView } from './connection-view.js';
import { checkedCredentials } from './credentials.js';
import { forgetLists } from './erp-lists.js';
import { forgetSessions } from './forget-sessions.js';
import { moveTransfers, restTransfers, rouseTransfers } from './move-transfers.js';
import { AGAIN_MS, CompanyResolver } from './resolve-company.js';
import { SameLogin } from './same-login.js';

/** Saves, shows and takes away how a department reaches its accounting system. Credentials go in and never out. */
@Injectable()
export class Connections {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly queue: LaneQueue,
    private readonly reexamination: Reexamination,
    private readonly companies: CompanyResolver,
    private readonly upkeep: Upkeep,
    private readonly sameLogin: SameLogin,
  ) {}

  /** Throws a Refusal when there is none. */
  async get(place: Place): Promise<ConnectionView> {
    const connection = await this.em.fork().findOne(Connection, place);
    if (!connection) throw new Refusal('missing', reason('CONNECTION_MISSING'));
    return connectionView(connection);
  }

  /** Throws a Refusal for what can't be saved. What the accounting system says of it now stops nothing. */
  async put(place: Place, input: ConnectionInput): Promise<ConnectionView> {
    const adapter = this.adapterOf(place, input.adapter);
    const { saved, refused } = await this.em
      .fork()
      .transactional((tx) => this.save(tx, place, adapter, input));
    await this.sameLogin.beginAnew(adapter.id, refused);
    const connection = await this.companies.resolve(saved);
    this.upkeep.soon();
    return connectionView(connection);
  }

  async delete(place: Place): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      await lockDepartment(tx, place, 'update');
      const connection = await tx.findOne(Connection, place, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!connection) throw new Refusal('missing', reason('CONNECTION_MISSING'));
      await this.forgetLogin(tx, connection);
      await forgetLists(tx, place);
      await moveTransfers(tx, place, { lane: null, otherBooks: true });
      await restTransfers(tx, place);
      await this.reexamination.ask(tx, place);
      tx.remove(connection);
    });
    this.upkeep.soon();
  }

  private adapterOf({ clientId }: Place, id: string): AccountingAdapter {
    const known = this.environment.adapters.map((adapter) => adapter.id);
    if (!known.includes(id)) {
      const faults = [{ path: 'adapter', message: `Is none of ${known.join(', ')}` }];
      throw new Refusal('invalid', reason('ADAPTER_UNKNOWN', { adapter: id, known }), faults);
    }
    try {
      return this.books.adapter(id, clientId);
    } catch (error) {
      if (error instanceof AccountingError) throw new Refusal('conflict', error.reason);
      throw error;
    }
  }

  private async save(
    tx: EntityManager,
    place: Place,
    adapter: AccountingAdapter,
    input: ConnectionInput,
  ): Promise<{ saved: Connection; refused: string[] }> {
    await ensureDepartment(tx, place.clientId, place.departmentId);
    // Two that save at once come one after the other, also where there is no connection to lock yet.
    await lockDepartment(tx, place, 'update');
    const before = await tx.findOne(Connection, place, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const known = before?.adapter === adapter.id ? this.reveal(before)?.credentials : undefined;
    const credentials = checkedCredentials(adapter, input.credentials ?? known);
    const sameLogin = isDeepStrictEqual(known, credentials);
    const company = companyOf(input, sameLogin ? before : null);
    const erpDepartment = input.erpDepartment ?? null;
    const { lane } = adapter.keys({ credentials, company, erpDepartment });

    const refused = before ? await this.forgetLogin(tx, before) : [];
    refused.push(...(await forgetSessions(tx, adapter, { credentials, company, erpDepartment })));
    const otherBooks = before?.adapter !== adapter.id || before.company?.id !== company?.id;
    if (otherBooks || !sameLogin) await forgetLists(tx, place);

    const now = this.environment.clock.now();
    const { multipleCompanies, multipleDepartments } = input;
    const sealedCredentials = this.environment.seal.seal(
      JSON.stringify(credentials),
      Connection.sealedFor(place.clientId, place.departmentId),
    );
    const values = {
      adapter: adapter.id,
      sealedCredentials,
      company,
      erpDepartment,
      multipleCompanies,
      multipleDepartments,
      lane,
    };
    // Where the company is not known we ask for it next; should this process die over it, another asks later.
    const resolveAt = company || multipleCompanies ? null : new Date(now.getTime() + AGAIN_MS);
    const connection =
      before ?? tx.create(Connection, { ...place, ...values, unresolved: null, resolveAt, updatedAt: now });
    tx.assign(connection, { ...values, unresolved: null, resolveAt, updatedAt: now });
    await this.takeAlong(tx, place, { lane, otherBooks, adapter: adapter.id });
    await beginRunsAnew(tx, place, now);
    return { saved: connection, refused };
  }

  private async takeAlong(
    tx: EntityManager,
    place: Place,
    to: { lane: string | null; otherBooks: boolean; adapter: string },
  ): Promise<void> {
    await tx.flush();
    await moveTransfers(tx, place, to);
    const roused = await rouseTransfers(tx, place, to.adapter, this.environment.clock.now());
    for (const lane of new Set([...(to.lane ? [to.lane] : []), ...roused])) await this.queue.wake(tx, lane);
    await this.reexamination.ask(tx, place);
  }

  /** Sessions of a connection that was; where it can't be read any more there is nothing to forget. */
  private async forgetLogin(tx: EntityManager, connection: Connection): Promise<string[]> {
    const adapter = this.environment.adapters.find(({ id }) => id === connection.adapter);
    const revealed = this.reveal(connection);
    return adapter && revealed ? forgetSessions(tx, adapter, revealed) : [];
  }

  private reveal(connection: Connection): ErpConnection | undefined {
    try {
      return this.books.reveal(connection);
    } catch (error) {
      if (error instanceof AccountingError) return undefined;
      throw error;
    }
  }
}

/** @param before the connection before, if it is the same login. */
function companyOf(input: ConnectionInput, before: Connection | null): NamedId | null {
  if (input.company) return input.company;
  // It was found by itself, and nothing that decides it was changed: no reason to forget it and ask again.
  const isStillFound = before !== null && !before.multipleCompanies && !input.multipleCompanies;
  return isStillFound ? (before.company ?? null) : null;
}
