import { Writable } from 'node:stream';
import pino from 'pino';
import { correlated } from '@accounting/sync';
import { readConfig } from './config.js';
import { loggingOptions } from './logging.js';

function logged(entry: object): string {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  const { pinoHttp } = loggingOptions(readConfig({}));
  const { level, redact, mixin } = pinoHttp as pino.LoggerOptions;
  pino({ level, redact, mixin }, sink).info(entry, 'something happened');
  return text;
}

describe('A line of the log', () => {
  it.each([
    ['a header', { req: { headers: { authorization: 'Bearer hemmelig', cookie: 'a=hemmelig' } } }],
    ['a cookie that is set', { res: { headers: { 'set-cookie': 'ASP.NET_SessionId=hemmelig' } } }],
    ['a password', { password: 'hemmelig' }],
    ['credentials', { connection: { credentials: { username: 'x', password: 'hemmelig' } } }],
    ['a token within', { answer: { body: { token: 'hemmelig' } } }],
    ['a session', { session: { sessionId: 'hemmelig' } }],
    ['an API key', { issued: { key: 'hemmelig' } }],
  ])('hides %s', (_, entry) => {
    const line = logged(entry);

    expect(line).not.toContain('hemmelig');
    expect(line).toContain('[hidden]');
  });

  it('is one JSON object with the id that follows the document', () => {
    const line = correlated('day-close-7', () => logged({ transfer: 't' }));

    expect(line.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({
      correlation: 'day-close-7',
      transfer: 't',
      msg: 'something happened',
    });
  });
});
