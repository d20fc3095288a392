import { errorOf, errorOfSaveResponse, type Kind } from './24so.faults.js';

const inner = (text: string) => ({
  is: 'fault' as const,
  code: 'soap:Server',
  text: `Server was unable to process request. ---> ${text}`,
});

const verdict = (text: string, kind: Kind) => {
  const { code, next, refused } = errorOf(inner(text), 'SaveBundleList', kind);
  return [code, next, refused];
};

/** The work may have been done when these come. */
const DOUBTFUL = [
  'Request timed out.',
  'Thread was being aborted.',
  'The operation has timed out',
  'Timeout expired. The timeout period elapsed prior to completion of the operation.',
  'The transaction has aborted.',
  'The transaction is in doubt.',
  'A transport-level error has occurred when receiving results from the server.',
  "Exception of type 'System.OutOfMemoryException' was thrown.",
  'Server too busy',
  'Transaction (Process ID 52) was deadlocked on lock resources and has been chosen as the deadlock victim.',
  'The underlying connection was closed: An unexpected error occurred on a receive.',
  'Office24Seven.Library.Data.DataBaseServerException: SQL Server with address "x" encountered an error',
];

/** Each name of simulator/rules.ts once, and what else is known to come before the work. */
const REFUSALS = [
  'Office24Seven.Library.Common.ParameterNotFoundException: x',
  ...[
    'InvalidSaveOption',
    'AllowDifference',
    'UnknownWarning',
    'BundleIsEmpty',
    'DirectAccounting',
    'TransactionNo',
    'VoucherIsEmpty',
    'VoucherNotInBalance',
    'AccountNotFound',
    'TaxCodeNotFound',
    'StampNoNotFound',
    'DepartmentIsRequired',
    'ProjectIsRequired',
    'CustomerIsRequired',
    'EmployeeIsRequired',
    'YearNotFound',
    'PeriodIsLocked',
    'TransactionTypeNotFound',
    'InvalidDate',
    'InvalidAmount',
    'CurrencyNotFound',
  ].map((name) => `Office24Seven.Library.Economy.Accounting.${name}Exception: x`),
];

describe('a fault', () => {
  it.each(DOUBTFUL)('says nothing of a write with %j, and a read is tried again', (text) => {
    expect(verdict(text, 'write')).toEqual(['OUTCOME_UNKNOWN', 'look-up-first', false]);
    expect(errorOf(inner(text), 'Save', 'write').next).toBe('look-up-first');
    for (const kind of ['read', 'upload', 'login'] as const)
      expect(verdict(text, kind)).toEqual(['READ_FAILED', 'retry', false]);
  });

  it.each(REFUSALS)('is a certain refusal of a write with %j', (text) => {
    expect(errorOf(inner(text), 'SaveBundleList', 'write')).toMatchObject({ refused: true });
    expect(errorOf(inner(`${text} ---> The operation has timed out`), 'SaveBundleList', 'write').next).toBe(
      'look-up-first',
    );
  });

  it.each([
    'System.IO.FileNotFoundException: x',
    'System.InvalidOperationException: x',
    'Office24Seven.Library.Economy.Accounting.SaveException: x',
    'Object reference not set to an instance of an object.',
  ])('is no certain refusal with %j', (text) => {
    expect(verdict(text, 'write')).toEqual(['OUTCOME_UNKNOWN', 'look-up-first', false]);
  });

  it('of a document is a refusal when nobody knows it: the file itself is looked up on the spot', () => {
    expect(errorOf(inner('Something nobody has seen'), 'Save', 'write').code).toBe('REFUSED_BY_ERP');
    expect(errorOf(inner('Something nobody has seen'), 'Create', 'upload').code).toBe('REFUSED_BY_ERP');
  });
});

describe('a SaveResponse', () => {
  it.each(['Exception', 'NotSaved'] as const)('%s is no refusal with a doubtful text', (Type) => {
    for (const Description of DOUBTFUL)
      expect(errorOfSaveResponse({ Type, Description })?.next).toBe('look-up-first');
  });
});
