import { AccountingError } from '@accounting/port';
import { errorOf, errorOfSaveResponse, quarantineEnd, saysLoggedOut, type Kind } from './24so.faults.js';
import type { SaveResponse } from './24so.operations.js';
import type { Outcome } from './24so.soap.js';

const fault = (text: string, code = 'soap:Server'): Outcome & { is: 'fault' } => ({
  is: 'fault',
  code,
  text,
});
const inner = (text: string) => fault(`Server was unable to process request. ---> ${text}`);

const verdict = (outcome: Exclude<Outcome, { is: 'answer' }>, kind: Kind) => {
  const { code, next, refused } = errorOf(outcome, 'SaveBundleList', kind);
  return [code, next, refused];
};

describe('an outcome that is no answer', () => {
  it.each<[Exclude<Outcome, { is: 'answer' }>, write: unknown[], read: unknown[]]>([
    [
      { is: 'lost', why: 'time-out' },
      ['OUTCOME_UNKNOWN', 'look-up-first', false],
      ['NO_ANSWER', 'retry', false],
    ],
    [
      { is: 'unreadable', why: 'HTML' },
      ['OUTCOME_UNKNOWN', 'look-up-first', false],
      ['ANSWER_UNREADABLE', 'retry', false],
    ],
    [
      { is: 'too-large', why: '20 MB' },
      ['OUTCOME_UNKNOWN', 'look-up-first', false],
      ['ANSWER_TOO_LARGE', 'ask-a-human', false],
    ],
    [
      { is: 'unsent', cause: new Error('ECONNREFUSED') },
      ['ERP_UNREACHABLE', 'retry', false],
      ['ERP_UNREACHABLE', 'retry', false],
    ],
    [
      inner('Session is not authenticated'),
      ['SESSION_NOT_ACCEPTED', 'retry', false],
      ['SESSION_NOT_ACCEPTED', 'retry', false],
    ],
    [
      inner('Client is not authenticated on this identity'),
      ['SESSION_NOT_ACCEPTED', 'retry', false],
      ['SESSION_NOT_ACCEPTED', 'retry', false],
    ],
    [
      inner('The provided IdentityId is blocked. Please use x'),
      ['IDENTITY_BLOCKED', 'ask-a-human', false],
      ['IDENTITY_BLOCKED', 'ask-a-human', false],
    ],
    [
      inner("Instance validation error: 'X' is not a valid value for Y"),
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', true],
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', false],
    ],
    [
      fault('There is an error in XML document (1, 2).', 'soap:Client'),
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', true],
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', false],
    ],
    [
      fault('Server did not recognize the value of HTTP Header SOAPAction: x'),
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', true],
      ['REQUEST_NOT_UNDERSTOOD', 'ask-a-human', false],
    ],
    [
      inner('Limit exceeded by 1. Request is blocked. Quarantine ends at 2026-11-23T20:00:00Z'),
      ['RATE_LIMITED', 'retry', false],
      ['RATE_LIMITED', 'retry', false],
    ],
    [
      inner('Office24Seven.Library.Economy.Accounting.DepartmentIsRequiredException'),
      ['DIMENSION_REQUIRED', 'ask-a-human', true],
      ['DIMENSION_REQUIRED', 'ask-a-human', true],
    ],
    [
      inner('Office24Seven.Library.Economy.Accounting.ProjectIsRequiredException'),
      ['DIMENSION_REQUIRED', 'ask-a-human', true],
      ['DIMENSION_REQUIRED', 'ask-a-human', true],
    ],
    [
      inner('Office24Seven.Library.Data.DataBaseServerException: SQL Server'),
      ['OUTCOME_UNKNOWN', 'look-up-first', false],
      ['READ_FAILED', 'retry', false],
    ],
    [
      inner('Something nobody has seen'),
      ['OUTCOME_UNKNOWN', 'look-up-first', false],
      ['READ_FAILED', 'retry', false],
    ],
    [fault(''), ['OUTCOME_UNKNOWN', 'look-up-first', false], ['READ_FAILED', 'retry', false]],
  ])('%j', (outcome, write, read) => {
    expect(verdict(outcome, 'write')).toEqual(write);
    expect(verdict(outcome, 'read')).toEqual(read);
  });

  it.each([
    ['Invalid username or password', 'LOGIN_REFUSED'],
    ['The application id is not valid for this user', 'LOGIN_REFUSED'],
    ['Unknown application', 'LOGIN_REFUSED'],
    ['Credentials not valid', 'LOGIN_REFUSED'],
    ['Authentication failed', 'LOGIN_REFUSED'],
    ['Authentication failed because the remote party has closed the stream', 'LOGIN_UNCLEAR'],
    ['Login failed for user', 'LOGIN_UNCLEAR'],
    ["SqlException: Login failed for user 'web'. Wrong password", 'READ_FAILED'],
    ['Too many logins with these credentials', 'READ_FAILED'],
    ['Timeout expired', 'READ_FAILED'],
  ])('at a login, %j', (text, code) => {
    expect(errorOf(inner(text), 'Login', 'login').code).toBe(code);
  });

  it('is the permit’s own error when that held the write back', () => {
    const cause = errorOf({ is: 'lost', why: '' }, 'Save', 'read');
    expect(errorOf({ is: 'unsent', cause }, 'Save', 'write')).toBe(cause);
  });

  it('tells people the innermost text, without the servers’ innards', () => {
    const text =
      'Server was unable to process request. ---> Outer ---> The account is closed\r\n   at Office24Seven.X.Y()';
    const { message } = errorOf(fault(text), 'SaveBundleList', 'write').reason;
    expect(message).toContain('«The account is closed»');
    expect(message).not.toContain('Office24Seven');
  });
});

describe('a SaveResponse', () => {
  it.each<[SaveResponse['Type'], unknown]>([
    ['DuplicateData', ['NUMBER_IN_USE', 'look-up-first', false]],
    ['DataAlreadySaved', ['NUMBER_IN_USE', 'look-up-first', false]],
    ['SystemError', ['OUTCOME_UNKNOWN', 'look-up-first', false]],
    ['Exception', ['REFUSED_BY_ERP', 'ask-a-human', true]],
    ['NotSaved', ['REFUSED_BY_ERP', 'ask-a-human', true]],
  ])('%s', (Type, expected) => {
    const error = errorOfSaveResponse({ Type, Description: 'because' });
    expect(error).toBeInstanceOf(AccountingError);
    expect([error?.code, error?.next, error?.refused]).toEqual(expected);
  });

  it('without a text is a refusal only where its type says that nothing was saved', () => {
    expect(errorOfSaveResponse({ Type: 'NotSaved' })?.refused).toBe(true);
    expect(errorOfSaveResponse({ Type: 'Exception' })?.next).toBe('look-up-first');
    expect(errorOfSaveResponse({ Type: 'SystemError' })?.next).toBe('look-up-first');
  });

  it('SystemError with a refusal that is known is that refusal', () => {
    const Description = 'Office24Seven.Library.Economy.Accounting.ProjectIsRequiredException: x';
    expect(errorOfSaveResponse({ Type: 'SystemError', Description })?.code).toBe('DIMENSION_REQUIRED');
  });

  it('Ok is none', () => {
    expect(errorOfSaveResponse({ Type: 'Ok' })).toBeNull();
  });

  it('may say that nobody is logged in', () => {
    expect(saysLoggedOut({ is: 'answer', result: { Type: 'NotAuthenticated' } })).toBe(true);
    expect(saysLoggedOut({ is: 'answer', result: null })).toBe(false);
    expect(saysLoggedOut({ is: 'answer', result: undefined })).toBe(false);
    expect(saysLoggedOut(inner('Session is not authenticated'))).toBe(true);
    expect(saysLoggedOut({ is: 'lost', why: 'Session is not authenticated' })).toBe(false);
  });
});

describe('a quarantine', () => {
  it.each([
    ['2026-11-23T20:00:00Z', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23T21:00:00+01:00', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23T20:00:00', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23 20:00:00', '2026-11-23T20:00:00.000Z'],
    ['2026-11-23 20:00', '2026-11-23T20:00:00.000Z'],
  ])('that ends at %s', (text, instant) => {
    expect(quarantineEnd(inner(`Request is blocked. Quarantine ends at ${text}`))?.toISOString()).toBe(
      instant,
    );
  });

  it('whose end cannot be read is still one, without an end', () => {
    const outcome = inner('Request is blocked. Quarantine ends at teatime');
    expect(quarantineEnd(outcome)).toBeNull();
    expect(errorOf(outcome, 'Save', 'read')).toMatchObject({
      code: 'RATE_LIMITED',
      next: 'retry',
      retryAt: undefined,
    });
  });
});
