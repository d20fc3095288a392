import { AccountingError, type AdapterTools, type ErpConnection, type SendPermit } from '@accounting/port';
import {
  errorOf,
  errorOfSaveResponse,
  quarantineEnd,
  saysLoggedOut,
  withoutResult,
  type Kind,
} from './24so.faults.js';
import { keysOf, type Keys } from './24so.keys.js';
import {
  READS_OF_LISTS,
  WITHOUT_RESULT,
  type Args,
  type Operations,
  type OperationName,
  type Result,
  type SaveResponse,
} from './24so.operations.js';
import type { Settled } from './24so.options.js';
import { reason } from './24so.reasons.js';
import { scrub, scrubOutcome } from './24so.scrub.js';
import { Login } from './24so.session.js';
import type { Exchanged, Outcome, SoapServices } from './24so.soap.js';
import { xmlText } from './24so.wire.js';

/** Where calls happen: session and identity, limits, faults by name, and the log of what was exchanged. */
export class TwentyFourSoClient {
  readonly keys: Keys;
  readonly login: Login;

  /** @param ownSession a session that nobody else has, in place of the shared one */
  constructor(
    readonly options: Settled,
    private readonly soap: SoapServices,
    readonly connection: ErpConnection,
    readonly tools: AdapterTools,
    private readonly ownSession?: string,
  ) {
    this.keys = keysOf(connection, options.applicationId);
    this.login = new Login(this);
  }

  /** A client with a session of its own, which is thrown away with it. */
  withOwnSession(session: string): TwentyFourSoClient {
    return new TwentyFourSoClient(this.options, this.soap, this.connection, this.tools, session);
  }

  /**
   * A read: it may be repeated, so a lost answer is a `retry`. That there is nothing may prove something, and a list
   * that is left out is how an empty one comes, but also how a mishap looks (fact sheet 2.9, 3.3 e): it is asked for
   * once more before that is believed.
   */
  async call<Name extends ReadName>(operation: Name, args: Args<Name>): Promise<Result<Name>> {
    const first = await this.inSession(operation, args, 'read');
    const isDoubtful = isWithoutResult(first) && mayBeLeftOut(operation, 'read', this.options);
    const outcome = isDoubtful ? await this.inSession(operation, args, 'read') : first;
    return resultOf(operation, outcome, 'read', this.options);
  }

  /** A read that only shows whether one may read, and proves nothing: a list that is left out is an empty one. */
  async look<Name extends ReadName>(operation: Name, args: Args<Name>): Promise<Result<Name>> {
    return resultOf(operation, await this.inSession(operation, args, 'look'), 'look', this.options);
  }

  /** Makes or fills a file that nobody sees until it is saved: a lost answer costs a file, and a fault is a refusal. */
  async upload<Name extends UploadName>(operation: Name, args: Args<Name>): Promise<Result<Name>> {
    return resultOf(operation, await this.inSession(operation, args, 'upload'), 'upload', this.options);
  }

  /** A write: it may have been done when the answer is lost. The permit is looked at right before the first byte. */
  async send<Name extends WriteName>(
    operation: Name,
    args: Args<Name>,
    permit: SendPermit,
  ): Promise<Result<Name>> {
    const outcome = await this.inSession(operation, args, 'write', () => permit.check());
    return resultOf(operation, outcome, 'write', this.options);
  }

  /** A call outside the shared session: to log in, or with a session that is being made. */
  async outside<Name extends OperationName>(
    operation: Name,
    args: Args<Name>,
    session?: string,
  ): Promise<Result<Name>> {
    const kind = session === undefined ? 'login' : 'read';
    return resultOf(operation, await this.exchange(operation, args, kind, session), kind, this.options);
  }

  /**
   * An authentication fault comes before any work, so one more try after one new login is safe, also for a write
   * (fact sheet 3.1).
   */
  private async inSession<Name extends OperationName>(
    operation: Name,
    args: Args<Name>,
    kind: Kind,
    beforeWriting: () => void = () => undefined,
  ): Promise<Outcome> {
    const session = await this.session();
    const first = await this.exchange(operation, args, kind, session, beforeWriting);
    if (!saysLoggedOut(first)) return first;

    const renewed = await this.session(session);
    const second = await this.exchange(operation, args, kind, renewed, beforeWriting);
    if (!saysLoggedOut(second)) return second;
    throw new AccountingError(reason('SESSION_NOT_ACCEPTED', { operation }), 'retry');
  }

  private async session(stale?: string): Promise<string> {
    if (this.ownSession !== undefined) return this.ownSession;
    const { sessions, purpose } = this.tools;
    return sessions.take(this.keys.sessionFor(purpose), () => this.login.open(), stale);
  }

  /** One call on the wire: paid for before, written down after. */
  private async exchange<Name extends OperationName>(
    operation: Name,
    args: Args<Name>,
    kind: Kind,
    session?: string,
    beforeWriting: () => void = () => undefined,
  ): Promise<Outcome> {
    const { clock, budget, purpose } = this.tools;
    await budget.spend(this.keys.budget, purpose);
    const startedAt = clock.now();
    const start = clock.monotonic();
    const exchanged = await this.soap.call(operation, args, {
      // One login serves both hosts, but only when the cookie is sent to both (fact sheet 1).
      cookie: session === undefined ? undefined : `ASP.NET_SessionId=${session}`,
      timeoutMs: kind === 'write' ? this.options.writeTimeoutMs : this.options.readTimeoutMs,
      largestAnswer: this.options.largestAnswer,
      beforeWriting,
    });
    const secrets = this.secrets(session);
    this.log(operation, exchanged, { startedAt, took: Math.round(clock.monotonic() - start) }, secrets);
    const outcome = scrubOutcome(exchanged.outcome, secrets);
    await this.heed({ ...exchanged, outcome });
    return outcome;
  }

  private log(
    operation: string,
    { request, response }: Exchanged,
    timing: { startedAt: Date; took: number },
    secrets: string[],
  ): void {
    this.tools.exchanges.add({
      operation,
      request: scrub(request, secrets),
      response: response === null ? null : scrub(response, secrets),
      ...timing,
    });
  }

  /** What no log and no text for people may hold. A password also as it is sent, without what XML cannot carry. */
  private secrets(session = ''): string[] {
    const { password = '' } = this.connection.credentials;
    return [password, xmlText(password), this.options.applicationId ?? '', session];
  }

  /** What the vendor says of its limits (fact sheet 3.4): the headers when they are there, and the quarantine. */
  private async heed({ outcome, headers }: Exchanged): Promise<void> {
    const { budget } = this.tools;
    const remaining = Number(headers.apilimitremaining);
    const resetAt = Date.parse(String(headers.apilimitreset));
    if (Number.isInteger(remaining) && !Number.isNaN(resetAt)) {
      await budget.report(this.keys.budget, { remaining, resetAt: new Date(resetAt) });
    }
    const quarantinedUntil = quarantineEnd(outcome);
    if (quarantinedUntil) await budget.close(this.keys.budget, quarantinedUntil);
  }
}

type WriteName =
  | 'Save'
  | 'SaveBundleList'
  | 'SaveCategories'
  | 'SaveProducts'
  | 'SetStockQuantity'
  | 'SaveCompanies'
  | 'SaveInvoices';
type UploadName = 'Create' | 'AppendChunk';
type ReadName = Exclude<keyof Operations, WriteName | UploadName | 'Login' | 'GetIdentitiesWithCredential'>;

function resultOf<Name extends OperationName>(
  operation: Name,
  outcome: Outcome,
  kind: Kind,
  options: Settled,
): Result<Name> {
  if (outcome.is !== 'answer') throw errorOf(outcome, operation, kind);
  if (WITHOUT_RESULT.has(operation)) return null;
  if (isWithoutResult(outcome) && !mayBeLeftOut(operation, kind, options))
    throw withoutResult(operation, kind);
  const result = (outcome.result ?? null) as Result<Name>;
  const refused = operation === 'SaveBundleList' && errorOfSaveResponse(result as SaveResponse);
  if (refused) throw refused;
  return result;
}

function isWithoutResult(outcome: Outcome): boolean {
  return outcome.is === 'answer' && outcome.result === undefined;
}

function mayBeLeftOut(operation: OperationName, kind: Kind, { absentResultIs }: Settled): boolean {
  const isBelieved = kind === 'look' || (kind === 'read' && absentResultIs === 'empty-list');
  return isBelieved && READS_OF_LISTS.has(operation);
}
