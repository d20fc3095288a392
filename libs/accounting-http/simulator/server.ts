import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What came on the connection. */
export interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What goes back on the connection. `cut` sends half of its body and then, like `drop`, destroys it. */
export type Answer =
  { kind: 'drop' } | { kind: 'full' | 'cut'; status: number; headers: Record<string, string>; body: string };

export type Responder = (incoming: Incoming) => Promise<Answer>;

/** Listens on this machine only. */
export async function listen(port: number, respond: Responder): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response, respond));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends open connections as well: a test that waits for one would wait for ever. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function answer(request: IncomingMessage, response: ServerResponse, respond: Responder): Promise<void> {
  try {
    const { method = '', url = '/', headers } = request;
    const { pathname: path, searchParams: query } = new URL(url, 'http://127.0.0.1');
    const body = await bodyOf(request);
    send(await respond({ method, path, query, headers, body }), request, response);
  } catch {
    // The caller went away while its request was read, or something broke that must not look like an answer.
    request.socket.destroy();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(given: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (given.kind === 'drop') {
    request.socket.destroy();
    return;
  }
  const body = Buffer.from(given.body);
  response.writeHead(given.status, { ...given.headers, 'Content-Length': body.length });
  if (given.kind === 'full') response.end(body);
  else response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
}
