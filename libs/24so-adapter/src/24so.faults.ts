import { AccountingError, osloDateTime } from '@accounting/port';
import {
  CREDENTIALS_WRONG,
  DIMENSIONS,
  DOUBTFUL,
  IDENTITY_BLOCKED,
  LOGGED_OUT,
  NO_RIGHTS,
  NOT_UNDERSTOOD,
  PERIOD_LOCKED,
  QUARANTINE,
  TOO_MANY_LOGINS,
  VALIDATION,
} from './24so.faults.texts.js';
import type { OperationName, SaveResponse } from './24so.operations.js';
import { reason } from './24so.reasons.js';
import type { Outcome } from './24so.soap.js';

/**
 * What a call may leave there. `write`: something that stays, so a lost answer is proven before it is sent again.
 * `upload`: a ghost file that nobody sees; it is made anew. `read`: nothing; `look`: nothing either, and nothing is
 * proven by what it does not find. `login`: a count of tries.
 */
export type Kind = 'read' | 'look' | 'write' | 'upload' | 'login';

type Unanswered = Exclude<Outcome, { is: 'answer' }>;

/** Before any work was done: the session is not known, or knows no company (fact sheet 3.3 a, d). */
export function saysLoggedOut(outcome: Outcome): boolean {
  if (outcome.is === 'answer') {
    return (outcome.result as Partial<SaveResponse> | null | undefined)?.Type === 'NotAuthenticated';
  }
  return outcome.is === 'fault' && LOGGED_OUT.test(outcome.text);
}

/** When the vendor takes calls again, from the quarantine's own words (fact sheet 3.3 a). */
export function quarantineEnd(outcome: Outcome): Date | null {
  const text = outcome.is === 'fault' ? outcome.text : '';
  const [, end] = QUARANTINE.exec(text) ?? [];
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
      if (kind === 'write') return lost(operation, outcome.why);
      return new AccountingError(reason('NO_ANSWER', { operation, why: outcome.why }), 'retry');
    case 'unreadable':
      if (kind === 'write') return lost(operation, outcome.why);
      return new AccountingError(reason('ANSWER_UNREADABLE', { operation, why: outcome.why }), 'retry');
    case 'too-large':
      if (kind === 'write') return lost(operation, outcome.why);
      // A login that a person is asked about is not tried again: this says nothing of the login.
      if (kind === 'login') return errorOf({ ...outcome, is: 'unreadable' }, operation, kind);
      return new AccountingError(reason('ANSWER_TOO_LARGE', { operation, why: outcome.why }), 'ask-a-human');
    case 'fault':
      return errorOfFault(outcome, operation, kind);
  }
}

/** An answer that lacks its result element. */
export function withoutResult(operation: OperationName, kind: Kind): AccountingError {
  if (kind === 'login') return unclear({ operation, text: `No ${operation}Result` });
  return errorOf({ is: 'unreadable', why: `No ${operation}Result` }, operation, kind);
}

/** A SaveResponse that is not Ok; null when it is (fact sheet 3.3 d). */
export function errorOfSaveResponse({ Type, Description }: SaveResponse): AccountingError | null {
  const said = Description ?? '';
  const text = innermost(said) || Type;
  switch (Type) {
    case 'Ok':
      return null;
    case 'DuplicateData':
    case 'DataAlreadySaved':
      return new AccountingError(reason('NUMBER_IN_USE', { text }), 'look-up-first');
    default: {
      // "Exception" alone says less than "NotSaved" alone.
      const isRefusal = Type === 'NotSaved' || (Type === 'Exception' && said !== '');
      const byDefault = isRefusal ? refused : unknownOutcome;
      return errorOfFault({ code: Type, text: said }, 'SaveBundleList', 'write', byDefault);
    }
  }
}

interface Fact {
  text: string;
  operation: OperationName;
  kind: Kind;
}

/** Their trouble and not the document's: nothing was done, and it may go well the next time. */
function nothingDone({ text, operation }: Fact): AccountingError {
  return new AccountingError(reason('READ_FAILED', { operation, text }), 'retry');
}

/** It answered, and neither let us in nor said in words we know why not. It was a try of the login all the same. */
function unclear({ operation, text }: Pick<Fact, 'operation' | 'text'>): AccountingError {
  return new AccountingError(reason('LOGIN_UNCLEAR', { operation, text }), 'retry');
}

function lost(operation: OperationName, why: string): AccountingError {
  return new AccountingError(reason('OUTCOME_UNKNOWN', { operation, why }), 'look-up-first');
}

function unknownOutcome({ operation, text }: Fact): AccountingError {
  return new AccountingError(
    reason('OUTCOME_UNKNOWN', { operation, why: text, said: text }),
    'look-up-first',
  );
}

function refused(fact: Fact): AccountingError {
  return refusal('REFUSED_BY_ERP', fact);
}

interface Rule {
  when: RegExp;
  only?: Kind[];
  error: (fact: Fact, whole: string) => AccountingError;
}

/** First match wins. Why a text says what it says stands with the texts. */
const RULES: Rule[] = [
  { when: QUARANTINE, error: (_, text) => quarantined(quarantineEnd({ is: 'fault', code: '', text })) },
  {
    when: LOGGED_OUT,
    error: ({ operation }) => new AccountingError(reason('SESSION_NOT_ACCEPTED', { operation }), 'retry'),
  },
  { when: IDENTITY_BLOCKED, error: () => new AccountingError(reason('IDENTITY_BLOCKED'), 'ask-a-human') },
  { when: TOO_MANY_LOGINS, only: ['login'], error: nothingDone },
  { when: DOUBTFUL, only: ['login'], error: nothingDone },
  {
    when: CREDENTIALS_WRONG,
    only: ['login'],
    error: () => new AccountingError(reason('LOGIN_REFUSED'), 'ask-a-human'),
  },
  { when: DOUBTFUL, only: ['write'], error: unknownOutcome },
  { when: DOUBTFUL, error: nothingDone },
  { when: NOT_UNDERSTOOD, error: (fact) => refusal('REQUEST_NOT_UNDERSTOOD', fact) },
  { when: NO_RIGHTS, error: (fact) => refusal('RIGHTS_MISSING', fact) },
  {
    when: PERIOD_LOCKED,
    only: ['write'],
    error: ({ text }) =>
      new AccountingError(reason('PERIOD_LOCKED', { text }), 'ask-a-human', { refused: true }),
  },
  ...DIMENSIONS.map(([when, what]) => ({ when, error: ({ text }: Fact) => dimension(what, text) })),
  { when: VALIDATION, only: ['write', 'upload'], error: refused },
];

/** A refusal in words: of a call, of a save's answer, or of one record in it. First match wins. */
export function errorOfFault(
  fault: { code: string; text: string },
  operation: OperationName,
  kind: Kind,
  byDefault = ofUnknownText,
): AccountingError {
  const fact = { text: innermost(fault.text) || fault.code, operation, kind };
  const rule = RULES.find(({ when, only }) => (only?.includes(kind) ?? true) && when.test(fault.text));
  return rule?.error(fact, fault.text) ?? byDefault(fact);
}

/** A fault at a document is no proof either, but there the file itself is looked up at once, by its id. */
function ofUnknownText(fact: Fact): AccountingError {
  if (fact.kind === 'login') return unclear(fact);
  if (fact.operation === 'Save' || fact.kind === 'upload') return refused(fact);
  return fact.kind === 'write' ? unknownOutcome(fact) : nothingDone(fact);
}

function refusal(
  code: 'REQUEST_NOT_UNDERSTOOD' | 'RIGHTS_MISSING' | 'REFUSED_BY_ERP',
  { text, operation, kind }: Fact,
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
