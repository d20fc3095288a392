import { type EntityManager } from '@mikro-orm/postgresql';
import { type AccountPlan } from '../account-plan/account-plan.js';
import { StoredAccountPlan } from '../account-plan/stored-account-plan.js';
import { Connection } from '../connection/connection.js';
import { DEFAULT_SETTINGS, type Settings, StoredSettings } from '../settings/settings.js';
import { Client, Department } from './department.js';

/** What a department has chosen, all of it, as of now. */
export interface Situation {
  clientId: string;
  departmentId: string;
  client: { name: string | null; organisationNumber: string | null };
  department: { name: string; number: string | null };
  connection: Connection | null;
  settings: Settings;
  plan: AccountPlan;
}

export async function situationOf(
  em: EntityManager,
  clientId: string,
  departmentId: string,
): Promise<Situation> {
  const here = { clientId, departmentId };
  const client = await em.findOne(Client, { id: clientId });
  const department = await em.findOne(Department, { clientId, id: departmentId });
  const plan = await em.findOne(StoredAccountPlan, here);
  return {
    ...here,
    client: { name: client?.name ?? null, organisationNumber: client?.organisationNumber ?? null },
    department: { name: department?.name ?? departmentId, number: department?.number ?? null },
    connection: await em.findOne(Connection, here),
    settings: (await em.findOne(StoredSettings, here))?.choices ?? DEFAULT_SETTINGS,
    plan: { voucherType: plan?.voucherType ?? null, roles: plan?.roles ?? {} },
  };
}
