import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { osloDateTime } from '@accounting/port';
import { situationOf } from '../department/situation.js';
import { type Settings } from '../settings/settings.js';
import { type Place } from '../transfer/transfer-filter.js';
import { KINDS, type Kind } from '../transfer/transfer.js';

export const scheduleSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(KINDS),
        nextRunAt: z.iso.datetime().nullable().describe('null: nothing is due'),
        reason: z.string().describe('Why then, in Norwegian'),
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

/** When each kind goes next, and why then: what is so today, and nothing more. */
@Injectable()
export class Schedule {
  constructor(private readonly em: EntityManager) {}

  async of(place: Place): Promise<ScheduleView> {
    const em = this.em.fork();
    const { settings } = await situationOf(em, place.clientId, place.departmentId);
    const rows = await em.execute<{ kind: Kind; due_at: Date | string }[]>(
      `select kind, min(due_at) as due_at from accounting.transfer
       where client_id = ? and department_id = ? and state = 'waiting' and due_at is not null group by kind`,
      [place.clientId, place.departmentId],
    );
    const due = new Map(rows.map((row) => [row.kind, new Date(row.due_at)]));
    return { items: KINDS.map((kind) => itemOf(kind, settings, due.get(kind))) };
  }
}

function itemOf(kind: Kind, settings: Settings, due: Date | undefined): ScheduleView['items'][number] {
  const name = NAMES[kind];
  if (due) {
    const reason = `${name} som venter, sendes ${osloDateTime(due)}.`;
    return { kind, nextRunAt: due.toISOString(), reason };
  }
  return { kind, nextRunAt: null, reason: whyNotDue(kind, name, settings) };
}

function whyNotDue(kind: Kind, name: string, settings: Settings): string {
  const enabled = {
    'z-report': settings.zReport.enabled,
    invoice: settings.invoices.enabled,
    product: settings.products.enabled,
    customer: settings.customers.enabled,
  }[kind];
  if (!enabled) return `${name} overføres ikke: det er slått av i innstillingene.`;
  if (kind !== 'z-report') return `${name} tas vare på. Overføringen kommer i en senere versjon.`;
  if (!settings.automatic) return `${name} startes for hånd: automatisk overføring er av.`;
  return `${name} sendes med en gang de kommer. Ingen venter nå.`;
}
