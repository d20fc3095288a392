import type { AdapterTools, HostClient } from '@accounting/port';
import { AccountingError } from '@accounting/port';
import { outcomeOf, type Body, type Outcome } from './duell.answers.js';
import { errorOf, FIREWALL_PAUSE_MS, isFirewall, unreadable, type Kind } from './duell.errors.js';
import { carry, NoAnswer, type Carried } from '@accounting/http';
import { keysOf, type Keys } from './duell.keys.js';
import { callsLeft } from './duell.limits.js';
import type { Settled } from './duell.options.js';
import { Pauses } from './duell.pause.js';
import { reason } from './duell.reasons.js';
import { onTheWire, requests, type DuellRequest } from './duell.requests.js';
import { scrub, scrubOutcome } from './duell.scrub.js';

/** Where calls happen: login, limits, failures by name, and the log of what was exchanged. */
export class DuellClient {
  readonly keys: Keys;
  private readonly pauses: Pauses;
  /** Department tokens, as they become known: no log and no text for people may hold them. */
  private readonly learntSecrets = new Set<string>();

  constructor(
    readonly options: Settled,
    private readonly client: HostClient,
    readonly tools: AdapterTools,
  ) {
    this.keys = keysOf(client);
    this.pauses = new Pauses(tools, this.keys);
  }

  /** A read: it may be repeated, so a lost answer is a `retry`. */
  read(request: DuellRequest): Promise<Body> {
    return this.inSession(request, 'read');
  }

  /** A write: it may have been done when the answer is lost. */
  write(request: DuellRequest): Promise<Body> {
    return this.inSession(request, 'write');
  }

  keepSecret(secret: string): void {
    this.learntSecrets.add(secret);
  }

  /**
   * That a bearer is not taken is said before any work, so one more try after one new login is safe, also for a write.
   * A refused login is not repeated: the vault remembers it.
   */
  private async inSession(request: DuellRequest, kind: Kind): Promise<Body> {
    const bearer = await this.bearer();
    const first = await this.exchange(request, kind, bearer);
    if (first.is !== 'logged-out') return this.answerIn(first, request, kind);
    const renewed = await this.bearer(bearer);
    return this.answerIn(await this.exchange(request, kind, renewed), request, kind);
  }

  private bearer(stale?: string): Promise<string> {
    return this.tools.sessions.take(this.keys.session, () => this.login(), stale);
  }

  private async login(): Promise<string> {
    const { clientNumber = '', clientToken = '' } = this.client.credentials;
    if (!clientNumber.trim() || !clientToken.trim())
      throw new AccountingError(reason('DUELL_CREDENTIALS_MISSING'), 'ask-a-human');
    const request = requests.login(clientNumber.trim(), clientToken.trim());
    const { token } = this.answerIn(await this.exchange(request, 'login'), request, 'login');
    if (typeof token === 'string' && token !== '') return token;
    throw unreadable(request.path, 'No token in the answer', 'login');
  }

  private answerIn(outcome: Outcome, { path }: DuellRequest, kind: Kind): Body {
    if (outcome.is === 'answer') return outcome.body;
    throw errorOf(outcome, path, kind, this.tools.clock.now());
  }

  /** One call on the wire: paid for before, written down after. */
  private async exchange(request: DuellRequest, kind: Kind, bearer?: string): Promise<Outcome> {
    const { clock } = this.tools;
    await this.pauses.pay();
    const startedAt = clock.now();
    const start = clock.monotonic();
    const came = await this.carry(request, kind, bearer);
    const took = Math.round(clock.monotonic() - start);
    const secrets = this.secrets(bearer);
    this.log(request, came, { startedAt, took }, secrets);
    const outcome = came instanceof NoAnswer ? nothingCame(came) : outcomeOf(came, clock.now());
    await this.heed(outcome, came, request, kind);
    return scrubOutcome(outcome, secrets);
  }

  private carry(request: DuellRequest, kind: Kind, bearer?: string): Promise<Carried | NoAnswer> {
    const { apiUrl, readTimeoutMs, writeTimeoutMs } = this.options;
    const { target, contentType, body } = onTheWire(request);
    return carry({
      method: request.method,
      url: `${apiUrl}/${target}`,
      headers: {
        Accept: 'application/json',
        // A call that does not say who it is from is one of those that AWS WAF's own rules turn away.
        'User-Agent': 'duell-accounting',
        ...(contentType === null ? {} : { 'Content-Type': contentType }),
        ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      },
      body,
      timeoutMs: kind === 'write' ? writeTimeoutMs : readTimeoutMs,
    }).catch((error: unknown) => (error instanceof NoAnswer ? error : new NoAnswer(false, error)));
  }

  private log(
    request: DuellRequest,
    came: Carried | NoAnswer,
    timing: { startedAt: Date; took: number },
    secrets: string[],
  ): void {
    const { target, body } = onTheWire(request);
    const sent = `${request.method} ${target}${body === null ? '' : `\n\n${body}`}`;
    const answer = came instanceof NoAnswer ? null : `HTTP ${came.status}\n\n${came.body}`;
    this.tools.exchanges.add({
      operation: `${request.method} ${request.path}`,
      request: scrub(sent, secrets),
      response: answer === null ? null : scrub(answer, secrets),
      ...timing,
    });
  }

  private secrets(bearer = ''): string[] {
    return [this.client.credentials.clientToken?.trim() ?? '', bearer, ...this.learntSecrets];
  }

  /** What DUELL says of its limits, and the firewall says by its page. */
  private async heed(
    outcome: Outcome,
    came: Carried | NoAnswer,
    { path }: DuellRequest,
    kind: Kind,
  ): Promise<void> {
    const { budget, clock } = this.tools;
    const now = clock.now();
    const left = came instanceof NoAnswer ? null : callsLeft(came.headers, now);
    if (left) await budget.report(this.keys.budget, left);
    if (outcome.is === 'limited') await this.pauses.begin(errorOf(outcome, path, kind, now), outcome.until);
    if (outcome.is === 'html' && isFirewall(outcome.status, kind)) {
      const until = new Date(now.getTime() + FIREWALL_PAUSE_MS);
      await this.pauses.begin(errorOf(outcome, path, kind, now), until);
    }
  }
}

function nothingCame(answer: NoAnswer): Outcome {
  return answer.written ? { is: 'lost', why: answer.message } : { is: 'unsent', cause: answer.cause };
}
