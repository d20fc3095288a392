import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type CivilDate, type Ore } from '@accounting/port';
import { ensureDepartment } from '../department/department.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { Upkeep } from '../schedule/upkeep.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind } from '../transfer/transfer.js';
import { settingsProblems } from './settings-rules.js';
import { type Settings, settingsSchema, StoredSettings } from './settings.js';

export const reconsiderSchema = z
  .strictObject({
    count: z.int(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    amount: z.int(),
  })
  .describe('Skipped ones that these settings would let through: `send` takes them up');
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

/** Skipped for what settings decide, and today's would decide otherwise. */
async function reconsider(
  em: EntityManager,
  place: Place,
  settings: Settings,
): Promise<SavedSettings['reconsider']> {
  const kinds = kindsOf(settings);
  const [row] = await em.execute<
    { count: number; from: CivilDate | null; to: CivilDate | null; amount: string }[]
  >(
    `select count(*)::int as count, min(business_date)::text as "from", max(business_date)::text as "to",
            coalesce(sum(amount), 0)::text as amount
     from accounting.transfer
     where client_id = ? and department_id = ? and state = 'skipped' and superseded_by is null
       and reason->>'code' in ('KIND_OFF', 'BEFORE_FROM_DATE', 'ERP_IS_MASTER')
       and kind in (${kinds.length > 0 ? kinds.map(() => '?').join(', ') : 'null'})
       and (business_date is null or business_date >= coalesce(?::date, business_date))`,
    [place.clientId, place.departmentId, ...kinds, settings.fromDate],
  );
  const amount: Ore = Number(row?.amount ?? 0);
  return { count: row?.count ?? 0, from: row?.from ?? null, to: row?.to ?? null, amount };
}

/** What goes from DUELL to the accounting system. */
function kindsOf({ zReport, invoices, products, customers }: Settings): Kind[] {
  return [
    ...(zReport.enabled ? ['z-report' as const] : []),
    ...(invoices.enabled ? ['invoice' as const] : []),
    ...(products.enabled && products.master === 'duell' ? ['product' as const] : []),
    ...(customers.enabled && customers.master === 'duell' ? ['customer' as const] : []),
  ];
}
