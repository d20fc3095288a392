import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';

/** A ledger of a busy month is some MB; whatever is larger is not an answer to one of our questions. */
const LARGEST_ANSWER = 20 * 1024 * 1024;

/** A call on its way, and what came back. */
export interface Carriage {
  cookie?: string | undefined;
  timeoutMs: number;
  /** Called right before the first byte is written; throws to hold it back. */
  beforeWriting: () => void;
}

export interface Carried {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** No answer came that can be read. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    /** false: not a byte was written, so nothing was done there. */
    readonly written: boolean,
    cause: unknown,
  ) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), { cause });
  }
}

/** One connection pool for both hosts. Idle sockets keep no process alive. */
const agent = new Agent({ connect: { timeout: 10_000 } });

/** Posts an envelope. Throws a {@link NoAnswer} when there is none, or only a part of one. */
export async function post(
  url: string,
  envelope: string,
  soapHeaders: Record<string, string>,
  { cookie, timeoutMs, beforeWriting }: Carriage,
): Promise<Carried> {
  let written = false;
  const dispatcher = agent.compose(
    watchStart(() => {
      beforeWriting();
      written = true;
    }),
  );
  try {
    const { statusCode, headers, body } = await request(url, {
      method: 'POST',
      dispatcher,
      body: envelope,
      headers: {
        ...soapHeaders,
        'Accept-Encoding': 'gzip',
        ...(cookie === undefined ? {} : { Cookie: cookie }),
      },
      // One clock for the whole call: a lease of ours counts on it.
      signal: AbortSignal.timeout(timeoutMs),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const bytes = await bytesOf(body, headers['content-encoding'] === 'gzip');
    return { status: statusCode, headers, body: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new NoAnswer(written, cause);
  }
}

/** undici tells a handler when its request is next on the socket, right before it writes. */
function watchStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        onStart();
        handler.onRequestStart?.(controller, context);
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

async function bytesOf(body: AsyncIterable<Buffer>, zipped: boolean): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new RangeError(`The answer is larger than ${LARGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return zipped ? promisify(gunzip)(bytes, { maxOutputLength: LARGEST_ANSWER }) : bytes;
}
