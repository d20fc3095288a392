import { type EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type CivilDate } from '@accounting/port';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind, KINDS } from '../transfer/transfer.js';
import { type Settings } from './settings.js';
import { isEnabled, masterOf } from './why-unwanted.js';

export const reconsiderSchema = z
  .strictObject({
    count: z.int(),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    amount: z.int(),
  })
  .describe('Skipped ones that these settings would let through: `send` takes them up');
export type Reconsider = z.output<typeof reconsiderSchema>;

/** Of `accounting.transfer t`: skipped for what settings decide, and these would decide otherwise. */
export function letThrough(settings: Settings): { sql: string; parameters: unknown[] } {
  const kinds = kindsOf(settings);
  return {
    sql: `t.state = 'skipped' and t.superseded_by is null
      and t.reason->>'code' in ('KIND_OFF', 'BEFORE_FROM_DATE', 'ERP_IS_MASTER')
      and t.kind in (${kinds.length > 0 ? kinds.map(() => '?').join(', ') : 'null'})
      and (t.business_date is null or t.business_date >= coalesce(?::date, t.business_date))`,
    parameters: [...kinds, settings.fromDate],
  };
}

export async function reconsider(em: EntityManager, place: Place, settings: Settings): Promise<Reconsider> {
  const { sql, parameters } = letThrough(settings);
  const [row] = await em.execute<
    { count: number; from: CivilDate | null; to: CivilDate | null; amount: string }[]
  >(
    `select count(*)::int as count, min(t.business_date)::text as "from", max(t.business_date)::text as "to",
            coalesce(sum(t.amount), 0)::text as amount
     from accounting.transfer t where t.client_id = ? and t.department_id = ? and ${sql}`,
    [place.clientId, place.departmentId, ...parameters],
  );
  return {
    count: row?.count ?? 0,
    from: row?.from ?? null,
    to: row?.to ?? null,
    amount: Number(row?.amount ?? 0),
  };
}

/** What goes from DUELL to the accounting system. */
function kindsOf(settings: Settings): Kind[] {
  return KINDS.filter((kind) => isEnabled(settings, kind) && masterOf(settings, kind) === 'duell');
}
