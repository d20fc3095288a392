import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { comesInCrowds } from './admit-document.js';
import { type Place } from './transfer-filter.js';
import { type Kind } from './transfer.js';

/** So long the first of many waits for the last. Should whoever starts them die over it, they go then. */
const AT_MOST_MS = 60_000;

/**
 * Many products or customers that are started one after the other: they go in few writes when none goes before the
 * last is started, and in many when a worker begins with the first.
 */
@Injectable()
export class StartTogether {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
  ) {}

  /** When one of many is due, until {@link go}. Settlements and invoices wait for nobody. */
  dueFor(kind: Kind): Date {
    const now = this.environment.clock.now();
    return comesInCrowds(kind) ? new Date(now.getTime() + AT_MOST_MS) : now;
  }

  /** All of them are started. One wake-up for each lane. */
  async go({ clientId, departmentId }: Place): Promise<void> {
    const now = this.environment.clock.now();
    await this.em.fork().transactional(async (tx) => {
      // What waits for a reason of its own, such as a failure, keeps its time.
      const rows = await tx.execute<{ lane: string | null }[]>(
        `update accounting.transfer set due_at = ?
         where client_id = ? and department_id = ? and kind in ('product', 'customer') and state = 'waiting'
           and direction = 'to-erp' and failures = 0 and reason is null and due_at > ? and due_at <= ?
           and (not_before is null or not_before <= ?)
         returning lane`,
        [now, clientId, departmentId, now, new Date(now.getTime() + AT_MOST_MS), now],
      );
      for (const lane of new Set(rows.flatMap((row) => row.lane ?? []))) await this.queue.wake(tx, lane);
    });
  }
}
