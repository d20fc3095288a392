import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { AccountingError, type AdapterTools, type Budget, type Clock } from '@accounting/port';
import { reason } from './connection-reasons.js';

const RateBudgetSchema = defineEntity({
  name: 'RateBudget',
  schema: 'accounting',
  tableName: 'rate_budget',
  properties: {
    key: p.text().primary(),
    /** How many calls may go at once, as of `countedAt`. */
    tokens: p.double(),
    countedAt: p.datetime(),
    /** The vendor said: nothing before then. */
    closedUntil: p.datetime().nullable(),
  },
});
export class RateBudget extends RateBudgetSchema.class {}
RateBudgetSchema.setClass(RateBudget);

const BURST = 10;
/** A tenth of the burst is kept for people who wait at a page: work leaves it untouched. */
const KEPT_FOR_PEOPLE = BURST / 10;
/** Longer than this nobody waits inside a call: the transfer comes back later instead. */
const LONGEST_WAIT_MS = 60_000;

/** A token bucket a credential, in one row for all processes: one UPDATE … RETURNING a call. */
export class SharedBudget implements Budget {
  /** @param callsPerSecond 0: no limit of ours; what the vendor closes stays closed. */
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly callsPerSecond: number,
  ) {}

  async spend(key: string, purpose: AdapterTools['purpose']): Promise<void> {
    const giveUp = this.clock.now().getTime() + LONGEST_WAIT_MS;
    for (;;) {
      const now = this.clock.now();
      const opensAt = await this.tryToSpend(key, purpose, now);
      if (opensAt === null) return;
      if (opensAt.getTime() > giveUp)
        throw new AccountingError(reason('RATE_LIMITED', { until: opensAt }), 'retry', { retryAt: opensAt });
      await this.clock.sleep(Math.max(opensAt.getTime() - now.getTime(), 1));
    }
  }

  async report(key: string, left: { remaining: number; resetAt: Date }): Promise<void> {
    if (left.remaining <= 1) return this.close(key, left.resetAt);
    // What is left must last until the reset: the bucket never holds more than the vendor would take.
    await this.ensure(key);
    await this.em
      .fork()
      .execute('update accounting.rate_budget set tokens = least(tokens, ?) where key = ?', [
        left.remaining,
        key,
      ]);
  }

  async close(key: string, until: Date): Promise<void> {
    await this.ensure(key);
    await this.em
      .fork()
      .execute(
        'update accounting.rate_budget set closed_until = greatest(coalesce(closed_until, ?::timestamptz), ?::timestamptz) where key = ?',
        [until, until, key],
      );
  }

  /** null: spent. Else when to try again. */
  private async tryToSpend(key: string, purpose: AdapterTools['purpose'], now: Date): Promise<Date | null> {
    const rate = this.callsPerSecond;
    const kept = purpose === 'person' ? 0 : KEPT_FOR_PEOPLE;
    await this.ensure(key);
    const [row] = await this.em
      .fork()
      .execute<{ spent: boolean; tokens: number; closed_until: Date | null }[]>(
        `with full_bucket as (
         select key, closed_until,
           case when ?::float8 = 0 then ?::float8
             else least(?::float8, tokens + greatest(0, extract(epoch from ?::timestamptz - counted_at)) * ?::float8) end as tokens
         from accounting.rate_budget where key = ? for update),
       verdict as (
         select key, tokens, closed_until,
           (closed_until is null or closed_until <= ?::timestamptz) and tokens >= 1 + ?::float8 as spent from full_bucket)
       update accounting.rate_budget b
         set tokens = verdict.tokens - case when verdict.spent then 1 else 0 end, counted_at = greatest(b.counted_at, ?::timestamptz)
         from verdict where b.key = verdict.key
         returning verdict.spent, b.tokens, verdict.closed_until`,
        [rate, BURST, BURST, now, rate, key, now, kept, now],
      );
    if (!row || row.spent) return null;
    const closedUntil = row.closed_until ? new Date(row.closed_until).getTime() : 0;
    const refilled = now.getTime() + Math.ceil(((1 + kept - row.tokens) / (rate || 1)) * 1000);
    return new Date(
      Math.max(closedUntil > now.getTime() ? closedUntil : 0, closedUntil > now.getTime() ? 0 : refilled),
    );
  }

  private async ensure(key: string): Promise<void> {
    await this.em
      .fork()
      .execute(
        'insert into accounting.rate_budget (key, tokens, counted_at) values (?, ?, ?) on conflict do nothing',
        [key, BURST, this.clock.now()],
      );
  }
}
