import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { ensureDepartment } from '../department/department.js';
import { type Situation, situationOf } from '../department/situation.js';
import { readOnlyField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { type DirectionPlan, directionPlanSchema, StartPull } from '../pull/start-pull.js';
import { forgetCursor } from '../pull/pull-cursor.js';
import { beginRunsAnew } from '../schedule/schedule-run.js';
import { Upkeep } from '../schedule/upkeep.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { reconsider, reconsiderSchema } from './reconsider.js';
import { settingsProblems } from './settings-rules.js';
import { isEnabled, masterOf } from './why-unwanted.js';
import { type Settings, settingsSchema, StoredSettings } from './settings.js';

/** What PUT takes: the settings, and what its answer adds to them. */
export const settingsInputSchema = settingsSchema
  .extend({ reconsider: readOnlyField(), directions: readOnlyField() })
  .transform(({ zReport, invoices, customers, products, fromDate, automatic }): Settings => ({
    zReport,
    invoices,
    customers,
    products,
    fromDate,
    automatic,
  }))
  .meta({ id: 'Settings' });

export const savedSettingsSchema = settingsSchema
  .extend({
    reconsider: reconsiderSchema,
    directions: z
      .array(directionPlanSchema)
      .optional()
      .describe('With `dryRun`: what each kind whose master would change comes to'),
  })
  .meta({ id: 'SavedSettings' });
export type SavedSettings = z.output<typeof savedSettingsSchema>;

/** What a department transfers, and how. */
@Injectable()
export class PutSettings {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly reexamination: Reexamination,
    private readonly upkeep: Upkeep,
    private readonly pulls: StartPull,
  ) {}

  async get({ clientId, departmentId }: Place): Promise<Settings> {
    return (await situationOf(this.em.fork(), clientId, departmentId)).settings;
  }

  /** Throws a Refusal that names every broken rule. */
  async put(place: Place, settings: Settings): Promise<SavedSettings> {
    const saved = await this.em.fork().transactional(async (tx) => {
      await ensureDepartment(tx, place.clientId, place.departmentId);
      this.mustBeRight(settings, await situationOf(tx, place.clientId, place.departmentId));
      const updatedAt = this.environment.clock.now();
      await tx.upsert(StoredSettings, { ...place, choices: settings, updatedAt });
      await beginRunsAnew(tx, place, updatedAt);
      for (const kind of ['product', 'customer'] as const)
        if (masterOf(settings, kind) === 'duell') await forgetCursor(tx, place, kind);
      await this.reexamination.ask(tx, place);
      return { ...settings, reconsider: await reconsider(tx, place, settings) };
    });
    this.upkeep.soon();
    return saved;
  }

  /** What saving would bring; nothing is saved. Asks the accounting system, and DUELL, where a master would change. */
  async plan(place: Place, settings: Settings): Promise<SavedSettings> {
    const em = this.em.fork();
    const situation = await situationOf(em, place.clientId, place.departmentId);
    this.mustBeRight(settings, situation);
    const directions: DirectionPlan[] = [];
    for (const kind of ['product', 'customer'] as const) {
      const master = masterOf(settings, kind);
      const flips = isEnabled(settings, kind) && master !== masterOf(situation.settings, kind);
      const direction = master === 'erp' ? 'from-erp' : 'to-erp';
      if (flips)
        directions.push(await this.pulls.plan({ place, kind, direction, settings, fromScratch: true }));
    }
    return { ...settings, reconsider: await reconsider(em, place, settings), directions };
  }

  private mustBeRight(settings: Settings, { plan, connection }: Situation): void {
    const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
    const [first, ...others] = settingsProblems(settings, { plan, erp: adapter?.description ?? null });
    if (!first) return;
    const faults = [first, ...others].map(({ path, code, english }) => ({
      path,
      message: `${code}: ${english}`,
    }));
    throw new Refusal('invalid', first, faults);
  }
}
