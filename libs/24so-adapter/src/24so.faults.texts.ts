/**
 * The texts of faults and refusals that we know (fact sheet 3.3 a), for every kind of call. To be extended here when
 * a new one is seen.
 *
 * What a text says of a *write* matters most: whether it is certain that nothing was done.
 *
 * - Certain: `LOGGED_OUT`, `QUARANTINE`, `IDENTITY_BLOCKED` come before the call reaches its work. `NOT_UNDERSTOOD`
 *   comes of reading it. `NO_RIGHTS`, `PERIOD_LOCKED`, the dimensions and `VALIDATION` come of looking at the voucher.
 * - Doubtful: `DOUBTFUL` is of time, transport, memory or the database. The work may have been committed before, or
 *   go on behind it. It wins over what else stands in the same text, since one fault often wraps another.
 * - Unknown: doubtful too, for a voucher. To look it up costs a while, in draft mode a person's glance; to believe a
 *   fault that came after the work costs a second voucher.
 *
 * A SaveResponse `Exception` or `NotSaved` is a refusal whatever it says, unless that is doubtful: the save itself
 * caught what went wrong. `SystemError` is judged as a fault.
 * So is an APIException of one record. A database's error among them is doubtful, but over: the record is looked up on
 * the spot.
 */
export const LOGGED_OUT = /Session is not authenticated|Client is not authenticated on this identity/i;

export const QUARANTINE = /Quarantine ends at:?\s*(\S+(?: \d\d:\d\d(?::\d\d)?)?)/i;

export const IDENTITY_BLOCKED = /IdentityId is blocked/i;

export const TOO_MANY_LOGINS = /too many/i;

/**
 * Which words a refused login has is not documented; what is in none of these is decided by a plain login. Not "login
 * failed for user": so their database refuses their own server. Nor an authentication that failed because of something
 * else, as that of a connection does.
 */
export const CREDENTIALS_WRONG = new RegExp(
  [
    'password|passord',
    '(invalid|wrong|incorrect|unknown|not valid).{0,40}(user|credential|application)',
    'credentials?.{0,40}(not valid|invalid|wrong|incorrect|rejected|not (accepted|recogni[sz]ed))',
    'authentication (has |was )?failed(?! because)',
  ].join('|'),
  'i',
);

export const NOT_UNDERSTOOD =
  /error in XML document|Instance validation error|did not recognize the value of HTTP Header|Maximum request length/i;

export const NO_RIGHTS = /does not have access|no access|access (is )?denied|not authori[sz]ed|permission/i;

export const PERIOD_LOCKED = /period.{0,20}(lock|closed)|(regnskapsår|periode).{0,40}låst/i;

/** By the English word for the dimension, how we name it. */
export const DIMENSIONS = [
  [/DepartmentIsRequired/, 'avdeling'],
  [/ProjectIsRequired/, 'prosjekt'],
  [/CustomerIsRequired/, 'kunde'],
] as const;

/**
 * Exceptions of theirs that say what is wrong with the voucher. With their namespace: .NET has names that end the
 * same way (`FileNotFoundException`, `InvalidOperationException`) and may come at any time. Two names are known; the
 * rest are the ones that our simulator makes up in the same manner.
 */
export const VALIDATION = new RegExp(
  `\\bOffice24Seven\\.(?:\\w+\\.)*(?:${[
    '\\w+(?:Required|NotFound|NotInBalance|IsEmpty|IsLocked)',
    '(?:Invalid|Unknown)\\w+',
    'TransactionNo',
    'AllowDifference',
    'DirectAccounting',
  ].join('|')})Exception\\b|\\b(?:\\w+Required|ParameterNotFound)Exception\\b`,
);

export const DOUBTFUL = new RegExp(
  [
    'timed?[ -]?out',
    'tidsavbr',
    'thread was being aborted|ThreadAbort',
    '(transaction|request|operation|connection) (has |was |is )?(been )?(aborted|cancell?ed)|TransactionAborted',
    'in doubt|InDoubt',
    'transport[- ]level error|network-related|underlying connection|connection (was|has been) (forcibly )?(closed|reset)',
    'OutOfMemory|insufficient memory|StackOverflow',
    'too busy|service (is )?unavailable',
    'deadlock',
    'DataBaseServerException|SQL Server|SqlException|SqlClient',
  ].join('|'),
  'i',
);

/**
 * An error that ends a statement because of what it says, and not because of when it came: SQL Server's severities 11,
 * 12, 14 and 16 ("can be corrected by the user"; 13 is a deadlock). The one that was recorded has 14 (fact sheet 3.3 a).
 */
export const ENDED_BY_DATABASE = /DataBaseServerException[^]*severity level (?:11|12|14|16) of 25/i;

/** In an answer that tells of the database's error too: then it is not the statement alone that ended. */
export const CUT_SHORT = /time[d -]*out|abort|in ?doubt|deadlock|transport|connection (was|has been)/i;

/** What the service shows of its servers, and nobody needs. */
export const SERVER_ADDRESS = / with address "[^"]*" and Catalog "[^"]*"/gi;

/** An order that is an invoice already. */
export const ORDER_LOCKED =
  /order\w*locked|(is|already|been) (invoiced|locked)|(allerede|er) (fakturert|låst)/i;
