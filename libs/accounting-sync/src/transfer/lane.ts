import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Clock, type Ids } from '@accounting/port';

const LaneSchema = defineEntity({
  name: 'Lane',
  schema: 'accounting',
  tableName: 'lane',
  properties: {
    key: p.text().primary(),
    owner: p.text().nullable(),
    generation: p.integer(),
    leaseUntil: p.datetime().nullable(),
  },
});

/** The right to deliver to one set of books, lent to one worker at a time. */
export class Lane extends LaneSchema.class {}
LaneSchema.setClass(Lane);

/**
 * How long a worker keeps a lane without saying that it lives. A killed worker's lane is free after this; a write
 * that it left behind is an undecided step, which no lease protects and none has to (docs/adr/0005).
 */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 8_000;

/** The worker no longer holds the lane: it must write nothing more, here or there. */
export class LaneLost extends Error {
  constructor(key: string) {
    super(`The lane ${key} was taken over by another worker`);
  }
}

/** A lane that this worker holds. Every write of ours checks it, and so does the moment before every ERP write. */
export class HeldLane {
  private leaseEnds: number;
  private readonly released = new AbortController();
  private readonly beating: Promise<void>;

  private constructor(
    readonly key: string,
    private readonly owner: string,
    private readonly generation: number,
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {
    this.leaseEnds = clock.monotonic() + LEASE_MS;
    this.beating = this.beat();
  }

  /** null when another worker holds it and lives. */
  static async take(key: string, em: EntityManager, clock: Clock, ids: Ids): Promise<HeldLane | null> {
    const owner = ids.uuid();
    const now = clock.now();
    const [row] = await em.fork().execute<{ generation: number }[]>(
      `insert into accounting.lane as lane (key, owner, generation, lease_until) values (?, ?, 1, ?)
       on conflict (key) do update set owner = excluded.owner, generation = lane.generation + 1, lease_until = excluded.lease_until
       where lane.owner is null or lane.lease_until < ?
       returning generation`,
      [key, owner, new Date(now.getTime() + LEASE_MS), now],
    );
    return row ? new HeldLane(key, owner, row.generation, em, clock) : null;
  }

  /** The lane is ours for sure until this reading of the monotonic clock. */
  get safeUntil(): number {
    return this.leaseEnds;
  }

  /** Inside a transaction of ours: nobody can take the lane over before it ends. Throws {@link LaneLost}. */
  async confirm(tx: EntityManager): Promise<void> {
    const rows = await tx.execute<unknown[]>(
      'select 1 from accounting.lane where key = ? and owner = ? and generation = ? for share',
      [this.key, this.owner, this.generation],
    );
    if (rows.length === 0) throw new LaneLost(this.key);
  }

  /** Throws {@link LaneLost}. */
  async renew(): Promise<void> {
    const started = this.clock.monotonic();
    const rows = await this.em
      .fork()
      .execute<unknown[]>(
        'update accounting.lane set lease_until = ? where key = ? and owner = ? and generation = ? returning key',
        [new Date(this.clock.now().getTime() + LEASE_MS), this.key, this.owner, this.generation],
      );
    if (rows.length === 0) throw new LaneLost(this.key);
    this.leaseEnds = started + LEASE_MS;
  }

  async release(): Promise<void> {
    this.released.abort();
    await this.beating;
    await this.em
      .fork()
      .execute(
        'update accounting.lane set owner = null, lease_until = null where key = ? and owner = ? and generation = ?',
        [this.key, this.owner, this.generation],
      );
  }

  private async beat(): Promise<void> {
    for (;;) {
      await this.clock.sleep(RENEW_EVERY_MS, this.released.signal);
      if (this.released.signal.aborted) return;
      // Lost, or no database: the next confirm() says so, and safeUntil is not moved.
      await this.renew().catch(() => undefined);
    }
  }
}
