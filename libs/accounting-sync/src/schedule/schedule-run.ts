import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Reason } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind, KINDS } from '../transfer/transfer.js';

export type Outcome = 'changed' | 'nothing-new' | 'failed';

const ScheduleRunSchema = defineEntity({
  name: 'ScheduleRun',
  schema: 'accounting',
  tableName: 'schedule_run',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    kind: p.text().primary().$type<Kind>(),
    /** When automatic runs began, or began anew. */
    startedAt: p.datetime(),
    lastRunAt: p.datetime().nullable(),
    outcome: p.text().nullable().$type<Outcome>(),
    /** Why the last one failed, or what it had to leave out. */
    reason: p.json<Reason>().nullable(),
    /** Transient ones, in a row. */
    failures: p.integer(),
    lastChangeAt: p.datetime().nullable(),
    /** A person wants a run now. */
    askedAt: p.datetime().nullable(),
    nextRunAt: p.datetime().nullable(),
    /** When `nextRunAt` was worked out; null: what it follows from has changed since. */
    plannedAt: p.datetime().nullable(),
    /** Somebody runs it until then. */
    leaseUntil: p.datetime().nullable(),
    leaseOwner: p.uuid().nullable(),
  },
});

/** The automatic runs of one kind in one department: what came of the last, and when the next is. */
export class ScheduleRun extends ScheduleRunSchema.class {
  /**
   * @param begunAt a wish that came since is a wish for another run.
   * @param toldToWait it failed since it came too early: that again is no further failure.
   */
  end(
    outcome: Outcome,
    reason: Reason | null,
    { begunAt, now, toldToWait }: { begunAt: Date; now: Date; toldToWait: boolean },
  ): void {
    this.lastRunAt = now;
    this.outcome = outcome;
    this.reason = reason;
    if (outcome !== 'failed') this.failures = 0;
    else this.failures = toldToWait ? Math.max(this.failures, 1) : this.failures + 1;
    if (outcome === 'changed') this.lastChangeAt = now;
    if (this.askedAt && this.askedAt <= begunAt) this.askedAt = null;
    this.leaseUntil = null;
    this.leaseOwner = null;
    this.plannedAt = null;
  }
}
ScheduleRunSchema.setClass(ScheduleRun);

/** Settings or a connection were saved: runs begin anew, and are planned at the next tick. Inside that transaction. */
export async function beginRunsAnew(tx: EntityManager, place: Place, now: Date): Promise<void> {
  await tx.execute(
    `insert into accounting.schedule_run (client_id, department_id, kind, started_at, failures)
     select ?, ?, kind, ?, 0 from unnest(array[${KINDS.map(() => '?').join(', ')}]) as kind
     on conflict (client_id, department_id, kind) do update
       set started_at = excluded.started_at, failures = 0, planned_at = null`,
    [place.clientId, place.departmentId, now, ...KINDS],
  );
}

/** A person wants a run now. */
export async function askForRun(tx: EntityManager, place: Place, kind: Kind, now: Date): Promise<void> {
  await beginRunsIfNew(tx, place, now);
  await tx.nativeUpdate(
    ScheduleRun,
    { clientId: place.clientId, departmentId: place.departmentId, kind },
    { askedAt: now },
  );
}

async function beginRunsIfNew(tx: EntityManager, place: Place, now: Date): Promise<void> {
  await tx.execute(
    `insert into accounting.schedule_run (client_id, department_id, kind, started_at, failures)
     select ?, ?, kind, ?, 0 from unnest(array[${KINDS.map(() => '?').join(', ')}]) as kind on conflict do nothing`,
    [place.clientId, place.departmentId, now, ...KINDS],
  );
}
