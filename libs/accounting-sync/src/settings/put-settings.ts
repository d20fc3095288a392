import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type z } from 'zod';
import { ensureDepartment } from '../department/department.js';
import { situationOf } from '../department/situation.js';
import { readOnlyField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { Upkeep } from '../schedule/upkeep.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { reconsider, reconsiderSchema } from './reconsider.js';
import { settingsProblems } from './settings-rules.js';
import { type Settings, settingsSchema, StoredSettings } from './settings.js';

/** What PUT takes: the settings, and what its answer adds to them. */
export const settingsInputSchema = settingsSchema
  .extend({ reconsider: readOnlyField() })
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
  .extend({ reconsider: reconsiderSchema })
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
  ) {}

  async get({ clientId, departmentId }: Place): Promise<Settings> {
    return (await situationOf(this.em.fork(), clientId, departmentId)).settings;
  }

  /** Throws a Refusal that names every broken rule. */
  async put(place: Place, settings: Settings): Promise<SavedSettings> {
    const saved = await this.em.fork().transactional(async (tx) => {
      await ensureDepartment(tx, place.clientId, place.departmentId);
      const { plan, connection } = await situationOf(tx, place.clientId, place.departmentId);
      const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
      const [first, ...others] = settingsProblems(settings, { plan, erp: adapter?.description ?? null });
      if (first) {
        const faults = [first, ...others].map(({ path, code, english }) => ({
          path,
          message: `${code}: ${english}`,
        }));
        throw new Refusal('invalid', first, faults);
      }
      const updatedAt = this.environment.clock.now();
      await tx.upsert(StoredSettings, { ...place, choices: settings, updatedAt });
      await this.reexamination.ask(tx, place);
      return { ...settings, reconsider: await reconsider(tx, place, settings) };
    });
    this.upkeep.soon();
    return saved;
  }
}
