import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type CivilDate, type Ore } from '@accounting/port';
import { situationOf } from '../department/situation.js';
import { Refusal } from '../refusal.js';
import { letThrough } from '../settings/reconsider.js';
import { StartTogether } from './start-together.js';
import { type Started, StartTransfer } from './start-transfer.js';
import { dateRange, idList, type Place, whereOf } from './transfer-filter.js';
import { KINDS, type Kind, STATES, type State } from './transfer.js';
import { reasonSchema } from './transfer-view.js';

export const sendManySchema = z
  .strictObject({
    kind: z.enum(KINDS).optional(),
    ...dateRange,
    states: z
      .array(z.enum(STATES))
      .optional()
      .describe('Left out: waiting, held, refused, and skipped for what settings can change'),
    ids: idList.optional(),
    dryRun: z.boolean().describe('true: only the plan; false: they are sent'),
  })
  .meta({ id: 'SendMany' });
export type SendManyOrder = z.output<typeof sendManySchema>;

const counts = z.record(z.string(), z.int());

/** What many would come to. */
export const planSchema = z
  .strictObject({
    count: z.int(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    amount: z.int().describe('Øre'),
    byKind: counts,
    byState: counts,
  })
  .meta({ id: 'Plan' });
export type Plan = z.output<typeof planSchema>;

export const sentManySchema = planSchema
  .extend({
    started: z.int().describe('How many are on their way now'),
    left: z
      .array(z.strictObject({ transferId: z.uuid(), reason: reasonSchema.nullable() }))
      .describe('Those that something still holds, and what'),
  })
  .meta({ id: 'SentMany' });
export type SentMany = z.output<typeof sentManySchema>;

const USUAL: readonly State[] = ['waiting', 'held', 'refused', 'skipped'];
/** What a start can move. Drafts, and what a person handled, are vouched for one by one. */
const STARTABLE: readonly State[] = [...USUAL, 'unknown'];

/** Starts what waits, is held or was refused, many at once. */
@Injectable()
export class StartMany {
  constructor(
    private readonly em: EntityManager,
    private readonly starter: StartTransfer,
    private readonly together: StartTogether,
  ) {}

  async plan(place: Place, order: SendManyOrder): Promise<Plan> {
    const em = this.em.fork();
    const where = await this.startable(em, place, order);
    const groups = await em.execute<Group[]>(
      `select t.kind, t.state, count(*)::int as count, min(t.business_date)::text as "from",
              max(t.business_date)::text as "to", coalesce(sum(t.amount), 0)::text as amount
       from accounting.transfer t where ${where.sql} group by t.kind, t.state`,
      where.parameters,
    );
    return planOf(groups);
  }

  async start(place: Place, order: SendManyOrder, by: string): Promise<SentMany> {
    const plan = await this.plan(place, order);
    const em = this.em.fork();
    const where = await this.startable(em, place, order);
    const rows = await em.execute<{ id: string; kind: Kind }[]>(
      `select t.id, t.kind from accounting.transfer t where ${where.sql} order by t.business_date, t.number, t.revision`,
      where.parameters,
    );
    const done: Started[] = [];
    for (const { id, kind } of rows)
      done.push(await this.startOne(place, id, this.together.dueFor(kind), by));
    await this.together.go(place);
    const left = done
      .filter(({ started }) => !started)
      .map(({ transferId, why }) => ({ transferId, reason: why }));
    return { ...plan, started: done.length - left.length, left };
  }

  /**
   * What a start can move: of the skipped only what today's settings let through, nothing that waits for a release, and
   * no change from the accounting system, which is fetched and not sent.
   */
  private async startable(em: EntityManager, place: Place, { kind, from, to, ids, states }: SendManyOrder) {
    const { settings } = await situationOf(em, place.clientId, place.departmentId);
    const chosen = (states ?? USUAL).filter((state) => STARTABLE.includes(state));
    const some = whereOf(place, { kind, from, to, ids, states: chosen });
    const skipped = letThrough(settings);
    return {
      sql: `${some.sql} and t.direction = 'to-erp' and (t.state <> 'skipped' or (${skipped.sql}))`,
      parameters: [...some.parameters, ...skipped.parameters],
    };
  }

  /** What has moved on since the plan was made is no failure of the others. */
  private async startOne(place: Place, id: string, dueAt: Date, by: string): Promise<Started> {
    try {
      return await this.starter.start(place, id, { dueAt }, by);
    } catch (error) {
      if (error instanceof Refusal) return { transferId: id, started: false, why: error.reason };
      throw error;
    }
  }
}

interface Group {
  kind: Kind;
  state: State;
  count: number;
  from: CivilDate | null;
  to: CivilDate | null;
  amount: string;
}

function planOf(groups: Group[]): Plan {
  const days = (end: 'from' | 'to') => groups.flatMap((group) => group[end] ?? []).sort();
  return {
    count: total(groups.map(({ count }) => count)),
    from: days('from')[0] ?? null,
    to: days('to').at(-1) ?? null,
    amount: total(groups.map(({ amount }) => Number(amount))),
    byKind: countsBy(groups, ({ kind }) => kind),
    byState: countsBy(groups, ({ state }) => state),
  };
}

function countsBy(groups: Group[], key: (group: Group) => string): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const group of groups) counted[key(group)] = (counted[key(group)] ?? 0) + group.count;
  return counted;
}

function total(numbers: Ore[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
