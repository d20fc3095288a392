import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type ApiKey } from '../access/api-key.js';
import { Connection } from '../connection/connection.js';
import { nameField, readOnlyField, textField } from '../document/document-fields.js';
import { StoredSettings } from '../settings/settings.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Client, Department, ensureDepartment } from './department.js';

export const clientInputSchema = z
  .strictObject({
    name: nameField(200),
    organisationNumber: z
      .string()
      .regex(/^\d{9}$/, { error: 'Is not an organisation number of nine digits' })
      .nullish(),
    id: readOnlyField(),
  })
  .meta({ id: 'Client' });
export type ClientInput = z.output<typeof clientInputSchema>;

export const departmentInputSchema = z
  .strictObject({
    name: nameField(200),
    number: textField(20).nullish(),
    id: readOnlyField(),
    integration: readOnlyField(),
  })
  .meta({ id: 'Department' });
export type DepartmentInput = z.output<typeof departmentInputSchema>;

export const clientViewSchema = z
  .strictObject({ id: z.string(), name: z.string(), organisationNumber: z.string().nullable() })
  .meta({ id: 'SavedClient' });
export const departmentViewSchema = z
  .strictObject({ id: z.string(), name: z.string(), number: z.string().nullable() })
  .meta({ id: 'SavedDepartment' });

export const departmentSummarySchema = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    number: z.string().nullable(),
    integration: z
      .strictObject({
        adapter: z.string(),
        company: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
        automatic: z.boolean(),
        kinds: z.array(z.string()).describe('What is switched on'),
        states: z.record(z.string(), z.int()).describe('How many transfers stand where'),
      })
      .nullable()
      .describe('null: not connected'),
  })
  .meta({ id: 'DepartmentSummary' });
export type DepartmentSummary = z.output<typeof departmentSummarySchema>;

/** Names of clients and departments, for pages and documents; and what each is connected to. */
@Injectable()
export class Departments {
  constructor(private readonly em: EntityManager) {}

  async putClient(id: string, { name, organisationNumber = null }: ClientInput) {
    await this.em.fork().upsert(Client, { id, name, organisationNumber });
    return { id, name, organisationNumber };
  }

  async putDepartment({ clientId, departmentId: id }: Place, { name, number = null }: DepartmentInput) {
    await this.em.fork().transactional(async (tx) => {
      await ensureDepartment(tx, clientId, id);
      await tx.nativeUpdate(Department, { clientId, id }, { name, number });
    });
    return { id, name, number };
  }

  /** Those that the caller may see. */
  async list(clientId: string, caller: ApiKey): Promise<DepartmentSummary[]> {
    const em = this.em.fork();
    const departments = await em.find(Department, { clientId }, { orderBy: { id: 'asc' } });
    const connections = byDepartment(await em.find(Connection, { clientId }));
    const settings = byDepartment(await em.find(StoredSettings, { clientId }));
    const counted = await em.execute<{ department_id: string; state: string; count: number }[]>(
      `select department_id, state, count(*)::int as count from accounting.transfer where client_id = ?
       group by department_id, state`,
      [clientId],
    );
    return departments
      .filter(({ id }) => caller.mayTouch(clientId, id))
      .map(({ id, name, number }) => {
        const states = counted
          .filter((row) => row.department_id === id)
          .map(({ state, count }) => [state, count]);
        const connection = connections.get(id);
        const integration =
          connection &&
          integrationOf(connection, settings.get(id), Object.fromEntries(states) as Record<string, number>);
        return { id, name: name ?? null, number: number ?? null, integration: integration ?? null };
      });
  }
}

function integrationOf(
  { adapter, company }: Connection,
  settings: StoredSettings | undefined,
  states: Record<string, number>,
) {
  const choices = settings?.choices;
  const kinds = [
    ...(choices?.zReport.enabled ? ['z-report'] : []),
    ...(choices?.invoices.enabled ? ['invoice'] : []),
    ...(choices?.products.enabled ? ['product'] : []),
    ...(choices?.customers.enabled ? ['customer'] : []),
  ];
  return { adapter, company: company ?? null, automatic: choices?.automatic ?? false, kinds, states };
}

function byDepartment<T extends { departmentId: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.departmentId, row]));
}
