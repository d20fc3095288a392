import { AccountingError, osloDateTime } from '@accounting/port';
import type { Outcome } from './duell.answers.js';
import { reason } from './duell.reasons.js';

/** What a call may leave there. `write`: something that stays, so it is looked up before it is sent again. */
export type Kind = 'read' | 'write' | 'login';

type Unanswered = Exclude<Outcome, { is: 'answer' }>;

/** Who is blocked need not knock each second; who was let in by then should not wait for long. */
export const FIREWALL_PAUSE_MS = 5 * 60_000;

/** HTTP status of pages that AWS WAF puts in front of a call: a challenge, a block, a captcha. */
const FIREWALL_PAGES = [202, 403, 405];
/** With it a page can be somebody's firewall too, or of a program that broke off halfway. */
const OK = 200;

/** A refusal that says nothing about what was asked, only about the moment. */
const THEIR_TROUBLE = /temporar|try again|timed?[ -]?out|unavailable|maintenance|deadlock|server error/i;

/** An outcome that is no answer, as the error that crosses the port. */
export function errorOf(outcome: Unanswered, operation: string, kind: Kind, now: Date): AccountingError {
  switch (outcome.is) {
    case 'unsent':
      return new AccountingError(reason('DUELL_UNREACHABLE', { operation }), 'retry', {
        cause: outcome.cause,
      });
    case 'lost':
      if (kind === 'write') return unknown(operation, outcome.why);
      return new AccountingError(reason('DUELL_NO_ANSWER', { operation, why: outcome.why }), 'retry');
    case 'unreadable':
      return unreadable(operation, outcome.why, kind);
    case 'html':
      return ofPage(outcome.status, operation, kind, now);
    case 'limited':
      return new AccountingError(
        reason('DUELL_RATE_LIMITED', { until: osloDateTime(outcome.until) }),
        'retry',
        { retryAt: outcome.until },
      );
    case 'logged-out':
      if (kind === 'login') return loginRefused(outcome.text);
      return new AccountingError(
        reason('DUELL_TOKEN_NOT_ACCEPTED', { operation, text: outcome.text }),
        'ask-a-human',
      );
    case 'refused':
      return ofRefusal(outcome, operation, kind);
  }
}

/** An answer that is not what was asked for. */
export function unreadable(operation: string, why: string, kind: Kind): AccountingError {
  if (kind === 'write') return unknown(operation, why);
  return new AccountingError(reason('DUELL_ANSWER_UNREADABLE', { operation, why }), 'retry');
}

/** Is it the firewall's? That stands before any work: nothing was done. */
export function isFirewall(status: number, kind: Kind): boolean {
  return FIREWALL_PAGES.includes(status) || (status === OK && kind !== 'write');
}

function ofPage(status: number, operation: string, kind: Kind, now: Date): AccountingError {
  if (!isFirewall(status, kind)) return unreadable(operation, `HTTP ${status} with HTML`, kind);
  return new AccountingError(reason('DUELL_BLOCKED_BY_FIREWALL', { operation, status }), 'retry', {
    retryAt: new Date(now.getTime() + FIREWALL_PAUSE_MS),
  });
}

function ofRefusal(
  { code, text }: Extract<Outcome, { is: 'refused' }>,
  operation: string,
  kind: Kind,
): AccountingError {
  const isTheirs =
    (code !== null && (code === 408 || (code >= 500 && code < 600))) || THEIR_TROUBLE.test(text);
  if (isTheirs && kind === 'write') return unknown(operation, text);
  if (isTheirs) return new AccountingError(reason('DUELL_IN_TROUBLE', { operation, text }), 'retry');
  if (kind === 'login') return loginRefused(text);
  return new AccountingError(reason('DUELL_REFUSED', { operation, text }), 'ask-a-human', {
    refused: kind === 'write',
  });
}

function loginRefused(text: string): AccountingError {
  return new AccountingError(reason('DUELL_LOGIN_REFUSED', { text }), 'ask-a-human');
}

function unknown(operation: string, why: string): AccountingError {
  return new AccountingError(reason('DUELL_OUTCOME_UNKNOWN', { operation, why }), 'look-up-first');
}
