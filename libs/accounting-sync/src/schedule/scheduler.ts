import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type Reason } from '@accounting/port';
import { correlated } from '../correlation.js';
import { Environment } from '../environment.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { RunKind } from './run-kind.js';
import { RunPlans } from './run-plans.js';
import { ScheduleRun } from './schedule-run.js';

/** A run that is renewed no more is somebody else's after this. */
const LEASE_MS = 120_000;
const RENEW_EVERY_MS = 30_000;
/** So many runs at once in one process. */
const RUNS_AT_ONCE = 4;

interface Due {
  client_id: string;
  department_id: string;
  kind: Kind;
  asked: boolean;
}

/** Any number: all processes of ours that share one database agree on it. */
const CLAIM_LOCK = 7_203_812;

interface Claimed extends Place {
  kind: Kind;
  owner: string;
  /** A person asked for it: it goes whatever the rule says. */
  asked: boolean;
}

/**
 * Wakes automatic runs: a timer of every worker asks, the database decides. A run is claimed by a lease in its row, so
 * that no two processes run the same department's kind at once.
 */
@Injectable()
export class Scheduler implements BeforeApplicationShutdown {
  private readonly log = new Logger(Scheduler.name);
  private readonly running = new Set<Promise<void>>();
  private ticking: Promise<void> | null = null;
  private closing = false;

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly plans: RunPlans,
    private readonly runs: RunKind,
  ) {}

  /** Plans what is not planned, and begins what is due; waits for neither. Never throws. */
  tick(): void {
    if (this.closing || this.ticking) return;
    this.ticking = this.once()
      .catch((error: unknown) => this.log.error(error))
      .finally(() => (this.ticking = null));
  }

  /** For tests and a manual start: one tick, and all that it began. */
  async settle(): Promise<void> {
    this.tick();
    await this.ticking;
    await Promise.all(this.running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.ticking;
    await Promise.all(this.running);
  }

  private async once(): Promise<void> {
    await this.plans.renew();
    while (!this.closing && this.running.size < RUNS_AT_ONCE) {
      const claimed = await this.claim();
      if (!claimed) return;
      const run = correlated(this.environment.ids.uuid(), () => this.perform(claimed))
        // Its lease runs out, and it is run again: nothing that a run does is harmed by that.
        .catch((error: unknown) => this.log.error(error))
        .finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  /** One due run that nobody has, and now is ours. What a person asked for comes first. */
  private async claim(): Promise<Claimed | null> {
    const { clock, ids } = this.environment;
    const now = clock.now();
    const owner = ids.uuid();
    const row = await this.em.fork().transactional(async (tx) => {
      // One claim at a time: two departments of a client have one catalogue in DUELL, and only one of them is at it.
      await tx.execute('select pg_advisory_xact_lock(?)', [CLAIM_LOCK]);
      const [claimed] = await tx.execute<Due[]>(
        `update accounting.schedule_run r set lease_until = ?, lease_owner = ?
         from (select client_id, department_id, kind from accounting.schedule_run s
               where (next_run_at <= ? or asked_at is not null) and (lease_until is null or lease_until < ?)
                 and not exists (select 1 from accounting.schedule_run o
                   where o.client_id = s.client_id and o.kind = s.kind and o.lease_until >= ?)
               order by asked_at nulls last, next_run_at limit 1) due
         where r.client_id = due.client_id and r.department_id = due.department_id and r.kind = due.kind
         returning r.client_id, r.department_id, r.kind, r.asked_at is not null as asked`,
        [new Date(now.getTime() + LEASE_MS), owner, now, now, now],
      );
      return claimed;
    });
    if (!row) return null;
    const { client_id: clientId, department_id: departmentId, kind, asked } = row;
    return { clientId, departmentId, kind, asked, owner };
  }

  private async perform({ owner, kind, asked, ...place }: Claimed): Promise<void> {
    const { clock } = this.environment;
    if (!asked && (await this.plans.putOff(place, kind, owner))) return;
    const begunAt = clock.now();
    const done = new AbortController();
    const renewing = this.renew(owner, done.signal);
    let outcome: 'changed' | 'nothing-new' | 'failed';
    let why: Reason | null = null;
    try {
      outcome = await this.runs.run(place, kind);
    } catch (error) {
      outcome = 'failed';
      why =
        error instanceof AccountingError
          ? error.reason
          : reason('UNEXPECTED_FAILURE', { detail: nameOf(error) });
      if (!(error instanceof AccountingError)) this.log.error(error);
    } finally {
      done.abort();
      await renewing;
    }
    await this.em.fork().transactional(async (tx) => {
      const mine = { ...place, kind, leaseOwner: owner };
      const row = await tx.findOne(ScheduleRun, mine, { lockMode: LockMode.PESSIMISTIC_WRITE });
      row?.end(outcome, why, { begunAt, now: clock.now() });
    });
    this.log.log({ ...place, kind, outcome, code: why?.code }, 'run ended');
  }

  private async renew(owner: string, signal: AbortSignal): Promise<void> {
    const { clock } = this.environment;
    for (;;) {
      await clock.sleep(RENEW_EVERY_MS, signal);
      if (signal.aborted) return;
      await this.em
        .fork()
        .nativeUpdate(
          ScheduleRun,
          { leaseOwner: owner },
          { leaseUntil: new Date(clock.now().getTime() + LEASE_MS) },
        )
        .catch(() => undefined);
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'ukjent';
}
