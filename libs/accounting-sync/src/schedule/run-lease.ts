import { type EntityManager } from '@mikro-orm/postgresql';
import { type Clock, type Ids } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind } from '../transfer/transfer.js';
import { ScheduleRun } from './schedule-run.js';

/** A run that is renewed no more is somebody else's after this. */
const LEASE_MS = 120_000;
const RENEW_EVERY_MS = 30_000;
/** Any number: all processes of ours that share one database agree on it. */
const CLAIM_LOCK = 7_203_812;

/** What a run looks at before each thing that can't be taken back. */
export interface Lease {
  /** Throws {@link LeaseLost}. */
  mustHold(): Promise<void>;
}

/** Somebody else runs it, or may: whoever had the lease does nothing more, here or there. */
export class LeaseLost extends Error {
  constructor({ clientId, departmentId }: Place, kind: Kind) {
    super(`The run of ${kind} in ${clientId}/${departmentId} is somebody else's by now: its lease was over`);
  }
}

interface Due {
  client_id: string;
  department_id: string;
  kind: Kind;
  asked: boolean;
}

/** The right to run one kind of one department, lent to one process at a time. */
export class RunLease implements Lease {
  private constructor(
    readonly place: Place,
    readonly kind: Kind,
    /** A person asked for it: it goes whatever the rule says. */
    readonly asked: boolean,
    readonly owner: string,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** One due run that nobody has, and now is ours. What a person asked for comes first. */
  static async claim(em: EntityManager, clock: Clock, ids: Ids): Promise<RunLease | null> {
    const now = clock.now();
    const owner = ids.uuid();
    const row = await em.fork().transactional(async (tx) => {
      // One claim at a time: two departments of a client have one catalogue in DUELL, and only one of them is at it.
      await tx.execute('select pg_advisory_xact_lock(?)', [CLAIM_LOCK]);
      return (
        (await claimFirst(tx, 'asked_at', owner, now)) ?? (await claimFirst(tx, 'next_run_at', owner, now))
      );
    });
    if (!row) return null;
    const { client_id: clientId, department_id: departmentId, kind, asked } = row;
    return new RunLease({ clientId, departmentId }, kind, asked, owner, em, clock);
  }

  /** Asks the database, and no clock of our own: a process that was stopped for minutes does not know that it was. */
  async mustHold(): Promise<void> {
    const held = await this.em.fork().count(ScheduleRun, this.heldNow());
    if (held === 0) throw new LeaseLost(this.place, this.kind);
  }

  /** Renewed as long as `work` takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const renewing = this.renew(done.signal);
    try {
      return await work();
    } finally {
      done.abort();
      await renewing;
    }
  }

  /** A lease that was over is not revived: somebody else of the client may have begun. */
  private async renew(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.clock.sleep(RENEW_EVERY_MS, signal);
      if (signal.aborted) return;
      const leaseUntil = new Date(this.clock.now().getTime() + LEASE_MS);
      // Without a database, again in half a minute: it may be back before the lease is over.
      const renewed = await this.em
        .fork()
        .nativeUpdate(ScheduleRun, this.heldNow(), { leaseUntil })
        .catch(() => null);
      if (renewed === 0) return;
    }
  }

  private heldNow() {
    return { ...this.place, kind: this.kind, leaseOwner: this.owner, leaseUntil: { $gte: this.clock.now() } };
  }
}

/** By one index or the other: with both in one question, all runs would be read each time. */
async function claimFirst(
  tx: EntityManager,
  by: 'asked_at' | 'next_run_at',
  owner: string,
  now: Date,
): Promise<Due | undefined> {
  const [claimed] = await tx.execute<Due[]>(
    `update accounting.schedule_run r set lease_until = ?, lease_owner = ?
     from (select client_id, department_id, kind from accounting.schedule_run s
           where ${by} <= ? and (lease_until is null or lease_until < ?)
             and not exists (select 1 from accounting.schedule_run o
               where o.client_id = s.client_id and o.kind = s.kind and o.lease_until >= ?)
           order by ${by} limit 1) due
     where r.client_id = due.client_id and r.department_id = due.department_id and r.kind = due.kind
       and (r.lease_until is null or r.lease_until < ?)
     returning r.client_id, r.department_id, r.kind, r.asked_at is not null as asked`,
    [new Date(now.getTime() + LEASE_MS), owner, now, now, now, now],
  );
  return claimed;
}
