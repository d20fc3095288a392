import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { pullPlanSchema, StartPull } from '@accounting/sync';
import { SENDERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const pull = route({
  method: 'POST',
  path: `${DEPARTMENT}/pull`,
  tag: 'Sending',
  summary:
    'Follows who is master, now: changes of the accounting system come into DUELL, or changes of DUELL are fetched; with `dryRun` only the plan',
  access: SENDERS,
  body: z
    .strictObject({ kind: z.enum(['product', 'customer']), dryRun: z.boolean() })
    .meta({ id: 'StartPull' }),
  answer: pullPlanSchema,
});

@Controller()
export class PullController {
  constructor(private readonly pulls: StartPull) {}

  @Handles(pull)
  start(@Ask() { params, body }: Asked<typeof pull>) {
    return this.pulls.start(params, body);
  }
}
