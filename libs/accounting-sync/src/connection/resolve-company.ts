import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type NamedId, type Reason } from '@accounting/port';
import { lockDepartment } from '../department/lock-department.js';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Books } from './books.js';
import { Connection } from './connection.js';
import { reason } from './connection-reasons.js';
import { forgetSession, forgetSessions } from './forget-sessions.js';
import { moveTransfers } from './move-transfers.js';
import { rememberRefusal } from './session-vault.js';
import { withinTime } from './within-time.js';

/** After so long the accounting system is asked again, if it could not answer, or whoever asked it died. */
export const AGAIN_MS = 2 * 60_000;

interface Finding {
  company: NamedId | null;
  unresolved: Reason | null;
  resolveAt: Date | null;
}

/**
 * Where a login is said to reach one company ("Flere firma" off), nobody has to choose it: the accounting system is
 * asked. If it can't answer when the connection is saved, it is asked again by itself, or at the next use.
 */
@Injectable()
export class CompanyResolver {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly queue: LaneQueue,
    private readonly reexamination: Reexamination,
  ) {}

  /** Resolves to the connection as it is then. Never throws for what the accounting system says. */
  async resolve(connection: Connection): Promise<Connection> {
    if (connection.company || connection.multipleCompanies) return connection;
    const finding = await this.ask(connection);
    return this.em.fork().transactional((tx) => this.keep(tx, connection, finding));
  }

  /** Those that could not be asked when they were saved. */
  async run(): Promise<void> {
    const now = this.environment.clock.now();
    const due = await this.em.fork().execute<{ client_id: string; department_id: string }[]>(
      // One of many processes takes it; should it die, another tries after a while.
      'update accounting.connection set resolve_at = ? where resolve_at <= ? returning client_id, department_id',
      [new Date(now.getTime() + AGAIN_MS), now],
    );
    for (const { client_id: clientId, department_id: departmentId } of due) {
      const connection = await this.em.fork().findOne(Connection, { clientId, departmentId });
      if (connection) await this.resolve(connection);
    }
  }

  private async ask(connection: Connection): Promise<Finding> {
    try {
      const { adapter, port } = this.books.open(connection, 'person', { add: () => undefined }, null);
      const { session } = adapter.keys({ ...this.books.reveal(connection), company: null });
      const [company, ...others] = await this.heard(session, port.list('companies'));
      if (!company) return { company: null, unresolved: reason('NO_COMPANY_REACHED'), resolveAt: null };
      if (others.length > 0)
        return { company: null, unresolved: reason('COMPANY_NOT_CHOSEN'), resolveAt: null };
      return { company: { id: company.id, name: company.name }, unresolved: null, resolveAt: null };
    } catch (error) {
      if (!(error instanceof AccountingError)) throw error;
      if (error.next === 'ask-a-human') return { company: null, unresolved: error.reason, resolveAt: null };
      const again = new Date(this.environment.clock.now().getTime() + AGAIN_MS);
      const resolveAt = error.retryAt && error.retryAt > again ? error.retryAt : again;
      return {
        company: null,
        unresolved: reason('COMPANY_NOT_YET_KNOWN', { why: error.reason.message }),
        resolveAt,
      };
    }
  }

  /** An adapter may try the login for a person past the vault: what it was told there, the schedule must know. */
  private async heard<Answer>(session: string, asked: Promise<Answer>): Promise<Answer> {
    try {
      const answer = await withinTime(this.environment.clock, asked);
      await forgetSession(this.em.fork(), session);
      return answer;
    } catch (error) {
      if (error instanceof AccountingError && error.next === 'ask-a-human')
        await rememberRefusal(this.em.fork(), session, error.reason);
      throw error;
    }
  }

  private async keep(tx: EntityManager, seen: Connection, finding: Finding): Promise<Connection> {
    const place: Place = { clientId: seen.clientId, departmentId: seen.departmentId };
    await lockDepartment(tx, place, 'update');
    const connection = await tx.findOne(Connection, place, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // Saved again, or taken away, while we asked: what we heard is about something else.
    if (connection?.updatedAt.getTime() !== seen.updatedAt.getTime() || connection.company)
      return connection ?? seen;
    const isNews = finding.company !== null || finding.unresolved?.code !== connection.unresolved?.code;
    Object.assign(connection, finding);
    if (finding.company) {
      const adapter = this.books.adapter(connection.adapter, connection.clientId);
      const found = { ...this.books.reveal(connection), company: finding.company };
      // It was just let in: a refusal of this login in this company, met by another department, is over.
      await forgetSessions(tx, adapter, found);
      connection.lane = adapter.keys(found).lane;
      await moveTransfers(tx, place, { lane: connection.lane ?? null, otherBooks: false });
      if (connection.lane) await this.queue.wake(tx, connection.lane);
    }
    if (isNews) await this.reexamination.ask(tx, place);
    return connection;
  }
}
