import { settled, type Assumptions, type TwentyFourSoOptions } from './24so.options.js';
import { paired, saidOf } from './24so.records.js';

const DATABASE = 'Office24Seven.Library.Data.DataBaseServerException';
const SEVERITY = (level: number) =>
  `SQL Server with address "10.1.2.3" and Catalog "c42" encountered an error with severity level ${level} of 25`;
const about = { operation: 'SaveProducts' as const, what: 'Vare K-1' };

function said(exception: { Type?: string; Message?: string }, over: Partial<Assumptions> = {}) {
  const options = settled({ apiUrl: '', webservicesUrl: '', ...over } as TwentyFourSoOptions);
  return saidOf(
    { APIException: { ...exception, StackTrace: 'at Secret.Place' } as object },
    57,
    about,
    options,
  );
}

describe('what is said of one record', () => {
  const options = settled({ apiUrl: '', webservicesUrl: '' } as TwentyFourSoOptions);

  it('is its number, when it was saved', () => {
    expect(saidOf({}, 57, about, options)).toEqual({ is: 'saved', id: 57 });
    expect(saidOf({ APIException: null }, 57, about, options)).toEqual({ is: 'saved', id: 57 });
  });

  it.each([
    ['no echo', undefined, 57],
    ['no number', {}, undefined],
    ['the number of nothing', {}, -2_147_483_648],
  ])('is nothing with %s: it may have been saved', (_what, echo, id) => {
    expect(saidOf(echo, id, about, options)).toMatchObject({
      is: 'failed',
      error: { next: 'look-up-first' },
    });
  });

  it.each([
    ['Office24Seven.Library.Core.ParameterNotFoundException', "Parameter 'Name' was not found"],
    ['Office24Seven.Library.Core.ArgumentException', 'Nei'],
    ['', 'Nei'],
  ])('is a refusal that names it: %s', (Type, Message) => {
    const told = said({ Type, Message });
    expect(told).toMatchObject({
      is: 'failed',
      error: { code: 'RECORD_REFUSED', next: 'ask-a-human', refused: true },
    });
    expect(JSON.stringify(told)).toContain('Vare K-1');
    expect(JSON.stringify(told)).toContain(Message);
  });

  it('never is what the service hides', () => {
    for (const level of [14, 17])
      expect(JSON.stringify(said({ Type: DATABASE, Message: SEVERITY(level) }))).not.toMatch(
        /Secret|10\.1\.2\.3/,
      );
  });

  it('is a right that is missing', () => {
    expect(said({ Message: 'The user does not have access to this module' })).toMatchObject({
      error: { code: 'RIGHTS_MISSING', refused: true },
    });
  });

  it.each([11, 12, 14, 16])('is to be seen, after an error of the database that ends it: %i', (level) => {
    expect(said({ Type: DATABASE, Message: SEVERITY(level) })).toMatchObject({
      is: 'to-be-seen',
      refusal: { code: 'RECORD_REFUSED', refused: true },
    });
  });

  it.each([
    SEVERITY(13),
    SEVERITY(17),
    'encountered an error',
    `${SEVERITY(14)}. The transaction is in doubt.`,
    `${SEVERITY(14)} Timeout expired`,
    `${SEVERITY(14)} deadlock victim`,
  ])('is not known after any other: %s', (Message) => {
    expect(said({ Type: DATABASE, Message })).toMatchObject({
      is: 'failed',
      error: { next: 'look-up-first' },
    });
  });

  it('is not known after any of them, where that is switched so', () => {
    const told = said({ Type: DATABASE, Message: SEVERITY(14) }, { databaseErrorEndsIt: false });
    expect(told).toMatchObject({ is: 'failed', error: { next: 'look-up-first' } });
  });
});

describe('records and their echoes', () => {
  const isOf = (echo: { No: string; n?: number }, sent: string) => echo.No === sent;

  it('belong together by position, also where several have one number', () => {
    const echoes = [
      { No: 'A', n: 1 },
      { No: 'A', n: 2 },
    ];
    expect(paired(['A', 'A'], echoes, isOf)).toEqual(echoes);
  });

  it('belong together by number where the position is another', () => {
    const [a, b] = [{ No: 'A' }, { No: 'B' }];
    expect(paired(['A', 'B'], [b, a], isOf)).toEqual([a, b]);
    expect(paired(['A', 'B'], [b], isOf)).toEqual([undefined, b]);
    expect(paired(['A', 'B'], [b, a, { No: 'C' }], isOf)).toEqual([a, b]);
  });

  it('do not, where it is not clear', () => {
    expect(paired(['A', 'A', 'B'], [{ No: 'A' }, { No: 'B' }], isOf)).toEqual([
      undefined,
      undefined,
      { No: 'B' },
    ]);
    expect(paired(['A', 'B'], [{ No: 'A' }, { No: 'A' }], isOf)).toEqual([undefined, undefined]);
    expect(paired(['A'], [], isOf)).toEqual([undefined]);
  });
});
