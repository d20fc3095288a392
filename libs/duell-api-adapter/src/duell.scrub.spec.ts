import { scrub, scrubOutcome } from './duell.scrub.js';

describe('what the log keeps', () => {
  it('hides tokens of every kind in JSON, a form and an address, known or not', () => {
    const message = [
      'GET all/product/stock?department=abc%2Bdef&start=0',
      'POST getaccesstokens\n\nclient_number=1&client_token=x%20y',
      '{"status":true,"token":"abc\\"def","api_token" : "x","department_token":"y","token_type":"z"}',
      'Authorization: Bearer abc.def-ghi',
      'JWT eyJ0eXAi.eyJ1c2Vy.c2ln is old',
    ].join('\n');

    expect(scrub(message, [])).toBe(
      [
        'GET all/product/stock?department=***&start=0',
        'POST getaccesstokens\n\nclient_number=1&client_token=***',
        '{"status":true,"token":"***","api_token" : "***","department_token":"***","token_type":"z"}',
        'Authorization: Bearer ***',
        'JWT *** is old',
      ].join('\n'),
    );
  });

  it('leaves alone departments that are no tokens', () => {
    const message = '{"department":[{"department_id":"1","stock":"3"}],"departments":[]}';
    expect(scrub(message, [])).toBe(message);
  });

  it('hides a secret wherever it stands, in each way it may be written', () => {
    const secret = 'a/b "c" & d+';
    const forms = [
      secret,
      'a/b \\"c\\" & d+',
      'a\\/b \\"c\\" & d+',
      'a%2Fb+%22c%22+%26+d%2B',
      'a%2Fb%20%22c%22%20%26%20d%2B',
    ];
    expect(scrub(`No: ${forms.join(' | ')}!`, [secret])).toBe('No: *** | *** | *** | *** | ***!');
  });

  it('leaves alone what is too short to be told from other text', () => {
    expect(scrub('abc', ['abc', ''])).toBe('abc');
  });

  it('keeps what is long as its size and checksum', () => {
    expect(scrub('x'.repeat(32 * 1024), [])).toHaveLength(32 * 1024);
    expect(scrub('x'.repeat(32 * 1024 + 1), [])).toMatch(/^\[32769 bytes, SHA-256 [0-9a-f]{64}\]$/);
  });
});

describe('what came of a call', () => {
  it('says no secret; an answer is data, and stays', () => {
    const secrets = ['secret-token'];
    expect(scrubOutcome({ is: 'refused', code: 1, text: 'No secret-token' }, secrets)).toMatchObject({
      text: 'No ***',
    });
    expect(scrubOutcome({ is: 'logged-out', text: 'No secret-token' }, secrets)).toMatchObject({
      text: 'No ***',
    });
    expect(scrubOutcome({ is: 'lost', why: 'No secret-token' }, secrets)).toMatchObject({ why: 'No ***' });
    expect(scrubOutcome({ is: 'unreadable', why: 'No secret-token' }, secrets)).toMatchObject({
      why: 'No ***',
    });
    const answer = { is: 'answer' as const, body: { name: 'secret-token' } };
    expect(scrubOutcome(answer, secrets)).toBe(answer);
  });
});
