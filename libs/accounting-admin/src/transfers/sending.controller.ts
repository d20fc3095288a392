import { Controller, Res } from '@nestjs/common';
import { type Response } from 'express';
import { z } from 'zod';
import {
  ExportLog,
  HandleByHand,
  handledSchema,
  planSchema,
  reasonSchema,
  sendManySchema,
  sendSchema,
  sentManySchema,
  StartMany,
  StartTransfer,
  transferSchema,
} from '@accounting/sync';
import { SENDERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';

const path = `${DEPARTMENT}/transfers` as const;
const sends = { method: 'POST', tag: 'Sending', access: SENDERS } as const;

const sentSchema = transferSchema
  .extend({
    transferId: z.uuid(),
    started: z.boolean().describe('false: it was left as it was, or something still holds it'),
    why: reasonSchema.nullable().describe('Why it was not started'),
  })
  .meta({ id: 'Sent' });

const sendOne = route({
  ...sends,
  path: `${path}/:id/send`,
  summary:
    'Starts, tries again, looks now, vouches or confirms; 202 when it is on its way, else 200 with `why`',
  body: sendSchema,
  answer: sentSchema,
});
const sendMany = route({
  ...sends,
  path: `${path}/send`,
  summary: 'Many at once; with `dryRun` only the plan',
  body: sendManySchema,
  answer: z.union([sentManySchema, planSchema]),
});
const handle = route({
  ...sends,
  path: `${path}/:id/handled`,
  summary: 'A person settled it by hand: it is sent no more',
  body: handledSchema,
  answer: transferSchema,
});

/** What people do to transfers. Who did it, and why, stands in the log. */
@Controller()
export class SendingController {
  constructor(
    private readonly starter: StartTransfer,
    private readonly many: StartMany,
    private readonly byHand: HandleByHand,
    private readonly log: ExportLog,
  ) {}

  @Handles(sendMany)
  async sendMany(
    @Ask() { params, body, caller }: Asked<typeof sendMany>,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (body.dryRun) return this.many.plan(params, body);
    const sent = await this.many.start(params, body, caller.name);
    response.status(202);
    return sent;
  }

  @Handles(sendOne)
  async send(
    @Ask() { params, body, caller }: Asked<typeof sendOne>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { transferId, started, why } = await this.starter.start(params, params.id, body, caller.name);
    const transfer = await this.log.row(params, transferId);
    if (started) response.status(202);
    return { ...transfer, transferId, started, why };
  }

  @Handles(handle)
  async handle(@Ask() { params, body, caller }: Asked<typeof handle>) {
    await this.byHand.handle(params, params.id, body, caller.name);
    return this.log.row(params, params.id);
  }
}
