import { Logger } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { PgBoss, fromKysely } from 'pg-boss';
import { currentCorrelation } from '../correlation.js';

const QUEUE = 'lane';
export const QUEUE_SCHEMA = 'accounting_queue';

export interface WakeUp {
  lane: string;
  correlation: string | null;
}

/**
 * Wake-ups: "something may be due in lane X", and no more. The transfer row is the truth; a lost wake-up costs one
 * tick. Policy `singleton` with the lane as key makes pg-boss's unique index a mutex of lanes over all processes.
 */
export class LaneQueue {
  private readonly log = new Logger(LaneQueue.name);
  private readonly boss: PgBoss;

  constructor(connectionString: string, works: boolean) {
    this.boss = new PgBoss({
      connectionString,
      schema: QUEUE_SCHEMA,
      application_name: 'accounting-queue',
      max: works ? 6 : 2,
      schedule: false,
      supervise: works,
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
      useListenNotify: works,
    });
    this.boss.on('error', (error) => this.log.error(error));
  }

  async start(): Promise<void> {
    await this.boss.start();
    await this.boss.createQueue(QUEUE, {
      policy: 'singleton',
      notify: true,
      retryLimit: 0,
      heartbeatSeconds: 15,
      expireInSeconds: 900,
      deleteAfterSeconds: 3600,
    });
  }

  /** Inside a transaction: the wake-up exists if and only if it commits. Left out, `at` is as soon as it does. */
  async wake(em: EntityManager, lane: string, at?: Date): Promise<void> {
    const wakeUp: WakeUp = { lane, correlation: currentCorrelation() };
    const when = at ? { startAfter: at } : {};
    await this.boss.send(QUEUE, wakeUp, { db: fromKysely(em.getKysely()), singletonKey: lane, ...when });
  }

  /** Lanes side by side, `concurrency` at a time in this process; pg-boss keeps one job a lane active over all. */
  async work(concurrency: number, run: (wakeUp: WakeUp) => Promise<void>): Promise<void> {
    const options = { localConcurrency: concurrency, notifyPollingIntervalSeconds: 2 };
    await this.boss.work<WakeUp>(QUEUE, options, async (jobs) => {
      for (const job of jobs) await run(job.data);
    });
  }

  /** Takes no more jobs and waits for those in hand: as long as the slowest write may take. */
  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 125_000 });
  }
}
