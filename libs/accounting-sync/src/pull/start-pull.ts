import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { HostConnections } from '../connection/host-connection.js';
import { withinTime } from '../connection/within-time.js';
import { ensureDepartment } from '../department/department.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { type RecordKind } from '../register/register-record.js';
import { askForRun } from '../schedule/schedule-run.js';
import { type Settings } from '../settings/settings.js';
import { isEnabled, masterOf, whyUnwanted } from '../settings/why-unwanted.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type PullCounts, PullFromErp } from './pull-from-erp.js';
import { pullReason } from './pull-reasons.js';
import { PushPlan } from './push-plan.js';

const counts = {
  create: z.int().describe('New on the other side'),
  change: z.int(),
  leave: z.int().describe('The same already'),
  held: z.int().describe('A person must mend something first'),
};

export const directionPlanSchema = z
  .strictObject({
    kind: z.enum(['product', 'customer']),
    direction: z.enum(['to-erp', 'from-erp']),
    ...counts,
  })
  .meta({ id: 'DirectionPlan' });
export type DirectionPlan = z.output<typeof directionPlanSchema>;

export const pullPlanSchema = directionPlanSchema
  .extend({ started: z.boolean().describe('false: only the plan was asked for') })
  .meta({ id: 'PullPlan' });
export type PullPlan = z.output<typeof pullPlanSchema>;

interface PullOrder {
  place: Place;
  kind: RecordKind;
  direction: DirectionPlan['direction'];
  /** The stored ones, or those that a person is about to save. */
  settings: Settings;
  /** As if nothing had been followed yet, for a master that is about to change. */
  fromScratch?: boolean;
}

/** A person follows the master now, instead of at the next automatic run; with a plan first. */
@Injectable()
export class StartPull {
  private readonly planning = new Map<string, Promise<PullCounts>>();

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly pulling: PullFromErp,
    private readonly pushing: PushPlan,
    private readonly hosts: HostConnections,
  ) {}

  /** Throws a Refusal where nothing would come of it, an AccountingError when the plan can't be made now. */
  async start(place: Place, { kind, dryRun }: { kind: RecordKind; dryRun: boolean }): Promise<PullPlan> {
    const { settings } = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    const direction = masterOf(settings, kind) === 'erp' ? 'from-erp' : 'to-erp';
    await this.mustBePossible(place, settings, kind);
    if (dryRun) return { ...(await this.plan({ place, kind, direction, settings })), started: false };
    await this.em.fork().transactional(async (tx) => {
      await ensureDepartment(tx, place.clientId, place.departmentId);
      await askForRun(tx, place, kind, this.environment.clock.now());
    });
    return { kind, direction, create: 0, change: 0, leave: 0, held: 0, started: true };
  }

  /**
   * What following would do under these settings, in either direction; nothing is saved. A first reading of whole
   * registers may take longer than a person waits: it goes on, and who asks again waits for the same one.
   */
  async plan(order: PullOrder): Promise<DirectionPlan> {
    const { kind, direction } = order;
    const planned = this.planned(order);
    const { clock } = this.environment;
    return {
      kind,
      direction,
      ...(await withinTime(clock, planned, PATIENCE_MS, pullReason('PLAN_TAKES_LONGER'))),
    };
  }

  private planned(order: PullOrder): Promise<PullCounts> {
    const key = JSON.stringify(order);
    const running = this.planning.get(key);
    if (running) return running;
    const counts = order.direction === 'from-erp' ? this.pulling.plan(order) : this.pushing.of(order);
    this.planning.set(key, counts);
    return counts.finally(() => this.planning.delete(key));
  }

  /** Asked for, and yet nothing would come of it: that is said at once. */
  private async mustBePossible({ clientId }: Place, settings: Settings, kind: RecordKind): Promise<void> {
    const unwanted = isEnabled(settings, kind) ? null : whyUnwanted(settings, kind, null);
    if (unwanted) throw new Refusal('conflict', unwanted);
    if (masterOf(settings, kind) === 'erp' && !(await this.hosts.isReady(clientId)))
      throw new Refusal('conflict', connectionReason('HOST_CONNECTION_MISSING'));
  }
}

const PATIENCE_MS = 60_000;
