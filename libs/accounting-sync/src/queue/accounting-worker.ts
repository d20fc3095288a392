import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { EntityManager } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { correlated } from '../correlation.js';
import { Scheduler } from '../schedule/scheduler.js';
import { Upkeep } from '../schedule/upkeep.js';
import { LaneWorker } from '../transfer/lane-worker.js';
import { LaneQueue, QUEUE_SCHEMA } from './lane-queue.js';

export type ProcessRole = 'web' | 'worker' | 'all';

const TICK_MS = 5_000;
const LANES_AT_ONCE = 8;

/** The worker half of a process: takes wake-ups, and wakes lanes that have something due and no wake-up. */
@Injectable()
export class AccountingWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(AccountingWorker.name);
  private ticking: Promise<void> | null = null;
  private working = false;

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
    private readonly lanes: LaneWorker,
    private readonly upkeep: Upkeep,
    private readonly scheduler: Scheduler,
    private readonly role: ProcessRole,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start();
    if (this.role === 'web') return;
    this.working = true;
    await this.queue.work(LANES_AT_ONCE, async ({ lane, correlation }) => {
      await correlated(correlation ?? this.environment.ids.uuid(), () => this.lanes.run(lane));
    });
  }

  /** The one timer: what waits for its time, and what a lost wake-up left lying. */
  @Interval(TICK_MS)
  async tick(): Promise<void> {
    if (!this.working || this.ticking) return;
    this.upkeep.soon();
    this.scheduler.tick();
    this.ticking = this.wakeDueLanes()
      .catch((error: unknown) => this.log.error(error))
      .finally(() => (this.ticking = null));
    await this.ticking;
  }

  /** Stops taking work, and finishes or gives back what is in hand. */
  async beforeApplicationShutdown(): Promise<void> {
    this.working = false;
    this.lanes.stop();
    await this.ticking;
    await this.queue.stop();
  }

  private async wakeDueLanes(): Promise<void> {
    const now = this.environment.clock.now();
    const em = this.em.fork();
    const due = await em.execute<{ lane: string }[]>(
      `select distinct t.lane from accounting.transfer t left join accounting.lane l on l.key = t.lane
       where t.due_at <= ? and t.lane is not null and (l.lease_until is null or l.lease_until < ?)
         and not exists (select 1 from ${QUEUE_SCHEMA}.job j
           where j.name = 'lane' and j.singleton_key = t.lane and j.state < 'completed')`,
      [now, now],
    );
    for (const { lane } of due) await em.transactional((tx) => this.queue.wake(tx, lane));
  }
}
