import { type EntityManager, defineEntity, p } from '@mikro-orm/postgresql';
import { AccountingError, type Clock, type Reason, type SessionVault } from '@accounting/port';
import { type Seal, SealBroken } from './seal.js';
import { reason } from './connection-reasons.js';

const ErpSessionSchema = defineEntity({
  name: 'ErpSession',
  schema: 'accounting',
  tableName: 'erp_session',
  properties: {
    key: p.text().primary(),
    sealed: p.text().nullable(),
    /** Why the vendor refused the login. Until it is forgotten nobody tries again: repeated tries lock accounts. */
    refused: p.json<Reason>().nullable(),
    /** Someone is logging in until then. */
    claimedUntil: p.datetime().nullable(),
  },
});
export class ErpSession extends ErpSessionSchema.class {}
ErpSessionSchema.setClass(ErpSession);

/** Nobody tries this login again until it is forgotten, as if the vault had met the refusal itself. */
export async function rememberRefusal(em: EntityManager, key: string, refused: Reason): Promise<void> {
  await em.upsert(ErpSession, { key, refused, sealed: null, claimedUntil: null });
}

/**
 * Longer than the slowest login takes in practice: three calls of 15 s and their waits for the budget. Should one take
 * longer all the same, a second login is made beside it, and the later of the two is kept.
 */
const CLAIM_MS = 90_000;
/** So long a call waits for somebody else's login before it comes back later. */
const PATIENCE_MS = 30_000;
const POLL_MS = 100;
const boundTo = (key: string) => `session/${key}`;

/**
 * Sessions with accounting systems, sealed in rows that all processes share. Processes that meet an expired session
 * together make one login: the first to update the row claims it for a while, the others wait for what it brings.
 * The claim is a row's content and not a held lock, because a login is a network call.
 */
export class SharedSessionVault implements SessionVault {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly seal: Seal,
  ) {}

  async take(key: string, login: () => Promise<string>, stale?: string): Promise<string> {
    const giveUp = this.clock.monotonic() + PATIENCE_MS;
    while (this.clock.monotonic() < giveUp) {
      const row = await this.em.fork().findOne(ErpSession, { key });
      if (row?.refused) throw new AccountingError(row.refused, 'ask-a-human');
      const session = row?.sealed ? this.opened(row.sealed, key) : null;
      if (session !== null && session !== stale) return session;
      if (await this.claim(key, row?.sealed ?? null)) return this.logIn(key, login);
      await this.clock.sleep(POLL_MS);
    }
    throw new AccountingError(reason('LOGIN_BUSY'), 'retry');
  }

  /** null: sealed by a key that was rotated away. Then it is as good as expired. */
  private opened(sealed: string, key: string): string | null {
    try {
      return this.seal.open(sealed, boundTo(key));
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** One of many wins: the row must still hold what we saw, and nobody may be at it. */
  private async claim(key: string, seen: string | null): Promise<boolean> {
    const now = this.clock.now();
    const rows = await this.em.fork().execute<unknown[]>(
      `insert into accounting.erp_session as s (key, claimed_until) values (?, ?)
       on conflict (key) do update set claimed_until = excluded.claimed_until
       where (s.claimed_until is null or s.claimed_until < ?) and s.refused is null and s.sealed is not distinct from ?
       returning key`,
      [key, new Date(now.getTime() + CLAIM_MS), now, seen],
    );
    return rows.length === 1;
  }

  private async logIn(key: string, login: () => Promise<string>): Promise<string> {
    try {
      const session = await login();
      const sealed = this.seal.seal(session, boundTo(key));
      await this.em.fork().nativeUpdate(ErpSession, { key }, { sealed, claimedUntil: null });
      return session;
    } catch (error) {
      const refused = error instanceof AccountingError && error.next === 'ask-a-human' ? error.reason : null;
      await this.em.fork().nativeUpdate(ErpSession, { key }, { refused, sealed: null, claimedUntil: null });
      throw error;
    }
  }
}
