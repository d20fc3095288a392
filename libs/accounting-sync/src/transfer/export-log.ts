import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { textField } from '../document/document-fields.js';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { Attempt, ExchangeRow } from './attempt.js';
import { findTransfer } from './find-transfer.js';
import { dateRange, type Place, whereOf } from './transfer-filter.js';
import { KINDS, STATES, Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';
import { attemptView, transferView, type AttemptView, type TransferView } from './transfer-view.js';

export const exportLogQuerySchema = z.strictObject({
  kind: z.enum(KINDS).optional(),
  state: z.enum(STATES).optional(),
  ...dateRange,
  q: textField(100).optional().describe('A part of a number, an id, a marker, a reference or a code'),
  notes: z.enum(['true', 'false']).optional().describe('true: only those with notes'),
  cursor: textField(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ExportLogQuery = z.output<typeof exportLogQuerySchema>;

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** The export log (Eksportlogg): every document that ever came, newest first, and what became of it. */
@Injectable()
export class ExportLog {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  async list(
    place: Place,
    { state, notes, cursor, limit, ...filter }: ExportLogQuery,
  ): Promise<Page<TransferView>> {
    const em = this.em.fork();
    const where = whereOf(place, { ...filter, notes: notes === 'true', states: state && [state] });
    const after = cursor === undefined ? null : readCursor(cursor);
    // A page begins where the one before ended, whatever has come since.
    const rows = await em.execute<{ id: string }[]>(
      `select t.id from accounting.transfer t where ${where.sql}
         ${after ? 'and (t.created_at < ? or (t.created_at = ? and t.id > ?))' : ''}
       order by t.created_at desc, t.id limit ?`,
      [...where.parameters, ...(after ? [after.createdAt, after.createdAt, after.id] : []), limit + 1],
    );
    const ids = rows.slice(0, limit).map(({ id }) => id);
    const found = new Map((await em.find(Transfer, { id: ids })).map((transfer) => [transfer.id, transfer]));
    const transfers = ids.flatMap((id) => found.get(id) ?? []);
    const attempts = await this.attemptsOf(em, ids);
    const last = rows.length > limit ? transfers.at(-1) : undefined;
    return {
      items: transfers.map((each) =>
        transferView(each, attempts.get(each.id) ?? [], this.environment.adapters),
      ),
      nextCursor: last ? writeCursor(last) : null,
    };
  }

  /** One, as a row of the log: for who has done something to it. */
  async row(place: Place, id: string): Promise<TransferView> {
    const em = this.em.fork();
    const transfer = await findTransfer(em, place, id);
    const attempts = await this.attemptsOf(em, [id]);
    return transferView(transfer, attempts.get(id) ?? [], this.environment.adapters);
  }

  /** One, with all that was said to the accounting system and what it answered. */
  async one(place: Place, id: string): Promise<TransferView> {
    const em = this.em.fork();
    const transfer = await findTransfer(em, place, id);
    const attempts = await em.find(Attempt, { transferId: id }, { orderBy: { number: 'asc' } });
    const exchanges = await em.find(
      ExchangeRow,
      { attemptId: attempts.flatMap(({ id: own, batchId }) => [own, ...(batchId ? [batchId] : [])]) },
      { orderBy: { position: 'asc' } },
    );
    const views = attempts.map((attempt) =>
      attemptView(
        attempt,
        exchanges.filter(({ attemptId }) => attemptId === (attempt.batchId ?? attempt.id)),
      ),
    );
    return transferView(transfer, views, this.environment.adapters);
  }

  private async attemptsOf(em: EntityManager, transferIds: string[]): Promise<Map<string, AttemptView[]>> {
    const attempts = await em.find(Attempt, { transferId: transferIds }, { orderBy: { number: 'asc' } });
    const views = new Map<string, AttemptView[]>();
    for (const attempt of attempts)
      views.set(attempt.transferId, [...(views.get(attempt.transferId) ?? []), attemptView(attempt)]);
    return views;
  }
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

function writeCursor({ createdAt, id }: Transfer): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

function readCursor(text: string): { createdAt: Date; id: string } {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { createdAt: new Date(createdAt), id };
  } catch {
    const faults = [{ path: 'cursor', message: 'Is not the nextCursor of an earlier page' }];
    throw new Refusal('invalid', reason('CURSOR_UNKNOWN'), faults);
  }
}
