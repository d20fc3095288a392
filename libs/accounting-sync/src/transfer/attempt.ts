import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { type Exchange, type Ids, type Reason } from '@accounting/port';
import { storable } from './storable.js';

const AttemptSchema = defineEntity({
  name: 'Attempt',
  schema: 'accounting',
  tableName: 'attempt',
  properties: {
    id: p.uuid().primary(),
    transferId: p.uuid(),
    /** 0 until it is kept for the first time. */
    number: p.integer(),
    /** The first attempt of the batch that it was part of: what was exchanged is kept with that one. null: it went alone. */
    batchId: p.uuid().nullable(),
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
export class Attempt extends AttemptSchema.class {
  static start(em: EntityManager, id: string, transferId: string, startedAt: Date): Attempt {
    const nothingYet = { batchId: null, finishedAt: null, outcome: null, reason: null, remarks: [] };
    return em.create(Attempt, { id, transferId, number: 0, delivery: 0, startedAt, ...nothingYet });
  }

  say(remark: Reason): void {
    this.remarks = [...this.remarks, storable(remark)];
  }

  end(outcome: string, reason: Reason | null, now: Date): void {
    this.outcome = outcome;
    this.reason = reason;
    this.finishedAt = now;
  }

  /** With the intent, and again with the outcome: a worker that dies in between leaves an attempt without one. */
  async keep(tx: EntityManager): Promise<void> {
    if (this.number === 0) this.number = (await tx.count(Attempt, { transferId: this.transferId })) + 1;
    await tx.upsert(Attempt, this.values());
  }

  /** The attempts of a batch, whose first is `batchId`. */
  static async keepAll(tx: EntityManager, attempts: Attempt[], batchId: string | null): Promise<void> {
    if (attempts.length === 0) return;
    const unnumbered = attempts.filter(({ number }) => number === 0).map(({ transferId }) => transferId);
    const counts = new Map(
      unnumbered.length === 0
        ? []
        : (
            await tx.execute<{ id: string; count: number }[]>(
              `select transfer_id as id, count(*)::int as count from accounting.attempt
               where transfer_id in (${unnumbered.map(() => '?').join(', ')}) group by transfer_id`,
              unnumbered,
            )
          ).map(({ id, count }) => [id, count]),
    );
    for (const attempt of attempts) {
      if (attempt.number === 0) attempt.number = (counts.get(attempt.transferId) ?? 0) + 1;
      attempt.batchId = batchId;
    }
    await tx.upsertMany(
      Attempt,
      attempts.map((attempt) => attempt.values()),
    );
  }

  private values() {
    const { id, transferId, number, batchId, delivery, startedAt, finishedAt, outcome, reason, remarks } =
      this;
    return { id, transferId, number, batchId, delivery, startedAt, finishedAt, outcome, reason, remarks };
  }
}
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
export class ExchangeRow extends ExchangeSchema.class {
  static keepAll(tx: EntityManager, attemptId: string, exchanges: Exchange[], ids: Ids): void {
    exchanges
      .map(storable)
      .forEach(({ took, ...exchange }, position) =>
        tx.create(ExchangeRow, { id: ids.uuid(), attemptId, position, took: Math.round(took), ...exchange }),
      );
  }
}
ExchangeSchema.setClass(ExchangeRow);
