import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AccountingError } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { HostConnections } from '../connection/host-connection.js';
import { Environment } from '../environment.js';
import { DEFAULT_SETTINGS, StoredSettings } from '../settings/settings.js';
import { isEnabled } from '../settings/why-unwanted.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind } from '../transfer/transfer.js';
import { type RunFacts } from './next-run.js';
import { ScheduleRun } from './schedule-run.js';
import { usualClosing } from './usual-closing.js';

/** Closings that tell when a shop usually closes. */
const CLOSINGS = 28;

const NOTHING_MORE = {
  loginRefused: false,
  duellLoginRefused: false,
  backlog: null,
  lastChangeAt: null,
  usualClosing: usualClosing([]),
  closedUntil: null,
};

/** What is known, in the database, of when one kind of one department should run next. */
@Injectable()
export class RunFactsOf {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly hosts: HostConnections,
  ) {}

  async of(place: Place, kind: Kind): Promise<RunFacts> {
    const em = this.em.fork();
    const now = this.environment.clock.now();
    const { clientId, departmentId } = place;
    const here = { clientId, departmentId };
    const settings = (await em.findOne(StoredSettings, here))?.choices ?? DEFAULT_SETTINGS;
    const run = await em.findOne(ScheduleRun, { ...here, kind });
    const { lastRunAt = null, outcome = null, startedAt = now } = run ?? {};
    const own = {
      now,
      kind,
      departmentKey: `${clientId}/${departmentId}`,
      automatic: settings.automatic,
      enabled: isEnabled(settings, kind),
      startedAt,
      lastRun: lastRunAt && outcome ? { at: lastRunAt, outcome } : null,
      failures: run?.failures ?? 0,
    };
    // Most kinds of most departments are off: nothing else counts then, and they are asked about every hour.
    if (!own.automatic || !own.enabled) return { ...own, ...NOTHING_MORE };
    const pushed = await this.ofTransfers(em, place, kind);
    const { loginRefused, closedUntil } = await this.ofLogin(em, await em.findOne(Connection, here));
    return {
      ...own,
      loginRefused,
      // What was over before runs began here has put none of them off.
      closedUntil: closedUntil && closedUntil > startedAt ? closedUntil : null,
      duellLoginRefused: await this.duellLoginRefused(em, clientId, kind),
      backlog: pushed.backlog,
      lastChangeAt: latest(run?.lastChangeAt ?? null, pushed.lastAt),
      usualClosing: usualClosing(await closingsOf(em, place)),
    };
  }

  private async ofTransfers(
    em: EntityManager,
    { clientId, departmentId }: Place,
    kind: Kind,
  ): Promise<{ backlog: RunFacts['backlog']; lastAt: Date | null }> {
    const here = [clientId, departmentId, kind];
    const [waiting] = await em.execute<{ documents: number; since: Date | null }[]>(
      `select count(*)::int as documents, min(created_at) as since from accounting.transfer
       where client_id = ? and department_id = ? and kind = ? and state = 'waiting' and direction = 'to-erp'
         and (failures > 0 or due_at is null)`,
      here,
    );
    const [newest] = await em.execute<{ at: Date | null }[]>(
      `select max(created_at) as at from accounting.transfer where client_id = ? and department_id = ? and kind = ?`,
      here,
    );
    const { documents = 0, since = null } = waiting ?? {};
    return {
      backlog: since ? { documents, since: new Date(since) } : null,
      lastAt: newest?.at ? new Date(newest.at) : null,
    };
  }

  /** DUELL's own API, for what is fetched from it or saved there. */
  private async duellLoginRefused(em: EntityManager, clientId: string, kind: Kind): Promise<boolean> {
    if (kind !== 'product' && kind !== 'customer') return false;
    try {
      const key = await this.hosts.sessionKey(clientId);
      return key !== null && (await isRefused(em, key));
    } catch (error) {
      if (error instanceof AccountingError) return false;
      throw error;
    }
  }

  /** Whoever met the refusal, or the quarantine: it is the same login for all. */
  private async ofLogin(
    em: EntityManager,
    connection: Connection | null,
  ): Promise<{ loginRefused: boolean; closedUntil: Date | null }> {
    const none = { loginRefused: false, closedUntil: null };
    const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
    if (!connection || !adapter) return none;
    try {
      const keys = adapter.keys(this.books.reveal(connection));
      const loginRefused = await isRefused(em, keys.session);
      const [budget] = await em.execute<{ until: Date | null }[]>(
        'select closed_until as until from accounting.rate_budget where key = ?',
        [keys.budget],
      );
      const closedUntil = budget?.until ? new Date(budget.until) : null;
      return { loginRefused, closedUntil };
    } catch (error) {
      if (error instanceof AccountingError) return none;
      throw error;
    }
  }
}

async function isRefused(em: EntityManager, key: string): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    'select 1 from accounting.erp_session where key = ? and refused is not null',
    [key],
  );
  return rows.length > 0;
}

async function closingsOf(em: EntityManager, { clientId, departmentId }: Place): Promise<Date[]> {
  const rows = await em.execute<{ at: string }[]>(
    `select document->>'closedAt' as at from accounting.transfer
     where client_id = ? and department_id = ? and kind = 'z-report' order by number desc, revision desc limit ?`,
    [clientId, departmentId, CLOSINGS],
  );
  return rows.map(({ at }) => new Date(at)).sort((one, other) => other.getTime() - one.getTime());
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
