import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { ScheduleModule } from '@nestjs/schedule';
import { z } from 'zod';
import { type AccountingAdapter, type Clock, type Host as Duell, systemClock } from '@accounting/port';
import { AccountingModule, type Role, Upkeep } from '@accounting/sync';
import { AccountingAdminModule } from './accounting-admin.module.js';
import { controllers } from './controllers.js';
import { declaredRoutes, type Route } from './http/route.js';

export const OPERATOR_KEY = 'dk_operator-key-of-the-test';

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire: a spec says what it expects
  body: any;
}

export interface Given {
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The application on a port of its own, spoken to as any program would. Every answer is held against the document. */
export interface AdminBench {
  app: NestExpressApplication;
  url: string;
  call(method: string, path: string, given?: Given): Promise<Answer>;
  get(path: string, key?: string): Promise<Answer>;
  put(path: string, body: unknown, key?: string): Promise<Answer>;
  post(path: string, body?: unknown, key?: string): Promise<Answer>;
  /** A new key with this role and reach. */
  keyFor(role: Role, reach?: { clientIds?: string[]; departmentIds?: string[] }): Promise<string>;
  /** Everything that is owed after something was saved is done. */
  settled(): Promise<void>;
  /** The transfer, as soon as it is in this state. */
  until(path: string, state: string): Promise<Answer['body']>;
  close(): Promise<void>;
}

export async function openAdmin(options: {
  databaseUrl: string;
  adapters: AccountingAdapter[];
  clock: Clock;
  allowedAdapters?: (clientId: string) => string[] | null;
  /** DUELL's products and customers. */
  catalogue?: Duell;
  /** `all`: what is due is delivered by itself. */
  role?: 'web' | 'all';
  /** Other controllers of the host. */
  others?: Type[];
}): Promise<AdminBench> {
  const { allowedAdapters, catalogue } = options;
  const accounting = AccountingModule.forRoot({
    adapters: options.adapters,
    clock: options.clock,
    secretsKeys: [Buffer.alloc(32, 7).toString('base64')],
    clientUrl: options.databaseUrl,
    role: options.role ?? 'web',
    host: { ...(allowedAdapters ? { allowedAdapters } : {}), ...(catalogue ? { catalogue } : {}) },
  });
  @Module({
    imports: [
      CqrsModule.forRoot(),
      ScheduleModule.forRoot(),
      accounting,
      AccountingAdminModule.forRoot({ accounting, bootstrapApiKey: OPERATOR_KEY }),
    ],
    controllers: options.others ?? [],
  })
  class Host {}
  const app = await NestFactory.create<NestExpressApplication>(Host, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  return benchOf(app, await app.getUrl());
}

function benchOf(app: NestExpressApplication, url: string): AdminBench {
  const call: AdminBench['call'] = (method, path, given) => ask(url, method, path, given);
  return {
    app,
    url,
    call,
    get: (path, key) => call('GET', path, { key }),
    put: (path, body, key) => call('PUT', path, { body, key }),
    post: (path, body, key) => call('POST', path, { body, key }),
    keyFor: async (role, reach = {}) => {
      const issued = await call('POST', '/api/keys', { body: { name: `Kari (${role})`, role, ...reach } });
      return (issued.body as { key: string }).key;
    },
    settled: () => app.get(Upkeep, { strict: false }).run(),
    until: async (path, state) => {
      for (let tries = 0; ; tries++) {
        const transfer = (await call('GET', path)).body as { state: string };
        if (transfer.state === state) return transfer;
        if (tries === 100) throw new Error(`Is still not ${state}: ${JSON.stringify(transfer)}`);
        await systemClock.sleep(50);
      }
    },
    close: () => app.close(),
  };
}

async function ask(
  url: string,
  method: string,
  path: string,
  { key = OPERATOR_KEY, body, headers = {} }: Given = {},
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as unknown) : text,
  };
  expectAsDocumented(method, path, answer);
  return answer;
}

const problem = z.looseObject({ code: z.string(), detail: z.string().min(1), english: z.string().min(1) });

/** What the application says is what the document says that it says. */
function expectAsDocumented(method: string, path: string, { status, headers, body }: Answer): void {
  if (status >= 400) {
    if (headers.get('content-type') !== 'application/problem+json; charset=utf-8')
      throw new Error(`${method} ${path}: ${status} without a problem`);
    problem.parse(body);
    return;
  }
  const declared = routes.find((each) => each.method === method && matches(each, path));
  if (!declared) throw new Error(`${method} ${path} is not in the document`);
  if (declared.answer instanceof z.ZodType) declared.answer.parse(body);
}

const routes = declaredRoutes(controllers);

function matches({ path: declared }: Route, path: string): boolean {
  return new RegExp(`^${declared.replace(/:\w+/g, '[^/]+')}$`).test(path.split('?')[0] ?? '');
}
