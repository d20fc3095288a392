import { InMemoryBooks, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';
import { at, aZReport } from '../department.builder.js';

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
const nobody = '00000000-0000-4000-8000-00000000dead';

describe('bad input', () => {
  let database: TestDatabase;
  let bench: AdminBench;

  beforeAll(async () => {
    database = await freshDatabase();
    bench = await openAdmin({
      databaseUrl: database.url,
      adapters: [new InMemoryBooks()],
      clock: new TestClock(),
    });
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  // what, method, path, body, headers, status, code, path of the first fault
  type Case = [string, string, string, unknown, Record<string, string>, number, string, string?];
  const cases: Case[] = [
    ['broken JSON', 'POST', at('z-reports'), '{"number": ', {}, 400, 'BODY_NOT_JSON'],
    [
      'bytes that are no UTF-8',
      'POST',
      at('z-reports'),
      Buffer.from([0x22, 0xff, 0x22]),
      {},
      400,
      'BODY_NOT_JSON',
    ],
    [
      'text',
      'POST',
      at('z-reports'),
      'hei',
      { 'content-type': 'text/plain' },
      415,
      'CONTENT_TYPE_NOT_SUPPORTED',
    ],
    [
      'a form',
      'POST',
      at('z-reports'),
      'a=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'CONTENT_TYPE_NOT_SUPPORTED',
    ],
    [
      'something compressed',
      'POST',
      at('z-reports'),
      '{}',
      { 'content-encoding': 'gzip' },
      415,
      'CONTENT_TYPE_NOT_SUPPORTED',
    ],
    [
      'more than 5 MB',
      'POST',
      at('z-reports'),
      JSON.stringify('x'.repeat(5 * 1_048_576)),
      {},
      413,
      'BODY_TOO_LARGE',
    ],
    ['endless nesting', 'POST', at('z-reports'), deep(21), {}, 400, 'REQUEST_INVALID'],
    [
      'nesting deeper than any stack',
      'POST',
      at('z-reports'),
      '['.repeat(200_000) + ']'.repeat(200_000),
      {},
      400,
      'REQUEST_INVALID',
    ],
    [
      'NUL in a text',
      'POST',
      at('z-reports'),
      aZReport({ currency: 'N\0K' }),
      {},
      400,
      'REQUEST_INVALID',
      'currency',
    ],
    ['NUL in a name', 'PUT', '/api/clients/kafe', { name: 'a\0b' }, {}, 400, 'REQUEST_INVALID', 'name'],
    ['NUL in a field name', 'PUT', '/api/clients/kafe', { 'na\0me': 'a' }, {}, 400, 'REQUEST_INVALID'],
    [
      'half a character',
      'PUT',
      '/api/clients/kafe',
      '{"name":"a\\ud800"}',
      {},
      400,
      'REQUEST_INVALID',
      'name',
    ],
    ['an array for a document', 'POST', at('z-reports'), [], {}, 400, 'DOCUMENT_INVALID'],
    ['a number for a document', 'POST', at('z-reports'), '12', {}, 400, 'DOCUMENT_INVALID'],
    ['null for a document', 'POST', at('z-reports'), 'null', {}, 400, 'DOCUMENT_INVALID'],
    ['an object for many', 'POST', at('products'), {}, {}, 400, 'REQUEST_INVALID'],
    ['a PUT of nothing', 'PUT', at('settings'), undefined, {}, 400, 'BODY_MISSING'],
    ['an unknown field', 'PUT', at('settings'), { colour: 'red' }, {}, 400, 'REQUEST_INVALID', 'colour'],
    [
      'an unknown field further in',
      'PUT',
      at('settings'),
      { zReport: { colour: 1 } },
      {},
      400,
      'REQUEST_INVALID',
      'zReport.colour',
    ],
    [
      'a day that there is not',
      'PUT',
      at('settings'),
      { fromDate: '2026-02-30' },
      {},
      400,
      'REQUEST_INVALID',
      'fromDate',
    ],
    [
      'an unknown role of the plan',
      'PUT',
      at('account-plan'),
      { roles: { 'sales:4': { account: '3000' } } },
      {},
      400,
      'REQUEST_INVALID',
      'roles.sales:4',
    ],
    [
      'an unknown adapter',
      'PUT',
      at('connection'),
      { adapter: 'visma', credentials: {} },
      {},
      400,
      'ADAPTER_UNKNOWN',
      'adapter',
    ],
    ['an unknown state', 'GET', at('transfers?state=lost'), undefined, {}, 400, 'REQUEST_INVALID', 'state'],
    ['an unknown kind', 'GET', at('transfers?kind=letter'), undefined, {}, 400, 'REQUEST_INVALID', 'kind'],
    [
      'an unknown question',
      'GET',
      at('transfers?colour=red'),
      undefined,
      {},
      400,
      'REQUEST_INVALID',
      'colour',
    ],
    ['the same question twice', 'GET', at('transfers?q=a&q=b'), undefined, {}, 400, 'REQUEST_INVALID', 'q'],
    ['NUL in a question', 'GET', at('transfers?q=%00'), undefined, {}, 400, 'REQUEST_INVALID', 'q'],
    ['too long a page', 'GET', at('transfers?limit=201'), undefined, {}, 400, 'REQUEST_INVALID', 'limit'],
    ['a page of nothing', 'GET', at('transfers?limit=0'), undefined, {}, 400, 'REQUEST_INVALID', 'limit'],
    [
      'a cursor of their own',
      'GET',
      at('transfers?cursor=abc'),
      undefined,
      {},
      400,
      'CURSOR_UNKNOWN',
      'cursor',
    ],
    [
      'unknown states to send',
      'POST',
      at('transfers/send'),
      { states: ['lost'], dryRun: true },
      {},
      400,
      'REQUEST_INVALID',
      'states[0]',
    ],
    [
      'an id that is none to send',
      'POST',
      at('transfers/send'),
      { ids: ['7'], dryRun: true },
      {},
      400,
      'REQUEST_INVALID',
      'ids[0]',
    ],
    ['no word on whether to send', 'POST', at('transfers/send'), {}, {}, 400, 'REQUEST_INVALID', 'dryRun'],
    ['nothing at all to send', 'POST', at('transfers/send'), undefined, {}, 400, 'REQUEST_INVALID', 'dryRun'],
    [
      'neither day nor number',
      'GET',
      at('z-sequence?from=soon'),
      undefined,
      {},
      400,
      'REQUEST_INVALID',
      'from',
    ],
    [
      'an id of a client that can be none',
      'GET',
      '/api/clients/a%20b/departments',
      undefined,
      {},
      400,
      'REQUEST_INVALID',
      'clientId',
    ],
    [
      'an id of a department that can be none',
      'GET',
      '/api/clients/kafe/departments/%00/settings',
      undefined,
      {},
      400,
      'REQUEST_INVALID',
      'departmentId',
    ],
    [
      'an address that can not be read',
      'GET',
      '/api/clients/%E0%A4%A/departments',
      undefined,
      {},
      400,
      'HTTP_ERROR',
    ],
    ['a transfer that is none', 'GET', at('transfers/7'), undefined, {}, 404, 'NOT_FOUND'],
    ['a transfer that there is not', 'GET', at(`transfers/${nobody}`), undefined, {}, 404, 'NOT_FOUND'],
    ['a key that there is not', 'DELETE', '/api/keys/7', undefined, {}, 404, 'NOT_FOUND'],
    ['an address that there is not', 'GET', '/api/nothing', undefined, {}, 404, 'ROUTE_NOT_FOUND'],
    ['an address outside that there is not', 'GET', '/nothing', undefined, {}, 404, 'ROUTE_NOT_FOUND'],
    [
      'a file of the page that there is not',
      'GET',
      '/api/docs/..%2f..%2fpackage.json',
      undefined,
      {},
      404,
      'ROUTE_NOT_FOUND',
    ],
    ['a wrong method', 'DELETE', at('transfers'), undefined, {}, 405, 'METHOD_NOT_ALLOWED'],
  ];

  const named = cases.map((each) => [each[0], each] as const);

  it.each(named)('%s', async (_, [, method, path, body, headers, status, code, fault]) => {
    const answer = await bench.call(method, path, { body, headers });

    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    if (fault !== undefined) expect(answer.body.faults[0].path).toBe(fault);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|at .* \(/);
  });

  it('a wrong method names the right ones', async () => {
    const { headers } = await bench.call('DELETE', at('transfers'));
    expect(headers.get('allow')).toBe('GET');
  });

  it('more than 5 MB that does not say so beforehand', async () => {
    const pieces = Array.from({ length: 12 }, () => new Uint8Array(524_288).fill(0x20));
    const response = await fetch(bench.url + at('z-reports'), {
      method: 'POST',
      body: ReadableStream.from(pieces),
      duplex: 'half',
      headers: { authorization: 'Bearer dk_operator-key-of-the-test', 'content-type': 'application/json' },
    });
    expect(response.status).toBe(413);
  });

  it('nobody without a key makes us read a body', async () => {
    const { status } = await bench.call('POST', at('z-reports'), { key: null, body: '{ broken' });
    expect(status).toBe(401);
  });
});
