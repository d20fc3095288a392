import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { osloDateTime } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { KINDS, type Kind } from '../transfer/transfer.js';
import { nextRun } from './next-run.js';
import { reasonSchema } from '../transfer/transfer-view.js';
import { RunFactsOf } from './run-facts.js';
import { ScheduleRun } from './schedule-run.js';

export const scheduleSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(KINDS),
        nextRunAt: z.iso.datetime().nullable().describe('null: nothing is due'),
        reason: z.string().describe('Why then, in Norwegian'),
        code: z.string().describe('The same, stable'),
        lastRun: z
          .strictObject({
            at: z.iso.datetime(),
            outcome: z.enum(['changed', 'nothing-new', 'failed']),
            reason: reasonSchema.nullable().describe('Why it failed, or what it had to leave out'),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'Schedule' });
export type ScheduleView = z.output<typeof scheduleSchema>;

const NAMES: Record<Kind, string> = {
  'z-report': 'Z-rapporter',
  invoice: 'Fakturaer',
  product: 'Varer',
  customer: 'Kunder',
};

/** When each kind goes next, and why then, in a person's words. */
@Injectable()
export class Schedule {
  constructor(
    private readonly em: EntityManager,
    private readonly facts: RunFactsOf,
  ) {}

  async of(place: Place): Promise<ScheduleView> {
    const rows = await this.em.fork().execute<{ kind: Kind; due_at: Date | string }[]>(
      `select kind, min(due_at) as due_at from accounting.transfer
       where client_id = ? and department_id = ? and state = 'waiting' and direction = 'to-erp'
         and due_at is not null group by kind`,
      [place.clientId, place.departmentId],
    );
    const due = new Map(rows.map((row) => [row.kind, new Date(row.due_at)]));
    const items: ScheduleView['items'] = [];
    for (const kind of KINDS) items.push(await this.itemOf(place, kind, due.get(kind)));
    return { items };
  }

  /** What waits has a time of its own; else the next run finds whatever there is. */
  private async itemOf(
    place: Place,
    kind: Kind,
    due: Date | undefined,
  ): Promise<ScheduleView['items'][number]> {
    const { at, reason } = nextRun(await this.facts.of(place, kind));
    const lastRun = await this.lastRun(place, kind);
    if (due && (!at || due <= at)) {
      const why = `${NAMES[kind]} som venter, sendes ${osloDateTime(due)}.`;
      return { kind, nextRunAt: due.toISOString(), reason: why, code: 'RUN_DUE', lastRun };
    }
    return { kind, nextRunAt: at?.toISOString() ?? null, reason: reason.message, code: reason.code, lastRun };
  }

  private async lastRun({ clientId, departmentId }: Place, kind: Kind) {
    const run = await this.em.fork().findOne(ScheduleRun, { clientId, departmentId, kind });
    if (!run?.lastRunAt || !run.outcome) return null;
    return { at: run.lastRunAt.toISOString(), outcome: run.outcome, reason: run.reason ?? null };
  }
}
