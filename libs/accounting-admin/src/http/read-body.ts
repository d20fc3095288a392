import { type Request } from 'express';
import { HttpProblem } from './http-problem.js';
import { problemReason } from './problem-reasons.js';

export const MEGABYTE = 1_048_576;
export const MOST_MEGABYTES = 5;

/** The body's bytes, as long as it is within the limit; what is too large is not kept, and answered with 413. */
export async function readBody(request: Request, megabytes = MOST_MEGABYTES): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw unsupported('application/json');
  const limit = megabytes * MEGABYTE;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(megabytes);

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= limit) chunks.push(chunk);
        else reject(tooLarge(megabytes));
      })
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject)
      .on('close', () => reject(new HttpProblem(400, problemReason('BODY_NOT_JSON'))));
  });
}

/** The body as JSON; undefined: there is none. Bytes that are no UTF-8 are no JSON. */
export async function readJson(request: Request): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  if (!/^application\/([\w.-]+\+)?json$/i.test(mediaType.trim())) throw unsupported('application/json');
  // A host may have put a parser of its own in front of us.
  if (request.body !== undefined) return request.body as unknown;

  const bytes = await readBody(request);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new HttpProblem(400, problemReason('BODY_NOT_JSON'), { cause });
  }
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function tooLarge(megabytes: number): HttpProblem {
  return new HttpProblem(413, problemReason('BODY_TOO_LARGE', { megabytes }));
}

export function unsupported(expected: string): HttpProblem {
  return new HttpProblem(415, problemReason('CONTENT_TYPE_NOT_SUPPORTED', { expected }));
}
