import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type AdminBench, openAdmin } from '../admin.builder.js';
import { A_CONNECTION, A_PLAN, at, aZReport, SETTINGS_ON } from '../department.builder.js';

describe('a connection', () => {
  let database: TestDatabase;
  let bench: AdminBench;
  let clock: TestClock;
  let kafe: MemoryCompany;
  let allowed: string[] | null;
  const said: string[] = [];

  beforeEach(async () => {
    clock = new TestClock();
    kafe = new MemoryCompany({ clock });
    const bakeri = new MemoryCompany({ id: '2', name: 'Bakeri AS', clock, password: 'to-firma' });
    const butikk = new MemoryCompany({ id: '3', name: 'Butikk AS', clock, password: 'to-firma' });
    allowed = null;
    database = await freshDatabase();
    bench = await openAdmin({
      databaseUrl: database.url,
      adapters: [new InMemoryBooks([kafe, bakeri, butikk])],
      clock,
      allowedAdapters: () => allowed,
    });
    said.length = 0;
  });
  afterEach(async () => {
    await bench.close();
    await database.drop();
  });

  const put = async (over: object = {}) => {
    const answer = await bench.put(at('connection'), { ...A_CONNECTION, ...over });
    said.push(JSON.stringify(answer.body));
    return answer;
  };
  const alone = (password = 'hemmelig') => ({
    credentials: { username: 'kasse@kafe.no', password },
    company: null,
  });
  const choose = async () => {
    await bench.put(at('account-plan'), A_PLAN);
    await bench.put(at('settings'), { ...SETTINGS_ON, automatic: true });
  };
  const report = async (number = 101) =>
    (await bench.post(at('z-reports'), aZReport({ number }))).body.transferId as string;
  const look = async (id: string) => (await bench.get(at(`transfers/${id}`))).body;

  it('never shows its credentials', async () => {
    await put();
    await put({ credentials: { username: 'kasse@kafe.no', password: 'hemmelig', pin: 'hemmelig' } });
    await put({ credentials: { username: 'x'.repeat(101), password: 'hemmelig' } });
    for (const path of ['connection', 'connection/companies', 'erp/accounts', 'settings'])
      said.push(JSON.stringify((await bench.get(at(path))).body));
    said.push(JSON.stringify((await bench.post(at('connection/test'))).body));

    for (const text of said) expect(text).not.toMatch(/hemmelig|kasse@kafe/);
    expect((await bench.get(at('connection'))).body).toEqual({
      adapter: 'memory',
      company: { id: '1', name: 'Testkafe AS' },
      erpDepartment: null,
      multipleCompanies: false,
      multipleDepartments: false,
      unresolved: null,
      updatedAt: clock.now().toISOString(),
    });
  });

  it.each([
    ['a field too many', { username: 'kasse@kafe.no', password: 'x', pin: '1' }, 'credentials.pin'],
    ['a field too few', { username: 'kasse@kafe.no' }, 'credentials.password'],
    ['an empty field', { username: '', password: 'x' }, 'credentials.username'],
    ['too long a field', { username: 'x'.repeat(101), password: 'x' }, 'credentials.username'],
    ['none at all', undefined, 'credentials'],
  ])('is not saved with %s', async (_, credentials, path) => {
    const { status, body } = await put({ credentials });
    expect({ status, code: body.code, path: body.faults[0].path }).toEqual({
      status: 400,
      code: 'CREDENTIALS_INVALID',
      path,
    });
  });

  it('keeps its credentials when they are left out of a change, also when its own answer is sent back', async () => {
    const { body: saved } = await put();
    const { status } = await bench.put(at('connection'), {
      ...saved,
      erpDepartment: { id: '10', name: 'Butikk Sentrum' },
    });
    expect(status).toBe(200);
    expect((await bench.post(at('connection/test'))).body).toMatchObject({ ok: true });
  });

  it('finds its company by itself where there is one', async () => {
    expect((await put(alone())).body).toMatchObject({
      company: { id: '1', name: 'Testkafe AS' },
      unresolved: null,
    });
  });

  it('holds everything where several are reached and none is chosen', async () => {
    await choose();
    expect((await put(alone('to-firma'))).body).toMatchObject({
      company: null,
      unresolved: { code: 'COMPANY_NOT_CHOSEN' },
    });
    const id = await report();
    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'COMPANY_NOT_CHOSEN' } });

    const accounts = await bench.get(at('erp/accounts'));
    expect(accounts).toMatchObject({ status: 409, body: { code: 'COMPANY_NOT_CHOSEN' } });
    const { body } = await bench.get(at('connection/companies'));
    expect(body.items).toEqual([
      { id: '2', name: 'Bakeri AS' },
      { id: '3', name: 'Butikk AS' },
    ]);
    await put({
      ...alone('to-firma'),
      credentials: undefined,
      company: body.items[1],
      multipleCompanies: true,
    });
    await bench.settled();
    expect(await look(id)).toMatchObject({ state: 'waiting', reason: null });
  });

  it('is asked again for its company when the accounting system was down', async () => {
    await choose();
    kafe.goDown();
    expect((await put(alone())).body).toMatchObject({
      company: null,
      unresolved: { code: 'COMPANY_NOT_YET_KNOWN' },
    });
    const id = await report();
    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'COMPANY_NOT_YET_KNOWN' } });

    const accounts = await bench.get(at('erp/accounts'));
    expect(accounts).toMatchObject({ status: 503, body: { code: 'COMPANY_NOT_YET_KNOWN' } });
    kafe.comeBack();
    await bench.settled();
    expect(await look(id)).toMatchObject({ state: 'held' });
    await clock.advance(3 * 60_000);
    await bench.settled();
    expect((await bench.get(at('connection'))).body).toMatchObject({
      company: { id: '1' },
      unresolved: null,
    });
    expect(await look(id)).toMatchObject({ state: 'waiting' });
  });

  it('finds its company at the next use, too', async () => {
    kafe.goDown();
    await put(alone());
    kafe.comeBack();
    expect((await bench.post(at('connection/test'))).body).toMatchObject({ ok: true });
    expect((await bench.get(at('connection'))).body).toMatchObject({ company: { id: '1' } });
  });

  it('forgets a refused login when it is put again', async () => {
    kafe.password = 'nytt';
    await put();
    const refused = await bench.post(at('connection/test'));
    expect(refused).toMatchObject({
      status: 200,
      body: { ok: false, checks: [{ status: 'failed', code: 'LOGIN_REFUSED' }] },
    });
    kafe.password = 'hemmelig';
    expect((await bench.post(at('connection/test'))).body.ok).toBe(false);

    await put({ credentials: undefined });
    expect((await bench.post(at('connection/test'))).body.ok).toBe(true);
  });

  it('is tested while the accounting system is down, and while there is none', async () => {
    expect((await bench.post(at('connection/test'))).body).toMatchObject({
      ok: false,
      checks: [{ code: 'CONNECTION_MISSING', status: 'failed', who: 'butikk' }],
    });
    await put();
    kafe.goDown();
    const { status, body } = await bench.post(at('connection/test'));
    expect({ status, ok: body.ok }).toEqual({ status: 200, ok: false });
  });

  it('forgets the lists of another company', async () => {
    await put();
    await bench.get(at('erp/accounts'));
    kafe.lists.accounts.push({ number: '9999', name: 'Ny' });
    const numbers = async (query = '') =>
      (await bench.get(at(`erp/accounts${query}`))).body.items.map(
        ({ number }: { number: string }) => number,
      );
    expect(await numbers()).not.toContain('9999');
    expect(await numbers('?refresh=true')).toContain('9999');

    await put({ ...alone('to-firma'), company: { id: '2', name: 'Bakeri AS' } });
    expect(await numbers()).not.toContain('9999');
  });

  it('answers a list that it has while the accounting system is down, and says so when it has none', async () => {
    await put();
    const { body: kept } = await bench.get(at('erp/vat-codes'));
    expect(kept.items[1]).toMatchObject({ id: '3', number: '3', rate: 25 });
    kafe.goDown();
    await clock.advance(25 * 3_600_000);
    expect((await bench.get(at('erp/vat-codes'))).body).toEqual(kept);
    const fresh = await bench.get(at('erp/vat-codes?refresh=true'));
    expect(fresh).toMatchObject({ status: 503, body: { code: 'BOOKS_DOWN' } });
    expect((await bench.get(at('erp/voucher-types'))).status).toBe(503);
  });

  it('moves what is not frozen to the lane of its company', async () => {
    await choose();
    await put();
    const id = await report();
    await put({ ...alone('to-firma'), company: { id: '2', name: 'Bakeri AS' } });
    await bench.settled();
    const { body } = await bench.get(at(`transfers/${id}/preview`));
    expect(body.total).toBe(990000);
    expect(await look(id)).toMatchObject({ state: 'waiting' });
  });

  it('takes what waits with it when it is taken away, and gives it back', async () => {
    await choose();
    await put();
    const id = await report();
    expect((await bench.call('DELETE', at('connection'))).status).toBe(204);
    await bench.settled();
    expect(await look(id)).toMatchObject({ state: 'held', reason: { code: 'CONNECTION_MISSING' } });
    expect((await bench.get(at('connection'))).status).toBe(404);

    await put();
    await bench.settled();
    expect(await look(id)).toMatchObject({ state: 'waiting' });
  });

  it('can not be made to a system that the client may not use', async () => {
    await put();
    allowed = ['visma'];
    expect(await put()).toMatchObject({ status: 409, body: { code: 'ADAPTER_NOT_AVAILABLE', who: 'DUELL' } });
    const { body } = await bench.get('/api/adapters?clientId=kafe');
    expect(body.items).toMatchObject([
      { id: 'memory', allowed: false, howToGet: expect.stringContaining('Be DUELL') },
    ]);
    expect((await bench.post(at('connection/test'))).body).toMatchObject({
      ok: false,
      checks: [{ code: 'ADAPTER_NOT_AVAILABLE' }],
    });
  });
});
