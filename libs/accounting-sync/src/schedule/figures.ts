import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { QUEUE_SCHEMA } from '../queue/lane-queue.js';

export interface FiguresNow {
  transfers: { kind: string; state: string; count: number }[];
  attempts: { outcome: string; count: number }[];
  /** Seconds that the oldest due transfer has been due; 0: none is. */
  oldestDueSeconds: number;
  /** Automatic runs that are wanted and stopped: a login was refused. */
  stopped: { kind: string; count: number }[];
  /** Calls to accounting systems in the last hour. */
  calls: { operation: string; count: number; seconds: number }[];
}

const HOUR_MS = 3_600_000;

/** What an operator watches, over all clients. */
@Injectable()
export class Figures {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  async now(): Promise<FiguresNow> {
    const em = this.em.fork();
    const now = this.environment.clock.now();
    const transfers = await em.execute<FiguresNow['transfers']>(
      'select kind, state, count(*)::int as count from accounting.transfer group by kind, state',
    );
    const attempts = await em.execute<FiguresNow['attempts']>(
      `select coalesce(outcome, 'open') as outcome, count(*)::int as count from accounting.attempt group by 1`,
    );
    const [due] = await em.execute<{ seconds: number }[]>(
      `select coalesce(extract(epoch from ?::timestamptz - min(due_at)), 0)::float8 as seconds
       from accounting.transfer where due_at <= ? and lane is not null`,
      [now, now],
    );
    const stopped = await em.execute<FiguresNow['stopped']>(
      `select r.kind, count(*)::int as count from accounting.schedule_run r
       join accounting.settings s on s.client_id = r.client_id and s.department_id = r.department_id
       where r.next_run_at is null and r.planned_at is not null and r.lease_owner is null
         and s.choices->>'automatic' = 'true'
         and s.choices->(case r.kind when 'z-report' then 'zReport' else r.kind || 's' end)->>'enabled' = 'true'
       group by r.kind`,
    );
    const calls = await em.execute<FiguresNow['calls']>(
      `select operation, count(*)::int as count, (sum(took) / 1000.0)::float8 as seconds
       from accounting.exchange where started_at > ? group by operation`,
      [new Date(now.getTime() - HOUR_MS)],
    );
    return { transfers, attempts, oldestDueSeconds: due?.seconds ?? 0, stopped, calls };
  }

  /** Answers when the database does and the queue has been started; throws otherwise. */
  async ready(): Promise<void> {
    const rows = await this.em
      .fork()
      .execute<unknown[]>(`select 1 from ${QUEUE_SCHEMA}.queue where name = 'lane'`);
    if (rows.length === 0) throw new Error('The queue has not been started');
  }
}
