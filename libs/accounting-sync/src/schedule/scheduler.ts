import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { AccountingError, type Reason } from '@accounting/port';
import { correlated } from '../correlation.js';
import { Environment } from '../environment.js';
import { reason } from '../transfer/transfer-reasons.js';
import { RunKind } from './run-kind.js';
import { LeaseLost, RunLease } from './run-lease.js';
import { RunPlans } from './run-plans.js';
import { type Outcome, ScheduleRun } from './schedule-run.js';

/** So many runs at once in one process. */
const RUNS_AT_ONCE = 4;

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
      const { clock, ids } = this.environment;
      const lease = await RunLease.claim(this.em, clock, ids);
      if (!lease) return;
      const run = correlated(this.environment.ids.uuid(), () => this.perform(lease))
        // Its lease runs out, and it is run again: nothing that a run does is harmed by that.
        .catch((error: unknown) => this.log.error(error))
        .finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  private async perform(lease: RunLease): Promise<void> {
    const { place, kind, owner, asked } = lease;
    const { clock } = this.environment;
    if (!asked && (await this.plans.putOff(place, kind, owner))) return;
    const begunAt = clock.now();
    const { outcome, why, toldToWait = false } = await lease.during(() => this.outcomeOf(lease));
    await this.em.fork().transactional(async (tx) => {
      const mine = { ...place, kind, leaseOwner: owner };
      const row = await tx.findOne(ScheduleRun, mine, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!row) throw new LeaseLost(place, kind);
      row.end(outcome, why, { begunAt, now: clock.now(), toldToWait });
    });
    this.log.log({ ...place, kind, outcome, code: why?.code }, 'run ended');
  }

  /** Throws {@link LeaseLost}: what is somebody else's has no outcome here. */
  private async outcomeOf(lease: RunLease): Promise<Ended> {
    try {
      return await this.runs.run(lease.place, lease.kind, lease);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (error instanceof AccountingError)
        return { outcome: 'failed', why: error.reason, toldToWait: error.retryAt !== undefined };
      this.log.error(error);
      return { outcome: 'failed', why: reason('UNEXPECTED_FAILURE', { detail: nameOf(error) }) };
    }
  }
}

interface Ended {
  outcome: Outcome;
  why: Reason | null;
  /** Nobody was asked, or whoever was said when to come again. */
  toldToWait?: boolean;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'ukjent';
}
