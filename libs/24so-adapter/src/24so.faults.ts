import { AccountingError, osloDateTime } from '@accounting/port';
import type { OperationName, SaveResponse } from './24so.operations.js';
import { reason } from './24so.reasons.js';
import type { Outcome } from './24so.soap.js';

/**
 * What a call may leave there. `write`: something that stays, so a lost answer is proven before it is sent again.
 * `upload`: a ghost file that nobody sees; it is made anew. `read`: nothing. `login`: a count of tries.
 */
export type Kind = 'read' | 'write' | 'upload' | 'login';

type Unanswered = Exclude<Outcome, { is: 'answer' }>;

/** Before any work was done: the session is not known, or knows no company (fact sheet 3.3 a, d). */
export function saysLoggedOut(outcome: Outcome): boolean {
  if (outcome.is === 'answer') {
    return (outcome.result as Partial<SaveResponse> | null | undefined)?.Type === 'NotAuthenticated';
  }
  return (
    outcome.is === 'fault' &&
    /Session is not authenticated|Client is not authenticated on this identity/i.test(outcome.text)
  );
}

/** When the vendor takes calls again, from the quarantine's own words (fact sheet 3.3 a). */
export function quarantineEnd(outcome: Outcome): Date | null {
  const text = outcome.is === 'fault' ? outcome.text : '';
  const [, end] = /Quarantine ends at:?\s*(\S+(?: \d\d:\d\d(?::\d\d)?)?)/i.exec(text) ?? [];
  if (end === undefined) return null;
  // Without an offset it may be Oslo time; read as UTC it ends later, never sooner.
  const instant = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(end) ? end : `${end.replace(' ', 'T')}Z`);
  return Number.isNaN(instant) ? null : new Date(instant);
}

/** An outcome that is no answer, as the error that crosses the port. */
export function errorOf(outcome: Unanswered, operation: OperationName, kind: Kind): AccountingError {
  switch (outcome.is) {
    case 'unsent':
      if (outcome.cause instanceof AccountingError) return outcome.cause;
      return new AccountingError(reason('ERP_UNREACHABLE', { operation }), 'retry', { cause: outcome.cause });
    case 'lost':
      if (kind === 'write') return unknownOutcome(operation, outcome.why);
      return new AccountingError(reason('NO_ANSWER', { operation, why: outcome.why }), 'retry');
    case 'unreadable':
      if (kind === 'write') return unknownOutcome(operation, outcome.why);
      return new AccountingError(reason('ANSWER_UNREADABLE', { operation, why: outcome.why }), 'retry');
    case 'fault':
      return errorOfFault(outcome, operation, kind);
  }
}

/** An answer that lacks its result element. */
export function withoutResult(operation: OperationName, kind: Kind): AccountingError {
  return errorOf({ is: 'unreadable', why: `No ${operation}Result` }, operation, kind);
}

/** A SaveResponse that is not Ok; null when it is (fact sheet 3.3 d). */
export function errorOfSaveResponse({ Type, Description = '' }: SaveResponse): AccountingError | null {
  const text = innermost(Description) || Type;
  switch (Type) {
    case 'Ok':
      return null;
    case 'DuplicateData':
    case 'DataAlreadySaved':
      return new AccountingError(reason('NUMBER_IN_USE', { text }), 'look-up-first');
    default:
      return errorOfFault({ code: '', text: Description || Type }, 'SaveBundleList', 'write');
  }
}

/** Their trouble and not the document's: nothing was done, and it may go well the next time. */
function nothingDone(text: string, operation: OperationName): AccountingError {
  return new AccountingError(reason('READ_FAILED', { operation, text }), 'retry');
}

function unknownOutcome(operation: OperationName, why: string): AccountingError {
  return new AccountingError(reason('OUTCOME_UNKNOWN', { operation, why }), 'look-up-first');
}

interface Fault {
  code: string;
  text: string;
}

interface Rule {
  when: RegExp;
  only?: Kind[];
  error: (fact: { text: string; operation: OperationName; kind: Kind; fault: Fault }) => AccountingError;
}

/** The texts we know (fact sheet 3.3 a), first match wins. What none knows is a refusal, or for a read a mishap. */
const RULES: Rule[] = [
  {
    when: /Quarantine ends at/i,
    error: ({ fault }) => quarantined(quarantineEnd({ is: 'fault', ...fault })),
  },
  {
    when: /Session is not authenticated|Client is not authenticated on this identity/i,
    error: ({ operation }) => new AccountingError(reason('SESSION_NOT_ACCEPTED', { operation }), 'retry'),
  },
  {
    when: /IdentityId is blocked/i,
    error: () => new AccountingError(reason('IDENTITY_BLOCKED'), 'ask-a-human'),
  },
  { when: /too many/i, only: ['login'], error: ({ text, operation }) => nothingDone(text, operation) },
  {
    when: /password|(invalid|wrong|incorrect|unknown|not valid).{0,40}(user|credential|application)/i,
    only: ['login'],
    error: () => new AccountingError(reason('LOGIN_REFUSED'), 'ask-a-human'),
  },
  {
    when: /error in XML document|Instance validation error|did not recognize the value of HTTP Header SOAPAction|Maximum request length/i,
    error: (fact) => refusal('REQUEST_NOT_UNDERSTOOD', fact),
  },
  {
    // A constraint, usually. But the text is of the database, and it is not sure that nothing was stored.
    when: /DataBaseServerException|SQL Server|deadlock|timeout expired/i,
    error: ({ text, operation, kind }) =>
      kind === 'write' ? unknownOutcome(operation, text) : nothingDone(text, operation),
  },
  {
    when: /does not have access|no access|access (is )?denied|not authori[sz]ed|permission/i,
    error: (fact) => refusal('RIGHTS_MISSING', fact),
  },
  {
    when: /period.{0,20}(lock|closed)|(regnskapsår|periode).{0,40}låst/i,
    only: ['write'],
    error: ({ text }) =>
      new AccountingError(reason('PERIOD_LOCKED', { text }), 'ask-a-human', { refused: true }),
  },
  { when: /DepartmentIsRequired/, error: ({ text }) => dimension('avdeling', text) },
  { when: /ProjectIsRequired/, error: ({ text }) => dimension('prosjekt', text) },
  { when: /CustomerIsRequired/, error: ({ text }) => dimension('kunde', text) },
  { when: /./s, only: ['write', 'upload'], error: (fact) => refusal('REFUSED_BY_ERP', fact) },
];

function errorOfFault(fault: Fault, operation: OperationName, kind: Kind): AccountingError {
  const text = innermost(fault.text) || fault.code;
  const rule = RULES.find(({ when, only }) => (only?.includes(kind) ?? true) && when.test(fault.text));
  return rule?.error({ text, operation, kind, fault }) ?? nothingDone(text, operation);
}

function refusal(
  code: 'REQUEST_NOT_UNDERSTOOD' | 'RIGHTS_MISSING' | 'REFUSED_BY_ERP',
  { text, operation, kind }: { text: string; operation: OperationName; kind: Kind },
): AccountingError {
  return new AccountingError(reason(code, { operation, text }), 'ask-a-human', { refused: kind === 'write' });
}

function dimension(what: string, text: string): AccountingError {
  return new AccountingError(reason('DIMENSION_REQUIRED', { what, text }), 'ask-a-human', { refused: true });
}

function quarantined(end: Date | null): AccountingError {
  if (!end) return new AccountingError(reason('RATE_LIMITED', { until: 'senere' }), 'retry');
  return new AccountingError(reason('RATE_LIMITED', { until: osloDateTime(end) }), 'retry', { retryAt: end });
}

/** The part that says what happened: after the last arrow, without the servers' innards (fact sheet 3.3). */
function innermost(text: string): string {
  const last = text.split('--->').at(-1) ?? '';
  const [message = ''] = last.split(/\r?\n\s*at |\s{2,}at /);
  const named = message.replace(/\s+/g, ' ').trim();
  return named.length > 300 ? `${named.slice(0, 299)}…` : named;
}
