import { Injectable, Logger } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind } from '../transfer/transfer.js';
import { type NextRun, nextRun } from './next-run.js';
import { RunFactsOf } from './run-facts.js';
import { STOPPED } from './run-reasons.js';
import { ScheduleRun } from './schedule-run.js';

/** What a plan follows from changes without telling, also what stops runs: it is made anew this often. */
const REPLAN_EVERY_MS = 3_600_000;
/** Whoever took a plan makes it within this time; else it is made by whoever comes next. */
const PLANNING_MS = 120_000;
const PLANS_A_TICK = 500;

interface Taken {
  client_id: string;
  department_id: string;
  kind: Kind;
  /** It had a time, or somebody just saved something: that it is stopped is news. */
  had_time: boolean;
}

/** Keeps in the database what the rule says, so that a due run is found without asking the rule for all of them. */
@Injectable()
export class RunPlans {
  private readonly log = new Logger(RunPlans.name);

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly facts: RunFactsOf,
  ) {}

  /** Plans what is not planned, or was planned long ago. One that can't be planned now stops none of the others. */
  async renew(): Promise<void> {
    const now = this.environment.clock.now().getTime();
    const longAgo = new Date(now - REPLAN_EVERY_MS);
    // As if planned so long ago that it will be old when our time is over: no two plan the same, and none is forgotten.
    const mark = new Date(now - REPLAN_EVERY_MS + PLANNING_MS);
    const taken = await this.em.fork().execute<Taken[]>(
      `update accounting.schedule_run r set planned_at = ?
       from (select client_id, department_id, kind, planned_at is null or next_run_at is not null as had_time
             from accounting.schedule_run
             where (planned_at is null or planned_at < ?) and lease_owner is null
             order by planned_at nulls first limit ? for update skip locked) stale
       where r.client_id = stale.client_id and r.department_id = stale.department_id and r.kind = stale.kind
       returning r.client_id, r.department_id, r.kind, had_time`,
      [mark, longAgo, PLANS_A_TICK],
    );
    for (const { client_id: clientId, department_id: departmentId, kind, had_time: hadTime } of taken) {
      try {
        const plan = await this.plan({ clientId, departmentId }, kind, mark);
        if (hadTime) this.warnIfStopped({ clientId, departmentId }, kind, plan);
      } catch (error) {
        this.log.error({ clientId, departmentId, kind, err: error }, 'A run could not be planned');
      }
    }
  }

  private async plan({ clientId, departmentId }: Place, kind: Kind, mark: Date): Promise<NextRun> {
    const facts = await this.facts.of({ clientId, departmentId }, kind);
    const plan = nextRun(facts);
    // Without our mark somebody saved something meanwhile: that is planned at the next tick.
    const ours = { clientId, departmentId, kind, plannedAt: mark, leaseOwner: null };
    await this.em.fork().nativeUpdate(ScheduleRun, ours, { nextRunAt: plan.at, plannedAt: facts.now });
    return plan;
  }

  /**
   * Right before a run: a fact has changed since it was planned, such as a quarantine, and it is not the time any more.
   * Then it is put off, and given back by `owner`.
   */
  async putOff(place: Place, kind: Kind, owner: string): Promise<boolean> {
    const now = this.environment.clock.now();
    const plan = nextRun(await this.facts.of(place, kind));
    if (plan.at && plan.at <= now) return false;
    await this.em
      .fork()
      .nativeUpdate(
        ScheduleRun,
        { ...place, kind, leaseOwner: owner },
        { nextRunAt: plan.at, leaseOwner: null, leaseUntil: null },
      );
    this.warnIfStopped(place, kind, plan);
    return true;
  }

  /** Once for each stop: an operator can see what the shop has not mended. */
  private warnIfStopped(place: Place, kind: Kind, { reason: { code, english } }: NextRun): void {
    if (STOPPED.includes(code)) this.log.warn({ ...place, kind, code }, english);
  }
}
