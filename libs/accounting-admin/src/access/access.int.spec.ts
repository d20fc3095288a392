import { Controller, Get } from '@nestjs/common';
import { InMemoryBooks, TestClock } from '@accounting/testkit';
import { type Role, ROLES } from '@accounting/sync';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin, OPERATOR_KEY } from '../admin.builder.js';
import { controllers } from '../controllers.js';
import { declaredRoutes, type Route } from '../http/route.js';

@Controller('api/secret')
class Careless {
  @Get()
  tell(): string {
    return 'anything';
  }
}

const D = '/api/clients/:clientId/departments/:departmentId';

/** Written down once more, by hand: the declarations are what is tested. */
const WHO: Record<string, string> = {
  [`POST ${D}/z-reports`]: 'operator admin core',
  [`POST ${D}/z-reports/saf-t`]: 'operator admin core',
  [`POST ${D}/invoices`]: 'operator admin core',
  [`PUT ${D}/products/:id`]: 'operator admin core',
  [`PUT ${D}/customers/:id`]: 'operator admin core',
  [`POST ${D}/products`]: 'operator admin core',
  [`POST ${D}/customers`]: 'operator admin core',
  [`GET ${D}/transfers`]: 'operator admin accountant viewer',
  [`GET ${D}/transfers/:id`]: 'operator admin accountant viewer',
  [`GET ${D}/transfers/:id/preview`]: 'operator admin accountant viewer',
  [`GET ${D}/transfers/:id/pdf`]: 'operator admin accountant viewer',
  [`GET ${D}/z-sequence`]: 'operator admin accountant viewer',
  [`POST ${D}/transfers/send`]: 'operator admin accountant',
  [`POST ${D}/transfers/:id/send`]: 'operator admin accountant',
  [`POST ${D}/transfers/:id/handled`]: 'operator admin accountant',
  [`POST ${D}/pull`]: 'operator admin accountant',
  [`GET ${D}/connection`]: 'operator admin accountant viewer',
  [`PUT ${D}/connection`]: 'operator admin',
  [`DELETE ${D}/connection`]: 'operator admin',
  [`POST ${D}/connection/test`]: 'operator admin accountant',
  [`GET ${D}/connection/companies`]: 'operator admin accountant viewer',
  [`GET ${D}/connection/departments`]: 'operator admin accountant viewer',
  [`GET ${D}/erp/accounts`]: 'operator admin accountant viewer',
  [`GET ${D}/erp/vat-codes`]: 'operator admin accountant viewer',
  [`GET ${D}/erp/voucher-types`]: 'operator admin accountant viewer',
  [`GET ${D}/settings`]: 'operator admin accountant viewer',
  [`PUT ${D}/settings`]: 'operator admin',
  [`GET ${D}/account-plan`]: 'operator admin accountant viewer',
  [`PUT ${D}/account-plan`]: 'operator admin accountant',
  [`GET ${D}/schedule`]: 'operator admin accountant viewer',
  ['PUT /api/clients/:clientId']: 'operator admin',
  ['GET /api/clients/:clientId/duell-connection']: 'operator admin',
  ['PUT /api/clients/:clientId/duell-connection']: 'operator admin',
  ['DELETE /api/clients/:clientId/duell-connection']: 'operator admin',
  ['GET /api/clients/:clientId/departments']: 'operator admin accountant viewer',
  [`PUT ${D}`]: 'operator admin',
  ['GET /api/adapters']: 'operator admin accountant viewer',
  ['GET /api/keys']: 'operator',
  ['POST /api/keys']: 'operator',
  ['POST /api/keys/:id/rotate']: 'operator',
  ['DELETE /api/keys/:id']: 'operator',
};
const OPEN = [
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/:file',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
];

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const guarded = declaredRoutes(controllers).filter((route) => WHO[nameOf(route)] !== undefined);

describe('who may do what', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  const clock = new TestClock();
  const keys = {} as Record<Role, string>;

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({ databaseUrl: database.url, adapters: [new InMemoryBooks()], clock });
    for (const role of ROLES)
      keys[role] = await bench.keyFor(role, { clientIds: ['kafe'], departmentIds: ['1'] });
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  function ask({ method, path }: Route, key: string | null, { client = 'kafe', department = '1' } = {}) {
    const address = path
      .replace(':clientId', client)
      .replace(':departmentId', department)
      .replace(':id', '00000000-0000-4000-8000-00000000dead');
    const body = method === 'GET' || method === 'DELETE' ? undefined : { is: 'nothing that a route takes' };
    return bench.call(method, address, { key, body });
  }

  it('is said of every route', () => {
    const names = declaredRoutes(controllers).map(nameOf);
    expect(names.sort()).toEqual([...Object.keys(WHO), ...OPEN].sort());
  });

  describe.each(guarded.map((route) => [nameOf(route), route] as const))('%s', (name, route) => {
    it.each(ROLES)('for %s', async (role) => {
      const { status } = await ask(route, keys[role]);
      const mayWholeClient = !route.wholeClient;

      if (!mayWholeClient) expect(status).toBe(404);
      else if (WHO[name]?.split(' ').includes(role)) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
    });

    it('needs a key that is one', async () => {
      for (const key of [null, 'dk_guessed', `${OPERATOR_KEY}x`]) {
        const { status, headers, body } = await ask(route, key);
        expect({ status, code: body.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
        expect(headers.get('www-authenticate')).toBe('Bearer');
      }
    });

    if (route.path.includes(':clientId'))
      it.each(ROLES)('does not exist outside of what the key of a %s reaches', async (role) => {
        const other = await ask(route, keys[role], { client: 'nabo' });
        expect(other).toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } });
        if (!route.path.includes(':departmentId')) return;
        const besides = await ask(route, keys[role], { department: '2' });
        expect(besides).toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } });
      });
  });

  it.each(OPEN.filter((name) => !name.includes(':')))('%s asks for no key', async (name) => {
    expect((await bench.call('GET', name.slice(4), { key: null })).status).toBe(200);
  });

  it('shows only the departments that a key reaches', async () => {
    for (const department of ['1', '2'])
      await bench.put(`/api/clients/kafe/departments/${department}`, { name: `Butikk ${department}` });

    const { body } = await bench.get('/api/clients/kafe/departments', keys.viewer);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['1']);
    expect((await bench.get('/api/clients/kafe/departments')).body.items).toHaveLength(2);
  });

  it('does not start with a route that does not say who may use it', async () => {
    const starting = openAdmin({ databaseUrl: database.url, adapters: [], clock, others: [Careless] });
    await expect(starting).rejects.toThrow('Careless.tell is a route under /api without @Handles(route)');
  });
});

describe('keys', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  const clock = new TestClock();
  const departments = '/api/clients/kafe/departments';

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({ databaseUrl: database.url, adapters: [], clock });
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const issue = async (over: object = {}) =>
    (await bench.post('/api/keys', { name: 'Kari', role: 'viewer', ...over })).body as {
      id: string;
      key: string;
    };

  it('are shown once', async () => {
    const { id, key } = await issue({ clientIds: ['kafe'] });
    const { body } = await bench.get('/api/keys');

    expect(key).toMatch(/^dk_[\w-]{43}$/);
    expect(JSON.stringify(body)).not.toContain(key);
    const kept = body.items.find((each: { id: string }) => each.id === id);
    expect(kept).toMatchObject({ name: 'Kari', role: 'viewer', clientIds: ['kafe'], departmentIds: null });
  });

  it('stop when they are rotated, and the new one opens', async () => {
    const { id, key } = await issue();
    const { body } = await bench.post(`/api/keys/${id}/rotate`);

    expect((await bench.get(departments, key)).status).toBe(401);
    expect((await bench.get(departments, body.key)).status).toBe(200);
  });

  it('stop when they are revoked', async () => {
    const { id, key } = await issue();
    expect((await bench.call('DELETE', `/api/keys/${id}`)).status).toBe(204);

    expect((await bench.get(departments, key)).status).toBe(401);
    expect((await bench.call('DELETE', `/api/keys/${id}`)).status).toBe(404);
  });

  it('stop when their time is over', async () => {
    const { key } = await issue({ expiresAt: new Date(clock.now().getTime() + 60_000).toISOString() });
    expect((await bench.get(departments, key)).status).toBe(200);
    await clock.advance(60_000);
    expect((await bench.get(departments, key)).status).toBe(401);
  });

  it('never reach further than the one who makes them', async () => {
    const local = (await issue({ role: 'operator', clientIds: ['kafe'] })).key;
    const wide = await bench.post('/api/keys', { name: 'x', role: 'viewer' }, local);
    const inside = await bench.post('/api/keys', { name: 'x', role: 'viewer', clientIds: ['kafe'] }, local);

    expect(wide).toMatchObject({ status: 400, body: { code: 'KEY_BEYOND_YOURS' } });
    expect(inside.status).toBe(201);
    const { body } = await bench.get('/api/keys', local);
    expect(body.items.every(({ clientIds }: { clientIds: string[] | null }) => clientIds !== null)).toBe(
      true,
    );
  });

  it('reach all with null, and nothing with an empty list', async () => {
    await bench.put(`${departments}/1`, { name: 'Butikk 1' });
    const reach = async (over: object) => {
      const { id, key } = await issue({ role: 'admin', ...over });
      const { body } = await bench.get('/api/keys');
      const { clientIds, departmentIds } = body.items.find((each: { id: string }) => each.id === id);
      const { status, body: list } = await bench.get(departments, key);
      return {
        said: { clientIds, departmentIds },
        listed: status === 200 ? list.items.length : status,
        department: (await bench.get(`${departments}/1/settings`, key)).status,
        client: (await bench.put('/api/clients/kafe', { name: 'Kafe' }, key)).status,
      };
    };

    const all = { clientIds: null, departmentIds: null };
    expect(await reach(all)).toEqual({ said: all, listed: 1, department: 200, client: 200 });
    const noClient = { clientIds: [], departmentIds: null };
    expect(await reach(noClient)).toEqual({ said: noClient, listed: 404, department: 404, client: 404 });
    const noDepartment = { clientIds: ['kafe'], departmentIds: [] };
    expect(await reach(noDepartment)).toEqual({
      said: noDepartment,
      listed: 0,
      department: 404,
      client: 404,
    });
  });

  it('that reach nothing make none that reach anything', async () => {
    const { key } = await issue({ role: 'operator', clientIds: [] });
    const wider = await bench.post('/api/keys', { name: 'x', role: 'viewer', clientIds: ['kafe'] }, key);
    expect(wider).toMatchObject({ status: 400, body: { code: 'KEY_BEYOND_YOURS' } });
  });

  it('are refused with a role that there is not', async () => {
    const { status, body } = await bench.post('/api/keys', { name: 'x', role: 'king' });
    expect(status).toBe(400);
    expect(body.faults).toMatchObject([{ path: 'role' }]);
  });
});
