import { z } from 'zod';
import { type Reason } from '@accounting/port';
import { AccountingCommandError, type Fault, STATES, type TransferTicket } from '@accounting/sync';
import { parsed } from '../http/check-request.js';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { conflictReason } from '../problem.js';

export const ticketSchema = z
  .strictObject({
    transferId: z.uuid(),
    state: z.enum(STATES),
    duplicate: z.boolean().describe('It was here already, with this content'),
  })
  .meta({ id: 'TransferTicket' });

const faultSchema = z.strictObject({ path: z.string(), message: z.string() });
export const notAcceptedSchema = z
  .strictObject({
    error: z.strictObject({
      code: z.string(),
      detail: z.string(),
      english: z.string(),
      faults: z.array(faultSchema),
    }),
  })
  .meta({ id: 'NotAccepted' });

export const ticketListSchema = z
  .strictObject({ items: z.array(z.union([ticketSchema, notAcceptedSchema])), nextCursor: z.null() })
  .meta({ id: 'TicketList' });
export type TicketList = z.output<typeof ticketListSchema>;

const MOST = 1_000;
const anyMany = z.array(z.unknown()).max(MOST);

/** For the document: each is checked by its command, so that one fault stops no other. */
export function manyOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).max(MOST);
}

/** One after the other, for two may be the same. What can't be accepted says so in its place. */
export async function acceptAll(
  body: unknown,
  accept: (document: unknown) => Promise<TransferTicket>,
): Promise<TicketList> {
  const items: TicketList['items'] = [];
  for (const document of parsed(anyMany, body) as unknown[])
    items.push(await ticketOrError(accept(document)));
  return { items, nextCursor: null };
}

export async function ticketOrError(
  accepting: Promise<TransferTicket>,
): Promise<TicketList['items'][number]> {
  try {
    return await accepting;
  } catch (error) {
    if (error instanceof AccountingCommandError) return { error: errorOf(error) };
    throw error;
  }
}

function errorOf(error: AccountingCommandError): z.output<typeof notAcceptedSchema>['error'] {
  const { code, message: detail, english } = reasonOf(error);
  const faults: Fault[] = error.faults;
  return { code, detail, english, faults };
}

function reasonOf(error: AccountingCommandError): Reason {
  switch (error.code) {
    case 'DOCUMENT_INVALID':
      return problemReason('DOCUMENT_INVALID', { first: error.message });
    case 'DOCUMENT_CONFLICT':
      return conflictReason(error);
    case 'ACCOUNTING_UNAVAILABLE':
      return problemReason('ACCOUNTING_UNAVAILABLE');
  }
}

/** The id of the address is the document's: it may be left out of the body, and may not be another. */
export function withId(id: string, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if ('id' in body && body.id !== id) {
    const faults = [{ path: 'id', message: `Is not ${id}, the id of the address` }];
    throw new HttpProblem(400, problemReason('REQUEST_INVALID', { first: 'id' }), { faults });
  }
  return { ...body, id };
}
