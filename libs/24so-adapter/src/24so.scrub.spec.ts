import { scrub } from './24so.scrub.js';

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
