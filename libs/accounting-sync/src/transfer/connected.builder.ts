import { type EntityManager } from '@mikro-orm/postgresql';
import { type ErpConnection } from '@accounting/port';
import { type AccountPlan } from '../account-plan/account-plan.js';
import { StoredAccountPlan } from '../account-plan/stored-account-plan.js';
import { Connection } from '../connection/connection.js';
import { Department, ensureDepartment } from '../department/department.js';
import { type Environment } from '../environment.js';
import { StoredSettings, settingsSchema } from '../settings/settings.js';

/** A department that is set up and sends by itself, for specs that are about something else. */
export async function connectDepartment(
  { em, environment }: { em: EntityManager; environment: Environment },
  {
    clientId = 'kafe',
    departmentId = '1',
    credentials = { username: 'duell', password: 'hemmelig' },
    company = { id: '1', name: 'Testkafe AS' },
    erpDepartment = null,
    settings,
    plan,
  }: {
    clientId?: string;
    departmentId?: string;
    credentials?: ErpConnection['credentials'];
    company?: ErpConnection['company'];
    erpDepartment?: ErpConnection['erpDepartment'];
    settings: object;
    plan: AccountPlan;
  },
): Promise<void> {
  const here = { clientId, departmentId };
  const updatedAt = environment.clock.now();
  const [adapter] = environment.adapters;
  if (!adapter) throw new Error('A department is connected to an adapter');
  await em.fork().transactional(async (tx) => {
    await ensureDepartment(tx, clientId, departmentId);
    await tx.nativeUpdate(
      Department,
      { clientId, id: departmentId },
      { name: 'Butikk Sentrum', number: departmentId },
    );
    await tx.upsert(Connection, {
      ...here,
      adapter: adapter.id,
      sealedCredentials: environment.seal.seal(
        JSON.stringify(credentials),
        Connection.sealedFor(clientId, departmentId),
      ),
      company,
      erpDepartment,
      multipleCompanies: false,
      multipleDepartments: false,
      lane: adapter.keys({ credentials, company, erpDepartment }).lane,
      updatedAt,
    });
    await tx.upsert(StoredSettings, {
      ...here,
      choices: settingsSchema.parse({ fromDate: '2026-01-01', automatic: true, ...settings }),
      updatedAt,
    });
    await tx.upsert(StoredAccountPlan, { ...here, ...plan, updatedAt });
  });
}
