import { type Params } from 'nestjs-pino';
import { currentCorrelation } from '@accounting/sync';
import { systemIds } from '@accounting/port';
import { type Config } from './config.js';

/** What never reaches a log, wherever it stands. The scrubber has a spec of its own. */
export const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  ...['password', 'credentials', 'token', 'key', 'apiKey', 'sessionId', 'secret'].flatMap((name) => [
    name,
    `*.${name}`,
    `*.*.${name}`,
  ]),
];

/** One JSON line an event, with the correlation id that follows a document through everything. */
export function loggingOptions({ LOG_LEVEL }: Config): Params {
  return {
    pinoHttp: {
      level: LOG_LEVEL,
      redact: { paths: SECRET_PATHS, censor: '[hidden]' },
      genReqId: (request) => {
        const given = request.headers['x-request-id'];
        return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : systemIds.uuid();
      },
      mixin: () => {
        const correlation = currentCorrelation();
        return correlation ? { correlation } : {};
      },
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: ({ url }) => ['/healthz', '/readyz', '/metrics'].includes(url ?? '') },
    },
  };
}
