import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';

/** A ledger of a busy month is some MB; whatever is larger is not an answer to one of our questions. */
const LARGEST_ANSWER = 20 * 1024 * 1024;

/** What goes out. */
export interface Sending {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Record<string, string>;
  body: string | null;
  timeoutMs: number;
  /** In bytes; a larger answer is not read. */
  largestAnswer?: number | undefined;
  /** Called right before the first byte is written; throws to hold it back. */
  beforeWriting?: () => void;
}

/** What came back. */
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

/** It answered, with more than is read. */
export class AnswerTooLarge extends NoAnswer {
  constructor(bytes: number) {
    super(true, new RangeError(`The answer is larger than ${bytes} bytes`));
  }
}

/** One pool for all hosts. Idle sockets keep no process alive. */
const agent = new Agent({ connect: { timeout: 10_000 } });

/** One call. Throws a {@link NoAnswer} when there is no answer, or only a part of one. */
export async function carry(sending: Sending): Promise<Carried> {
  const { method, url, headers, body, timeoutMs, largestAnswer = LARGEST_ANSWER, beforeWriting } = sending;
  let written = false;
  const dispatcher = agent.compose(
    watchStart(() => {
      beforeWriting?.();
      written = true;
    }),
  );
  try {
    const answer = await request(url, {
      method,
      dispatcher,
      body,
      headers: { ...headers, 'Accept-Encoding': 'gzip' },
      // One clock for the whole call: a lease of ours counts on it.
      signal: AbortSignal.timeout(timeoutMs),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const bytes = await bytesOf(answer.body, answer.headers['content-encoding'] === 'gzip', largestAnswer);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    };
  } catch (cause) {
    throw cause instanceof NoAnswer ? cause : new NoAnswer(written, cause);
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

async function bytesOf(body: AsyncIterable<Buffer>, zipped: boolean, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largest) throw new AnswerTooLarge(largest);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (!zipped) return bytes;
  return promisify(gunzip)(bytes, { maxOutputLength: largest }).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? new AnswerTooLarge(largest) : cause;
  });
}
