import { defineEntity, p } from '@mikro-orm/postgresql';
import { type AccountPlan } from './account-plan.js';

const StoredAccountPlanSchema = defineEntity({
  name: 'StoredAccountPlan',
  schema: 'accounting',
  tableName: 'account_plan',
  properties: {
    clientId: p.text().primary(),
    departmentId: p.text().primary(),
    voucherType: p.text().nullable(),
    roles: p.json<AccountPlan['roles']>(),
    updatedAt: p.datetime(),
  },
});
/** A department's account plan (kontoplan), as saved. May be incomplete: what a report then lacks is named. */
export class StoredAccountPlan extends StoredAccountPlanSchema.class {}
StoredAccountPlanSchema.setClass(StoredAccountPlan);
