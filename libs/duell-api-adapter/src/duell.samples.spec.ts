import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { AccountingError, type SessionVault } from '@accounting/port';
import { memoryTools, MemorySessions, TestClock } from '@accounting/testkit';
import type { Body } from './duell.answers.js';
import { DuellClient } from './duell.client.js';
import { readCustomer } from './duell.customers.js';
import { settled } from './duell.options.js';
import { readProduct } from './duell.products.js';
import type { Read } from './duell.reading.js';
import { requests, type DuellRequest } from './duell.requests.js';
import { readStock } from './duell.stock.js';

/** One folder for each thing that goes over the wire: the call, the bytes sent, what came, and what we made of it. */
const SAMPLES = resolve(import.meta.dirname, '../samples');
const BEARER = 'eyJ0eXAiOiJKV1QifQ.c2FtcGxl.c2FtcGxl';

interface Call {
  request: keyof typeof requests;
  args: unknown[];
  answer: { status: number; type: string; headers?: Record<string, string> };
}

const read = (name: string, file: string) => readFileSync(join(SAMPLES, name, file), 'utf8');
const json = (name: string, file: string) => JSON.parse(read(name, file)) as unknown;
const names = readdirSync(SAMPLES);
const callOf = (name: string) => json(name, 'call.json') as Call;
const responseOf = (name: string) =>
  read(name, existsSync(join(SAMPLES, name, 'response.html')) ? 'response.html' : 'response.json').trimEnd();

let server: Server;
let received: string[];
let answer: string;

/** Speaks no HTTP: it keeps the bytes as they come, and gives back the bytes of the sample. */
beforeAll(async () => {
  server = createServer((socket: Socket) => {
    let bytes = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.toString();
      const [head = '', body = ''] = bytes.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (!bytes.includes('\r\n\r\n') || Buffer.byteLength(body) < length) return;
      received.push(bytes);
      socket.end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => void server.close());
beforeEach(() => (received = []));

async function exchange(name: string): Promise<{ request: string; result: object }> {
  const { request, args, answer: told } = callOf(name);
  const body = responseOf(name);
  const head = { 'Content-Type': told.type, 'Content-Length': Buffer.byteLength(body), ...told.headers };
  const lines = Object.entries(head).map(([field, value]) => `${field}: ${value}`);
  answer = [`HTTP/1.1 ${told.status} Sample`, ...lines, 'Connection: close', '', body].join('\r\n');
  const made = (requests[request] as (...args: unknown[]) => DuellRequest)(...args);
  const result = await (request === 'login' ? loggedIn(args as string[]) : answered(made));
  return { request: asText(received[0] ?? ''), result };
}

/** The bearer that goes out with the first call after it. */
async function loggedIn([clientNumber = '', clientToken = '']: string[]): Promise<object> {
  const client = clientWith({ clientNumber, clientToken }, new MemorySessions());
  const result = await client.read(requests.page('department/list', { start: 0, length: 100 })).catch(failed);
  if (received.length < 2) return result;
  return { bearer: /authorization: Bearer (.+)\r\n/i.exec(received[1] ?? '')?.[1] };
}

async function answered(request: DuellRequest): Promise<object> {
  const sessions = { take: () => Promise.resolve(BEARER) };
  const client = clientWith({ clientNumber: '123456', clientToken: 'x'.repeat(31) }, sessions);
  return client[request.method === 'GET' ? 'read' : 'write'](request).catch(failed);
}

function clientWith(credentials: Record<string, string>, sessions: SessionVault): DuellClient {
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const tools = { ...memoryTools({ clock: new TestClock() }), sessions };
  return new DuellClient(settled({ apiUrl }), { clientId: 'c1', credentials }, tools);
}

function failed(error: unknown): object {
  if (!(error instanceof AccountingError)) throw error;
  const { code, next, reason, retryAt } = error;
  return { code, next, english: reason.english, ...(retryAt ? { retryAt: retryAt.toISOString() } : {}) };
}

/** With the port of today's run taken out, and line ends as in a file. */
function asText(bytes: string): string {
  return `${bytes
    .replace(/127\.0\.0\.1:\d+/, '127.0.0.1')
    .replaceAll('\r\n', '\n')
    .trimEnd()}\n`;
}

describe('on the wire', () => {
  it.each(names)('%s', async (name) => {
    const { request, result } = await exchange(name);

    expect(request).toBe(read(name, 'request.http'));
    expect(result).toEqual(json(name, 'result.json'));
  });

  it('each request we make has a sample, and each list', () => {
    const calls = names.map(callOf);
    expect([...new Set(calls.map(({ request }) => request))].sort()).toEqual(Object.keys(requests).sort());
    const paths = calls.flatMap(({ request, args }) => (request === 'page' ? [args[0]] : []));
    expect(new Set(paths).size).toBe(5);
  });
});

const assumed = settled({});
const now = new Date('2026-11-24T07:00:00Z');

describe('rows of the samples, as the port has them', () => {
  const lists: [name: string, rows: string, read: (row: Body) => Read<object>][] = [
    ['products', 'products', (row) => readProduct(row, assumed, now)],
    ['products-deleted', 'products', (row) => readProduct(row, assumed, now)],
    ['customers', 'customers', (row) => readCustomer(row, assumed, now)],
    ['stock', 'data', (row) => readStock(row, '1', assumed)],
  ];

  it.each(lists)('%s', (name, rows, readRow) => {
    const body = json(name, 'response.json') as Record<string, Body[]>;

    expect((body[rows] ?? []).map(readRow)).toEqual(json(name, 'port.json'));
  });
});
