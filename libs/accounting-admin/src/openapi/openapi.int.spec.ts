import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

interface Operation {
  operationId: string;
  description?: string;
  security: unknown[];
  requestBody?: { required: boolean };
}

interface Layer {
  route?: { path: string; methods?: Record<string, boolean>; stack: { method: string }[] };
}

describe('the OpenAPI document', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  let document: Awaited<ReturnType<AdminBench['get']>>['body'];

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({ databaseUrl: database.url, adapters: [], clock: new TestClock() });
    document = (await bench.get('/api/openapi.json')).body;
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const operations = () =>
    Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  it('is the one in openapi.json (else: npm run openapi)', () => {
    const kept = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8'));
    expect({ ...document, info: { ...document.info, version: kept.info.version } }).toEqual(kept);
  });

  it('names every route of the application', () => {
    const { stack } = bench.app.getHttpAdapter().getInstance().router as { stack: Layer[] };
    const served = stack.flatMap(({ route }) =>
      route ? route.stack.map(({ method }) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
    );
    const documented = operations().map(({ path, method }) => `${method} ${path}`);
    expect(documented.sort()).toEqual([...new Set(served)].sort());
  });

  it('says of every operation who may use it, and what it is called', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operation } of operations())
      expect(operation.security.length === 0 || /^Roles: \w/.test(operation.description ?? '')).toBe(true);
  });

  it.each([
    ['/transfers/send', true],
    ['/transfers/{id}/handled', true],
    ['/transfers/{id}/send', false],
  ])('says whether a body is needed: %s', (end, required) => {
    const found = operations().find(({ path, method }) => method === 'post' && path.endsWith(end));
    expect(found?.operation.requestBody?.required).toBe(required);
  });

  it('refers to nothing that is not in it', () => {
    const text = JSON.stringify(document);
    expect(text).not.toContain('#/$defs/');
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(document.components.schemas).toHaveProperty(name);
  });

  it('has a page that asks nobody else for anything', async () => {
    const page = await bench.get('/api/docs');
    expect(page.body).not.toMatch(/https?:/);
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'self'`);
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'start.js'])
      expect((await bench.get(`/api/docs/${file}`)).status).toBe(200);
  });
});

describe('operation', () => {
  let database: TestDatabase;
  let bench: AdminBench;

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({ databaseUrl: database.url, adapters: [], clock: new TestClock() });
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  it('tells that it lives and is ready', async () => {
    expect((await bench.call('GET', '/healthz', { key: null })).body).toEqual({ status: 'ok' });
    expect((await bench.call('GET', '/readyz', { key: null })).body).toEqual({ status: 'ok' });
  });

  it('tells its figures', async () => {
    const { body, headers } = await bench.call('GET', '/metrics', { key: null });
    expect(headers.get('content-type')).toContain('text/plain');
    expect(body).toMatch(/accounting_oldest_due_seconds 0/);
    expect(body).toMatch(/process_cpu_seconds_total/);
  });
});
