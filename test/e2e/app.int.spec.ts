import { systemClock } from '@accounting/port';
import { aZReport } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { APPLICATION_ID, CREDENTIALS, PLAN, companyId, startWorld } from '../fault/twentyfour-so-world.js';
import { AppProcess } from '../support/app-process.js';
import { type TestDatabase, freshDatabase } from '../support/database.js';
import { A_SECRETS_KEY } from '../support/secrets-key.js';

jest.setTimeout(60_000);

const KEY = 'dk_an-invented-bootstrap-key-for-this-test';

describe('The app, as a web process and a worker process on one database', () => {
  let database: TestDatabase;
  let simulator: Simulator;
  let web: AppProcess;
  let worker: AppProcess;
  let url: string;

  beforeAll(async () => {
    database = await freshDatabase({ empty: true });
    simulator = await startWorld(systemClock);
    const env = {
      DATABASE_URL: database.url,
      SECRETS_KEY: A_SECRETS_KEY,
      TWENTYFOURSO_API_URL: simulator.url,
      TWENTYFOURSO_WEBSERVICES_URL: simulator.url,
      TWENTYFOURSO_APPLICATION_ID: APPLICATION_ID,
      TWENTYFOURSO_MAX_RPS: '0',
    };
    web = AppProcess.launch({ ...env, ROLE: 'web', BOOTSTRAP_API_KEY: KEY });
    worker = AppProcess.launch({ ...env, ROLE: 'worker', LOG_LEVEL: 'debug' });
    url = await web.url();
    await worker.url();
  });

  afterAll(async () => {
    await Promise.all([web.terminate(), worker.terminate()]);
    await simulator.stop();
    await database.drop();
  });

  async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  const shop = '/api/clients/kafe/departments/1';

  async function setUp(): Promise<void> {
    const connection = {
      adapter: '24so',
      credentials: CREDENTIALS,
      company: { id: companyId(0), name: 'Kafe' },
      erpDepartment: null,
      multipleCompanies: true,
      multipleDepartments: false,
    };
    const zReport = { enabled: true, stockChange: false, directToLedger: true };
    expect(await call('PUT', `${shop}/connection`, connection)).toMatchObject({ status: 200 });
    expect(await call('PUT', `${shop}/account-plan`, PLAN)).toMatchObject({ status: 200 });
    expect(
      await call('PUT', `${shop}/settings`, { zReport, fromDate: '2026-01-01', automatic: true }),
    ).toMatchObject({ status: 200 });
  }

  async function settled(id: string) {
    for (;;) {
      const { body } = await call('GET', `${shop}/transfers/${id}`);
      if (body.state !== 'waiting' && body.state !== 'sending') return body;
      await systemClock.sleep(100);
    }
  }

  it('takes a Z-report over HTTP and posts it from the other process', async () => {
    await setUp();
    const { status, body } = await call('POST', `${shop}/z-reports`, aZReport(), {
      'x-request-id': 'day-close-1',
    });
    expect(status).toBe(202);

    expect(await settled(body.transferId)).toMatchObject({ state: 'posted', reason: null });
    expect(simulator.control.company(companyId(0)).vouchers()).toHaveLength(1);
  });

  it('writes one JSON line an event, and one id follows the document through both processes', () => {
    const about = (app: AppProcess) =>
      app.events().filter(({ correlation }) => correlation === 'day-close-1');

    expect(about(worker)).toContainEqual(expect.objectContaining({ msg: 'attempt ended', state: 'posted' }));
    expect(about(worker)).toContainEqual(
      expect.objectContaining({ operation: 'SaveBundleList', answered: true }),
    );
    expect(web.events().some(({ req }) => (req as { id?: string } | undefined)?.id === 'day-close-1')).toBe(
      true,
    );
  });

  it('lets no secret into a log', () => {
    const logs = [...web.lines, ...worker.lines].join('\n');
    const sessions = /[a-z0-9]{24}(?=")/;

    expect(logs).not.toContain(KEY);
    expect(logs).not.toContain(CREDENTIALS.password);
    expect(logs).not.toContain(A_SECRETS_KEY);
    expect(logs).not.toMatch(sessions);
  });

  it('says what it is and where to go at its root', async () => {
    const { status, body } = await call('GET', '/', undefined, { authorization: '' });

    expect(status).toBe(200);
    expect(body).toContain('DUELL regnskap');
    expect(body).toContain('24SevenOffice');
    for (const link of ['/api/docs', '/healthz', '/readyz', '/metrics'])
      expect({ link, status: (await call('GET', link, undefined, { authorization: '' })).status }).toEqual({
        link,
        status: 200,
      });
  });

  it('ends properly when it is told to', async () => {
    const extra = AppProcess.launch({
      DATABASE_URL: database.url,
      SECRETS_KEY: A_SECRETS_KEY,
      ROLE: 'worker',
    });
    await extra.url();

    expect(await extra.terminate()).toEqual({ code: 0, said: '' });
  });
});

describe('The app with a bootstrap key of a few characters', () => {
  it('takes it, and warns without saying it', async () => {
    const short = 'x7-kort';
    const database = await freshDatabase({ empty: true });
    const app = AppProcess.launch({
      DATABASE_URL: database.url,
      SECRETS_KEY: A_SECRETS_KEY,
      ROLE: 'web',
      BOOTSTRAP_API_KEY: short,
    });
    const keys = `${await app.url()}/api/keys`;
    const { status } = await fetch(keys, { headers: { authorization: `Bearer ${short}` } });
    await app.terminate();
    await database.drop();

    expect(status).toBe(200);
    const warnings = app.events().filter(({ level }) => level === 40);
    expect(warnings).toMatchObject([{ msg: expect.stringContaining('BOOTSTRAP_API_KEY') }]);
    expect(app.lines.join('\n')).not.toContain(short);
  });
});

describe('The app refuses to start', () => {
  const start = (env: Record<string, string>) => AppProcess.launch(env).ended();

  it('with a database of its own but no key for secrets', async () => {
    const { code, said } = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });

    expect(code).toBe(1);
    expect(said).toContain('SECRETS_KEY mangler');
  });

  it('in two halves without a database that both reach', async () => {
    expect(await start({ ROLE: 'worker' })).toMatchObject({
      code: 1,
      said: expect.stringContaining('krever DATABASE_URL'),
    });
  });

  it('with settings that can not be, all named at once and no value repeated', async () => {
    const { code, said } = await start({
      PORT: 'tusen',
      ROLE: 'sjef',
      SECRETS_KEY: 'kort-hemmelig',
    });

    expect(code).toBe(1);
    for (const name of ['PORT', 'ROLE', 'SECRETS_KEY']) expect(said).toContain(name);
    expect(said).not.toContain('kort-hemmelig');
  });
});
