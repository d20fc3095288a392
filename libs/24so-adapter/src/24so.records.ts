import { AccountingError } from '@accounting/port';
import { errorOfFault } from './24so.faults.js';
import { CUT_SHORT, ENDED_BY_DATABASE, SERVER_ADDRESS } from './24so.faults.texts.js';
import type { OperationName } from './24so.operations.js';
import type { ApiException, Echo } from './24so.operations.sales.js';
import type { Settled } from './24so.options.js';
import { reason } from './24so.reasons.js';

/** What the answer to a save says of one record of it. */
export type Said =
  | { is: 'saved'; id: number }
  /** Not saved, or not surely: the error says. */
  | { is: 'failed'; error: AccountingError }
  /** Over, and not surely unsaved: looked up on the spot; when it is not there it was refused. */
  | { is: 'to-be-seen'; refusal: AccountingError };

/**
 * A save answers every record it was given, each with its number or its exception (fact sheet 3.3 b); a failed one may
 * carry a number that was never stored.
 *
 * @param what for people: `Vare K-1000`
 */
export function saidOf(
  echo: Echo | undefined,
  id: number | undefined,
  about: { operation: OperationName; what: string },
  options: Settled,
): Said {
  if (echo?.APIException) return saidInException(echo.APIException, about, options);
  if (echo && id !== undefined && id > 0) return { is: 'saved', id };
  const { operation, what } = about;
  const why = `Nothing is said of ${what}`;
  return {
    is: 'failed',
    error: new AccountingError(reason('OUTCOME_UNKNOWN', { operation, why }), 'look-up-first'),
  };
}

function saidInException(
  { Type = '', Message = '' }: ApiException,
  { operation, what }: { operation: OperationName; what: string },
  { databaseErrorEndsIt }: Settled,
): Said {
  const message = Message.replace(SERVER_ADDRESS, '').trim();
  const whole = `${Type}: ${message}`;
  const text = message || Type;
  const refusal = new AccountingError(reason('RECORD_REFUSED', { what, text, type: Type }), 'ask-a-human', {
    refused: true,
  });
  const isOver = databaseErrorEndsIt && ENDED_BY_DATABASE.test(whole) && !CUT_SHORT.test(whole);
  if (isOver) return { is: 'to-be-seen', refusal };
  const error = errorOfFault({ code: Type, text: whole }, operation, 'write', () => refusal);
  // Refused in words that no other code fits: then it is worth more to say what was refused.
  return { is: 'failed', error: error.code === 'REFUSED_BY_ERP' ? refusal : error };
}

/** Each record with its echo: by position, and by what it is called; undefined where the answer has none. */
export function paired<Sent, Echoed>(
  sent: Sent[],
  echoes: Echoed[],
  isOf: (echo: Echoed, record: Sent) => boolean,
): (Echoed | undefined)[] {
  if (echoes.length === sent.length && sent.every((record, at) => isOf(echoes[at] as Echoed, record)))
    return echoes;
  // Not as it was sent: believed only where one echo, and no other, can be meant.
  return sent.map((record) => {
    const [only, ...more] = echoes.filter((echo) => isOf(echo, record));
    const alike = sent.filter((other) => only !== undefined && isOf(only, other));
    return more.length === 0 && alike.length === 1 ? only : undefined;
  });
}

/** What XML and their database may do to a text. */
export function sameText(one: string | undefined, other: string | undefined): boolean {
  const plain = (text = '') => text.replace(/\r\n?/g, '\n').trim();
  return plain(one) === plain(other);
}
