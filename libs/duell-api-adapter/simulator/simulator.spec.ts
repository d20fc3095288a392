import { TestClock, TestIds } from '@accounting/testkit';
import { DEMO_CLIENT } from './seed.js';
import { startDuellSimulator, type DuellSimulator } from './simulator.js';

/** Requests by hand, so that no library can hide a mistake of the simulator's. */
let simulator: DuellSimulator;
let clock: TestClock;
let bearer: string;

beforeEach(async () => {
  clock = new TestClock();
  simulator = await startDuellSimulator({ clock, ids: new TestIds() });
  bearer = (await login()).token ?? '';
});
afterEach(() => simulator.stop());

const shop = () => simulator.control.client(DEMO_CLIENT);

async function login(over: Record<string, string> = {}, type = 'application/x-www-form-urlencoded') {
  const fields = { client_number: DEMO_CLIENT, client_token: shop().clientToken, ...over };
  const response = await fetch(`${simulator.apiUrl}/getaccesstokens`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: new URLSearchParams(fields).toString(),
  });
  return (await response.json()) as { status: boolean; token?: string; message: string };
}

interface Reply {
  http: number;
  headers: Headers;
  body: { status: boolean; code?: number; validation_message?: object; [field: string]: unknown };
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(`${simulator.apiUrl}/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { http: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

const product = {
  product_name: 'Kaffe',
  product_number: 'K-1',
  price_inc_vat: '10',
  vatrate_percent: 25,
  category_id: '1001',
};
const save = (fields: object = product) => call('POST', 'product/save', { product_data: [fields] });
const list = (path = 'product/list', query = '') => call('GET', `${path}?start=0&length=100${query}`);

describe('the simulator', () => {
  it('lets in who has number and token, as a form', async () => {
    expect(bearer.length).toBeGreaterThan(30);
    expect(await login({ client_token: 'x' })).toMatchObject({ status: false, code: 401 });
    expect(await login({ client_number: '9' })).toMatchObject({ status: false });
    expect(await login({ extra: '9' })).toMatchObject({ status: false, code: 422 });
    expect(await login({}, 'application/json')).toMatchObject({ status: false, code: 405 });
  });

  it('wants a bearer, from the address that it was made for, for three days', async () => {
    expect((await list()).http).toBe(200);
    simulator.control.callersComeFrom('192.0.2.7');
    expect((await list()).http).toBe(401);
    simulator.control.callersComeFrom('127.0.0.1');
    await clock.advance(3 * 24 * 3_600_000);
    expect((await list()).body).toMatchObject({ status: false, code: 401 });
  });

  it('refuses by the body alone when so told', async () => {
    shop().switches.refusesByHttp = false;
    const { http, body } = await save({ ...product, product_name: '' });

    expect([http, body.status, body.code]).toEqual([200, false, 422]);
  });

  it('makes a product, and changes it under its number', async () => {
    const first = await save();
    await save({ ...product, price_inc_vat: 12.5 });

    expect(first.body).toMatchObject({ status: true, data: [{ product_id: '1002' }] });
    expect((await list()).body).toMatchObject({
      total_count: 1,
      products: [
        { product_id: '1002', price_inc_vat: '12.50', vatrate_percent: '25.00', category_name: 'DIVERSE' },
      ],
    });
  });

  it.each([
    [{ product_data: [] }],
    [{ product_data: [product, product] }],
    [{ product_data: [{ ...product, barcode: '1' }] }],
    [{ product_data: [{ ...product, product_id: '1' }] }],
    [{ product_data: [{ ...product, category_id: '9' }] }],
    [{ product_data: [{ ...product, category_id: undefined }] }],
    [{ product_data: [{ ...product, price_inc_vat: '10,00' }] }],
    [{ product_data: [{ ...product, price_inc_vat: '-1' }] }],
    [{ product_data: [product], client_number: '1' }],
    [[]],
  ])('is strict with what is saved: %j', async (body) => {
    expect((await call('POST', 'product/save', body)).body).toMatchObject({
      status: false,
      code: 422,
      validation_message: expect.any(Object),
    });
    expect(shop().products()).toEqual([]);
  });

  it('knows no other paths, methods, fields and types', async () => {
    expect((await call('GET', 'product/listing')).http).toBe(404);
    expect((await call('POST', 'product/list', {})).http).toBe(405);
    expect((await list('product/list', '&limit=20')).http).toBe(422);
    expect((await call('GET', 'product/list?length=100')).http).toBe(422);
    expect((await call('POST', 'product/save', {}, { 'Content-Type': 'text/plain' })).http).toBe(415);
  });

  it('gives 100 rows at most, newest first', async () => {
    for (let n = 0; n < 120; n++) shop().addProduct();
    const { body } = await call('GET', 'product/list?start=0&length=500');

    expect(body.total_count).toBe(120);
    expect(body.products).toHaveLength(100);
    expect((body.products as { product_id: string }[])[0]?.product_id).toBe('1121');
  });

  it('filters by what works, not by what has no effect, and finds nothing by what is broken', async () => {
    shop().addProduct({ product_number: 'A' });
    shop().addProduct({ product_number: 'B', view_on_webshop: false });
    const count = async (filter: string) => (await list('product/list', `&${filter}`)).body.total_count;

    expect(await count('filter[view_on_webshop]=1')).toBe(1);
    expect(await count('filter[product_number]=A')).toBe(2);
    shop().switches.workingFilters.push('product_number');
    expect(await count('filter[product_number]=A')).toBe(1);
    shop().switches.emptyFilters.push('product_number');
    expect(await count('filter[product_number]=A')).toBe(0);
  });

  it.each([
    ['subtracts', '5.00'],
    ['adds', '11.00'],
    ['sets', '3.00'],
  ] as const)('adjusts stock as told: %s', async (adjustStock, after) => {
    shop().switches.adjustStock = adjustStock;
    const id = shop().addProduct({ product_number: 'S-1' });
    shop().setStock('1', id, 8);
    const department_token = shop().departmentToken('1');

    await call('POST', 'product/adjust-stock', {
      department_token,
      product_data: [{ product_number: 'S-1', quantity: '3' }],
    });

    expect(shop().stockOf('1', id)).toBe(after);
    const { body } = await list('all/product/stock', `&department=${department_token}`);
    expect(body.data).toMatchObject([{ product_id: id, department: [{ department_id: '1', stock: after }] }]);
    expect((await list('all/product/stock', '&department=x')).http).toBe(422);
  });

  it('takes a customer out of the address, and demands a phone', async () => {
    const made = await call('PUT', 'customer?customer_name=Ola&phone=91234567');
    const id = String(made.body.customers);

    expect(
      (await call('PUT', `customer?customer_id=${id}&customer_name=Kari&phone=91234567`)).body.customers,
    ).toBe(id);
    expect(shop().customers()).toMatchObject([{ customer_id: id, customer_name: 'Kari' }]);
    expect((await call('PUT', 'customer?customer_name=Ola')).http).toBe(422);
    expect((await call('PUT', 'customer?customer_id=9&customer_name=Ola&phone=1')).http).toBe(404);
    expect((await call('PUT', 'customer?customer_name=Ola&phone=1&org=2')).http).toBe(422);
  });

  it('counts calls when so told', async () => {
    simulator.control.limit(1);
    expect((await list()).headers.get('x-duell-ratelimit-remaining')).toBe('0');
    const { http, headers } = await list();

    expect([http, headers.get('retry-after')]).toEqual([429, '60']);
    expect(Number(headers.get('x-duell-ratelimit-reset'))).toBe(clock.now().getTime() / 1000 + 60);
    await clock.advance(60_000);
    expect((await list()).http).toBe(200);
  });

  it('answers with a page while the firewall blocks', async () => {
    simulator.control.block();
    const response = await fetch(`${simulator.apiUrl}/product/list`);

    expect([response.status, response.headers.get('content-type')]).toEqual([
      405,
      'text/html; charset=UTF-8',
    ]);
  });

  it('strikes the n-th call of an operation, or each write, or some by chance', async () => {
    const { control } = simulator;
    control.planFault({ operation: 'product/list', nth: 2, fault: { kind: 'refusal', message: 'Planned' } });
    expect((await list()).body.status).toBe(true);
    expect((await list()).body).toMatchObject({ status: false, message: 'Planned' });
    control.planFault({ operation: 'write', fault: { kind: 'json', value: { status: true }, saved: true } });
    expect((await save()).body).toEqual({ status: true });
    expect(shop().products()).toHaveLength(1);
    control.planFault({ operation: '*', probability: 0.5, fault: { kind: 'refusal', message: 'By chance' } });
    const struck: boolean[] = [];
    for (let n = 0; n < 20; n++) struck.push(!(await list()).body.status);
    expect(new Set(struck).size).toBe(2);

    expect(control.plannedFaults()).toHaveLength(1);
    control.clearFaults();
    expect(() => control.planFault({ operation: 'x', fault: { kind: 'slow', ms: 1 } })).toThrow(
      'No operation x',
    );
    expect(() => control.planFault({ operation: '*', fault: { kind: 'x' } as never })).toThrow('No fault x');
  });
});
