import 'reflect-metadata';
import { join } from 'node:path';
import { Client } from 'pg';
import { addDays, osloDate, systemClock, systemIds } from '@accounting/port';
import { readConfig } from '../config.js';
import { startEmbeddedPostgres } from '../embedded-postgres/start-embedded-postgres.js';
import { runProgram } from '../run-program.js';
import { nextSignal, serve } from '../serve.js';
import { DemoApi } from './demo-api.js';
import { DEMO_PLAN, demoDays } from './demo-days.js';
import { changeInTheBooks } from './demo-master.js';
import { DEMO_CUSTOMERS, demoInvoices, demoProducts } from './demo-sales.js';
import { SimulatorProcess } from './simulator-process.js';
import { type Arrived, type Catalogue, type Round, summary } from './summary.js';

const CLIENT = 'demo';
const LEDGER_SHOP = 'sentrum';
const DRAFT_SHOP = 'havna';
/** The invented login of the simulator's world. */
const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';
const CREDENTIALS = { username: 'integration@example.no', password: 'secret' };
const ON = { enabled: true };
const COMPANY = { id: '887766554433221', name: 'Kiosk AS' };

/** `npm start`: everything on one machine, with a 24SevenOffice of our own, until Ctrl-C. */
async function demo(): Promise<void> {
  const signal = nextSignal();
  const simulator = await SimulatorProcess.start('24so-adapter');
  const duell = await SimulatorProcess.start('duell-api-adapter');
  const key = `demo-${Buffer.from(systemIds.random(24)).toString('base64url')}`;
  const config = readConfig({
    LOG_LEVEL: 'warn',
    ...process.env,
    BOOTSTRAP_API_KEY: key,
    TWENTYFOURSO_API_URL: simulator.url,
    TWENTYFOURSO_WEBSERVICES_URL: simulator.url,
    TWENTYFOURSO_APPLICATION_ID: APPLICATION_ID,
    TWENTYFOURSO_MAX_RPS: '0',
    DUELL_API_URL: duell.apiUrl,
  });
  const dataDir = join(config.DATA_DIR, 'demo');
  const database = await startEmbeddedPostgres({ dataDir });
  try {
    await forgetEarlierDemo(database.url);
    const app = await serve({ ...config, DATA_DIR: dataDir }, database.url);
    const url = await app.getUrl();
    const api = new DemoApi(url, key);
    await setUp(api);
    await closeDays(api);
    const catalogue = await sellThings(api, simulator);
    const master = await changeInTheBooks(api, simulator, duell, CREDENTIALS);
    const place = { url, key, simulatorUrl: simulator.url, duellUrl: duell.url, pathOf: departmentPath };
    console.log(summary(place, { settlements: await settled(api, 'z-report'), ...catalogue, master }));
    await signal;
    console.log('\nStopper …');
    await app.close();
  } finally {
    await database.stop();
    await simulator.stop();
    await duell.stop();
  }
}

/** The simulator's books begin empty each time: so does the demo. Only now is the folder surely ours. */
async function forgetEarlierDemo(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    'drop schema if exists accounting cascade; drop schema if exists accounting_queue cascade',
  );
  await client.end();
}

async function setUp(api: DemoApi): Promise<void> {
  await api.put(`/clients/${CLIENT}`, { name: 'Kiosk AS', organisationNumber: '999888777' });
  for (const [id, name, number, directToLedger] of [
    [LEDGER_SHOP, 'Butikk Sentrum', '1', true],
    [DRAFT_SHOP, 'Butikk Havna', '2', false],
  ] as const) {
    const path = departmentPath(id);
    await api.put(path, { name, number });
    await api.put(`${path}/connection`, {
      adapter: '24so',
      credentials: CREDENTIALS,
      company: COMPANY,
      erpDepartment: { id: '2', name: 'Butikk Sentrum' },
      multipleCompanies: true,
      multipleDepartments: true,
    });
    await api.put(`${path}/account-plan`, DEMO_PLAN);
    const zReport = { enabled: true, stockChange: false, directToLedger };
    // Sentrum sends all four; Havna its settlements only.
    const sales = { invoices: ON, customers: ON, products: { ...ON, syncStock: true } };
    const settings = { zReport, fromDate: '2026-01-01', automatic: true };
    await api.put(`${path}/settings`, id === LEDGER_SHOP ? { ...settings, ...sales } : settings);
  }
}

async function closeDays(api: DemoApi): Promise<void> {
  const today = osloDate(systemClock.now());
  const days = demoDays([addDays(today, -3), addDays(today, -2), addDays(today, -1)]);
  for (const report of days.ledger) await api.post(`${departmentPath(LEDGER_SHOP)}/z-reports`, report);
  for (const report of days.drafts) await api.post(`${departmentPath(DRAFT_SHOP)}/z-reports`, report);
}

/** Customers, products in three rounds, and two invoices. */
async function sellThings(api: DemoApi, books: SimulatorProcess): Promise<Catalogue> {
  const shop = departmentPath(LEDGER_SHOP);
  await api.post(`${shop}/customers`, DEMO_CUSTOMERS);
  const rounds: Round[] = [];
  for (const round of [1, 2, 3] as const) {
    const before = await writesOf(books);
    const tickets = (await api.post(`${shop}/products`, demoProducts(round))) as Tickets;
    await settled(api, 'product');
    const after = await writesOf(books);
    const products = tickets.items.filter(({ duplicate }) => !duplicate).length;
    rounds.push({ products, calls: after.saves - before.saves, stock: after.stock - before.stock });
  }
  for (const invoice of demoInvoices(addDays(osloDate(systemClock.now()), -1)))
    await api.post(`${shop}/invoices`, invoice);
  const [invoices, customers] = [await settled(api, 'invoice'), await settled(api, 'customer')];
  return { rounds, invoices, customers: customers.length };
}

interface Tickets {
  items: { duplicate: boolean }[];
}

/** How many calls the books got so far that save products, and that set a stock. */
async function writesOf(books: SimulatorProcess): Promise<{ saves: number; stock: number }> {
  const { calls } = await books.state<{ calls: { operation: string }[] }>();
  const of = (name: string) => calls.filter(({ operation }) => operation === name).length;
  return { saves: of('SaveProducts'), stock: of('SetStockQuantity') };
}

/** Waits until every document of a kind has come to rest. */
async function settled(api: DemoApi, kind: string): Promise<Arrived[]> {
  for (;;) {
    const open = await Promise.all(
      ['waiting', 'sending'].flatMap((state) =>
        [LEDGER_SHOP, DRAFT_SHOP].map((shop) =>
          api.get<{ items: Arrived[] }>(
            `${departmentPath(shop)}/transfers?kind=${kind}&state=${state}&limit=1`,
          ),
        ),
      ),
    );
    if (open.every(({ items }) => items.length === 0)) break;
    await systemClock.sleep(200);
  }
  const logs = await Promise.all(
    [LEDGER_SHOP, DRAFT_SHOP].map((shop) =>
      api.get<{ items: Arrived[] }>(`${departmentPath(shop)}/transfers?kind=${kind}&limit=50`),
    ),
  );
  return logs.flatMap(({ items }) => items);
}

function departmentPath(shop: string): string {
  return `/clients/${CLIENT}/departments/${shop}`;
}

runProgram(demo);
