import { Controller } from '@nestjs/common';
import { z } from 'zod';
import {
  accountPlanInputSchema,
  accountPlanSchema,
  PutAccountPlan,
  PutSettings,
  savedAccountPlanSchema,
  savedSettingsSchema,
  Schedule,
  scheduleSchema,
  settingsInputSchema,
  settingsSchema,
} from '@accounting/sync';
import { ADMINS, PLANNERS, READERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const tag = 'Settings';
const settings = settingsSchema.meta({ id: 'Settings', ...settingsSchema.meta() });
const plan = accountPlanSchema.meta({ id: 'AccountPlan', ...accountPlanSchema.meta() });

const getSettings = route({
  method: 'GET',
  path: `${DEPARTMENT}/settings`,
  tag,
  summary: 'What the department transfers, and how',
  access: READERS,
  answer: settings,
});
const putSettings = route({
  method: 'PUT',
  path: `${DEPARTMENT}/settings`,
  tag,
  summary: 'Saves all settings; what is left out takes its default',
  access: ADMINS,
  query: z.strictObject({
    dryRun: z
      .enum(['true', 'false'])
      .optional()
      .describe('true: nothing is saved; the answer says what these settings would bring'),
  }),
  body: settingsInputSchema,
  answer: savedSettingsSchema,
});
const getPlan = route({
  method: 'GET',
  path: `${DEPARTMENT}/account-plan`,
  tag,
  summary: 'Which account each part of a settlement goes to (kontoplan)',
  access: READERS,
  answer: plan,
});
const putPlan = route({
  method: 'PUT',
  path: `${DEPARTMENT}/account-plan`,
  tag,
  summary: 'Saves the whole account plan; it may be incomplete',
  access: PLANNERS,
  body: accountPlanInputSchema,
  answer: savedAccountPlanSchema,
});
const getSchedule = route({
  method: 'GET',
  path: `${DEPARTMENT}/schedule`,
  tag,
  summary: 'The next automatic run of each kind, and why then',
  access: READERS,
  answer: scheduleSchema,
});

@Controller()
export class SettingsController {
  constructor(
    private readonly settings: PutSettings,
    private readonly plans: PutAccountPlan,
    private readonly schedule: Schedule,
  ) {}

  @Handles(getSettings)
  getSettings(@Ask() { params }: Asked<typeof getSettings>) {
    return this.settings.get(params);
  }

  @Handles(putSettings)
  putSettings(@Ask() { params, query, body }: Asked<typeof putSettings>) {
    return query.dryRun === 'true' ? this.settings.plan(params, body) : this.settings.put(params, body);
  }

  @Handles(getPlan)
  getPlan(@Ask() { params }: Asked<typeof getPlan>) {
    return this.plans.get(params);
  }

  @Handles(putPlan)
  putPlan(@Ask() { params, body }: Asked<typeof putPlan>) {
    return this.plans.put(params, body);
  }

  @Handles(getSchedule)
  getSchedule(@Ask() { params }: Asked<typeof getSchedule>) {
    return this.schedule.of(params);
  }
}
