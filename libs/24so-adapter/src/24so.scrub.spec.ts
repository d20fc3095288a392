import { scrub, scrubOutcome } from './24so.scrub.js';

describe('what the log keeps', () => {
  it('hides the elements that hold secrets, with and without prefix and attributes', () => {
    const message =
      '<ApplicationId>a</ApplicationId><x:Password y="1">b &amp; c</x:Password><LoginResult>d</LoginResult>';
    expect(scrub(message, [])).toBe(
      '<ApplicationId>***</ApplicationId><x:Password y="1">***</x:Password><LoginResult>***</LoginResult>',
    );
  });

  it('hides a secret wherever it stands, escaped too', () => {
    const password = 'p&ss"w<rd';
    const forms = [password, 'p&amp;ss"w&lt;rd', 'p&amp;ss&quot;w&lt;rd'];
    expect(scrub(`No: ${forms.join()} for abcd1234`, [password, 'abcd1234'])).toBe('No: ***,***,*** for ***');
  });

  it('leaves alone what is too short to be told from other text', () => {
    expect(scrub('<a>a</a>', ['a', ''])).toBe('<a>a</a>');
  });

  it('keeps a file as its size and checksum', () => {
    const scrubbed = scrub('<file/><buffer>iVBORw0KGgo=</buffer>', []);
    expect(scrubbed).toMatch(/^<file\/><buffer>\[12 bytes, SHA-256 [0-9a-f]{64}\]<\/buffer>$/);
  });

  it('keeps what is long as its size and checksum', () => {
    expect(scrub('x'.repeat(32 * 1024), [])).toHaveLength(32 * 1024);
    expect(scrub('x'.repeat(32 * 1024 + 1), [])).toMatch(/^\[32769 bytes, SHA-256 [0-9a-f]{64}\]$/);
  });
});

describe('an exception', () => {
  it('is kept without the insides of their servers', () => {
    const message =
      '<APIException><Type>T</Type><StackTrace>   at Secret.Place\n at X</StackTrace></APIException>';
    expect(scrub(message, [])).toBe('<APIException><Type>T</Type><StackTrace>…</StackTrace></APIException>');
    expect(scrub('<StackTrace />', [])).toBe('<StackTrace />');
  });
});

describe('what came of a call', () => {
  const secrets = ['p&ss word', 'abcd1234'];
  const said = 'p&ss word, p%26ss%20word, abcd1234, ASP.NET_SessionId=of-another-login; x';
  const clean = '***, ***, ***, ASP.NET_SessionId=***; x';

  it('says no secret, however long it is', () => {
    const text = `${said}${'x'.repeat(40_000)}`;
    expect(scrubOutcome({ is: 'fault', code: said, text }, secrets)).toEqual({
      is: 'fault',
      code: clean,
      text: `${clean}${'x'.repeat(40_000)}`,
    });
    expect(scrubOutcome({ is: 'lost', why: said }, secrets)).toEqual({ is: 'lost', why: clean });
    expect(scrubOutcome({ is: 'unreadable', why: said }, secrets)).toEqual({ is: 'unreadable', why: clean });
  });

  it('says no secret of a record that was not saved, and nothing of how it came to be', () => {
    const APIException = { Type: 'T', Message: said, StackTrace: 'at Secret.Place' };
    const result = {
      Product: [{ Id: 1, Name: 'abcd1234' }, { Name: 'abcd1234', APIException }, null],
      Other: 'x',
    };
    expect(scrubOutcome({ is: 'answer', result }, secrets)).toEqual({
      is: 'answer',
      result: {
        Product: [
          { Id: 1, Name: 'abcd1234' },
          { Name: 'abcd1234', APIException: { Type: 'T', Message: clean } },
          null,
        ],
        Other: 'x',
      },
    });
  });

  it('is untouched where it is an answer, but for what a refusal says', () => {
    const answer = { is: 'answer' as const, result: { Type: 'Exception', Description: said, Name: said } };
    expect(scrubOutcome(answer, secrets)).toEqual({
      is: 'answer',
      result: { Type: 'Exception', Description: clean, Name: said },
    });
    for (const result of ['abcd1234', null, undefined, { Comment: 'abcd1234' }])
      expect(scrubOutcome({ is: 'answer', result }, secrets)).toEqual({ is: 'answer', result });
  });
});
