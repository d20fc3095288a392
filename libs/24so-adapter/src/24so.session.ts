import {
  AccountingError,
  type AdapterTools,
  type ErpConnection,
  type NamedId,
  type Next,
  type Reason,
} from '@accounting/port';
import type { Keys } from './24so.keys.js';
import {
  items,
  type Args,
  type Credential,
  type Identity,
  type OperationName,
  type Result,
} from './24so.operations.js';
import { reason } from './24so.reasons.js';
import { xmlText } from './24so.wire.js';

/** So long what came of a person's try is not tried again; repeated tries lock accounts. */
const ONE_TRIAL_MS = 60_000;

/** Who makes the calls. */
interface Caller {
  readonly connection: ErpConnection;
  readonly options: { applicationId: string | null };
  readonly tools: Pick<AdapterTools, 'clock' | 'memory'>;
  readonly keys: Keys;
  outside<Name extends OperationName>(
    operation: Name,
    args: Args<Name>,
    session?: string,
  ): Promise<Result<Name>>;
}

/** A company the user reaches, and the identity that reaches it. */
export interface Reached {
  company: NamedId;
  identity: string;
  blocked: boolean;
}

/** The last time a person had the login tried. */
interface Trial {
  at: string;
  /** null: it was let in. */
  failed: { reason: Reason; next: Next } | null;
}

/**
 * Logging in. The login names the identity, and the session never changes it: so one look at where it stands, taken
 * with the login, holds as long as the session (fact sheet 3.1, 3.2).
 */
export class Login {
  constructor(private readonly caller: Caller) {}

  /** A new session that stands in the chosen company. */
  async open(): Promise<string> {
    const company = this.company();
    const known = await this.knownIdentity(company);
    if (known !== null) {
      try {
        return await this.enter(known, company);
      } catch (error) {
        if (!isOfTheIdentity(error)) throw error;
      }
    }
    const reached = (await this.reach()).find((each) => each.company.id === company.id);
    if (!reached)
      throw new AccountingError(reason('COMPANY_NOT_REACHED', { company: company.name }), 'ask-a-human');
    if (reached.blocked) throw new AccountingError(reason('IDENTITY_BLOCKED'), 'ask-a-human');
    return this.enter(reached.identity, company);
  }

  /** The companies the user reaches. Needs no session, but is a try of the login all the same. */
  async reach(): Promise<Reached[]> {
    const answer = await this.caller
      .outside('GetIdentitiesWithCredential', { credential: this.credential() })
      .catch((error: unknown) => this.decided(error));
    const reached = items(answer, 'Identity').flatMap(reachedBy);
    // A wrong password answers with nothing, too. Either way there is nothing to log in to.
    if (reached.length === 0) throw new AccountingError(reason('LOGIN_REFUSED'), 'ask-a-human');
    await this.caller.tools.memory.remember(this.key('identities'), JSON.stringify(reached));
    return reached;
  }

  /** The companies for a list: a login that worked within the last minute is not tried again. */
  async reachedLately(): Promise<Reached[]> {
    const last = await this.lastTrial();
    const remembered = last && !last.failed ? await this.remembered() : null;
    return remembered ?? this.tried();
  }

  /**
   * Tries the login because a person asks. What failed within the last minute fails again without a call, since
   * repeated tries lock accounts; that it worked is only ever said of a try.
   */
  async tried(): Promise<Reached[]> {
    this.applicationId();
    const last = await this.lastTrial();
    if (last?.failed) throw new AccountingError(last.failed.reason, last.failed.next);
    try {
      const reached = await this.reach();
      await this.rememberTrial(null);
      return reached;
    } catch (error) {
      if (isOfTheLogin(error)) await this.rememberTrial({ reason: error.reason, next: error.next });
      throw error;
    }
  }

  /** null: there was none within the last minute. */
  private async lastTrial(): Promise<Trial | null> {
    const { clock, memory } = this.caller.tools;
    const last = JSON.parse((await memory.recall(this.caller.keys.trial)) ?? 'null') as Trial | null;
    return last && clock.now().getTime() - Date.parse(last.at) < ONE_TRIAL_MS ? last : null;
  }

  private async rememberTrial(failed: Trial['failed']): Promise<void> {
    const { clock, memory } = this.caller.tools;
    const trial: Trial = { at: clock.now().toISOString(), failed };
    await memory.remember(this.caller.keys.trial, JSON.stringify(trial));
  }

  /**
   * How a wrong password is told here is not documented; how `Login` tells it is: an empty session id (fact sheet 3.1).
   * So where the words are not known, one login decides; its session is not used.
   */
  private async decided(error: unknown): Promise<never> {
    if (!isUnclear(error)) throw error;
    if (await this.caller.outside('Login', { credential: this.credential() })) throw error;
    throw new AccountingError(reason('LOGIN_REFUSED'), 'ask-a-human', { cause: error });
  }

  private async enter(identity: string, company: NamedId): Promise<string> {
    const session = await this.caller.outside('Login', {
      credential: { ...this.credential(), IdentityId: identity },
    });
    // No fault: a wrong password answers with an empty session id (fact sheet 3.1).
    if (!session) throw new AccountingError(reason('LOGIN_REFUSED'), 'ask-a-human');
    const stands = await this.caller.outside('GetIdentity', {}, session);
    if (stands?.Client?.Id === company.id) return session;
    const facts = { company: company.name, got: stands?.Client?.Name ?? '?' };
    throw new AccountingError(reason('WRONG_COMPANY', facts), 'ask-a-human');
  }

  private async knownIdentity(company: NamedId): Promise<string | null> {
    const known = await this.remembered();
    return known?.find((each) => each.company.id === company.id)?.identity ?? null;
  }

  private async remembered(): Promise<Reached[] | null> {
    const text = await this.caller.tools.memory.recall(this.key('identities'));
    return JSON.parse(text ?? 'null') as Reached[] | null;
  }

  private key(fact: string): string {
    return this.caller.keys.ofLogin(fact);
  }

  /** In the order of the schema. */
  private credential(): Credential {
    const { username = '', password = '' } = this.caller.connection.credentials;
    return { ApplicationId: this.applicationId(), Password: xmlText(password), Username: xmlText(username) };
  }

  private applicationId(): string {
    const { applicationId } = this.caller.options;
    if (applicationId === null) throw new AccountingError(reason('APPLICATION_ID_MISSING'), 'ask-a-human');
    return applicationId;
  }

  private company(): NamedId {
    const { company } = this.caller.connection;
    if (!company) throw new AccountingError(reason('COMPANY_NOT_CHOSEN'), 'ask-a-human');
    return company;
  }
}

function reachedBy({ Id, Client, IsDisabled = false }: Identity): Reached[] {
  if (!Client) return [];
  return [{ identity: Id, company: { id: Client.Id, name: Client.Name ?? Client.Id }, blocked: IsDisabled }];
}

/** The remembered identity is of no use any more: the list may know another. */
function isOfTheIdentity(error: unknown): boolean {
  return error instanceof AccountingError && ['IDENTITY_BLOCKED', 'WRONG_COMPANY'].includes(error.code);
}

function isUnclear(error: unknown): error is AccountingError {
  return error instanceof AccountingError && error.code === 'LOGIN_UNCLEAR';
}

/** It was answered, and the same login will be answered the same: another try only brings a lock nearer. */
function isOfTheLogin(error: unknown): error is AccountingError {
  return isUnclear(error) || (error instanceof AccountingError && error.next === 'ask-a-human');
}
