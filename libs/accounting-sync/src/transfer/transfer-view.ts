import { z } from 'zod';
import { type AccountingAdapter, type Reason } from '@accounting/port';
import { type Attempt, type ExchangeRow } from './attempt.js';
import { type Frozen, isVoucher, modeOf } from './frozen.js';
import { KINDS, STATES, type Transfer } from './transfer.js';

const instant = z.iso.datetime();
const who = z.enum(['butikk', 'regnskapsfører', 'DUELL']);

export const reasonSchema = z
  .object({
    code: z.string(),
    message: z.string(),
    fix: z.string(),
    who,
    english: z.string(),
    lookFor: z.array(z.string()).optional().describe('What a person looks for in the accounting system'),
  })
  .meta({ id: 'Reason' });

const noteSchema = z
  .object({ ...reasonSchema.shape, amount: z.int().optional(), at: instant })
  .meta({ id: 'Note' });

const exchangeSchema = z.strictObject({
  operation: z.string(),
  request: z.string(),
  response: z.string().nullable().describe('null: no answer came'),
  startedAt: instant,
  took: z.int().describe('Milliseconds'),
});

const attemptSchema = z
  .strictObject({
    number: z.int(),
    startedAt: instant,
    finishedAt: instant.nullable().describe('null: it is under way, or the worker died over it'),
    outcome: z.string().nullable().describe('The state that it led to'),
    code: z.string().optional(),
    message: z.string().optional(),
    remarks: z.array(reasonSchema).describe('What was said on the way'),
    exchanges: z.array(exchangeSchema).optional().describe('Only where one transfer is asked for'),
  })
  .meta({ id: 'Attempt' });

export const draftPlaceSchema = z
  .strictObject({ name: z.string(), path: z.string(), earlierPath: z.string().optional() })
  .meta({ id: 'DraftPlace' });

/** A row of the export log (Eksportlogg). */
export const transferSchema = z
  .strictObject({
    id: z.uuid(),
    clientId: z.string(),
    departmentId: z.string(),
    kind: z.enum(KINDS),
    direction: z.enum(['to-erp', 'from-erp']).describe('from-erp: a change there, taken into DUELL'),
    documentId: z.string(),
    number: z.int().optional(),
    businessDate: z.iso.date().optional(),
    amount: z.int().nullable().describe('Øre'),
    state: z.enum(STATES),
    reason: reasonSchema.nullable(),
    notes: z.array(noteSchema),
    mode: z.enum(['draft', 'ledger']).nullable().describe('null: not decided yet'),
    marker: z.string(),
    reference: z
      .record(z.string(), z.string())
      .nullable()
      .describe('Where it stands in the accounting system'),
    document: z
      .strictObject({ fileName: z.string(), sha256: z.string() })
      .nullable()
      .describe('The PDF that was frozen: these bytes went, or will go'),
    draftPlace: draftPlaceSchema.nullable().describe('Where a draft waits'),
    handled: z
      .strictObject({ by: z.string(), note: z.string(), reference: z.string().optional(), at: instant })
      .nullable(),
    revision: z.int(),
    supersededBy: z.uuid().nullable(),
    createdAt: instant,
    updatedAt: instant,
    dueAt: instant.nullable(),
    attempts: z.array(attemptSchema),
  })
  .meta({ id: 'Transfer' });

export type TransferView = z.output<typeof transferSchema>;
export type AttemptView = z.output<typeof attemptSchema>;

/** A transfer for people. */
export function transferView(
  transfer: Transfer,
  attempts: AttemptView[],
  adapters: readonly AccountingAdapter[],
): TransferView {
  const { frozen, number, businessDate } = transfer;
  const adapter = adapters.find(({ id }) => id === frozen?.adapter);
  return {
    id: transfer.id,
    clientId: transfer.clientId,
    departmentId: transfer.departmentId,
    kind: transfer.kind,
    direction: transfer.direction,
    documentId: transfer.documentId,
    ...(typeof number === 'number' ? { number } : {}),
    ...(typeof businessDate === 'string' ? { businessDate } : {}),
    amount: transfer.amount ?? null,
    state: transfer.state,
    reason: transfer.reason ?? null,
    notes: transfer.notes,
    mode: transfer.chosenMode ?? modeOf(frozen),
    marker: transfer.marker,
    reference: transfer.reference ?? null,
    document: isVoucher(frozen) ? frozen.document : null,
    draftPlace: transfer.state === 'draft' && adapter ? placeOf(frozen, adapter) : null,
    handled: transfer.handled ?? null,
    revision: transfer.revision,
    supersededBy: transfer.supersededBy ?? null,
    createdAt: transfer.createdAt.toISOString(),
    updatedAt: transfer.updatedAt.toISOString(),
    dueAt: transfer.dueAt?.toISOString() ?? null,
    attempts,
  };
}

function placeOf(frozen: Frozen | null | undefined, { description }: AccountingAdapter) {
  return frozen?.is === 'order' ? description.orderPlace : description.draftPlace;
}

export function attemptView(attempt: Attempt, exchanges?: ExchangeRow[]): AttemptView {
  const reason: Reason | null = attempt.reason ?? null;
  return {
    number: attempt.number,
    startedAt: attempt.startedAt.toISOString(),
    finishedAt: attempt.finishedAt?.toISOString() ?? null,
    outcome: attempt.outcome ?? null,
    ...(reason ? { code: reason.code, message: reason.message } : {}),
    remarks: attempt.remarks,
    ...(exchanges ? { exchanges: exchanges.map(exchangeView) } : {}),
  };
}

function exchangeView({ operation, request, response, startedAt, took }: ExchangeRow) {
  return { operation, request, response: response ?? null, startedAt: startedAt.toISOString(), took };
}
