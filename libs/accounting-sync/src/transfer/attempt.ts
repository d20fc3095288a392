import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Reason } from '@accounting/port';

const AttemptSchema = defineEntity({
  name: 'Attempt',
  schema: 'accounting',
  tableName: 'attempt',
  properties: {
    id: p.uuid().primary(),
    transferId: p.uuid(),
    number: p.integer(),
    /** Which frozen voucher it worked on; 0: it did not get that far. */
    delivery: p.integer(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
    /** The state that it led to. null: the worker died over it. */
    outcome: p.text().nullable(),
    reason: p.json<Reason>().nullable(),
    /** What the adapter said on the way, such as a stamp number that was left unused. */
    remarks: p.json<Reason[]>(),
  },
});

/** One try at a transfer. All are kept. */
export class Attempt extends AttemptSchema.class {}
AttemptSchema.setClass(Attempt);

const ExchangeSchema = defineEntity({
  name: 'ExchangeRow',
  schema: 'accounting',
  tableName: 'exchange',
  properties: {
    id: p.uuid().primary(),
    attemptId: p.uuid(),
    position: p.integer(),
    operation: p.text(),
    request: p.text(),
    response: p.text().nullable(),
    startedAt: p.datetime(),
    took: p.integer(),
  },
});

/** A message to the accounting system and its answer, secrets removed. */
export class ExchangeRow extends ExchangeSchema.class {}
ExchangeSchema.setClass(ExchangeRow);
