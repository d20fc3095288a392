/**
 * What a catalogue costs: `npm run bench:catalogue -- [products]`
 *
 * Pushes products through the whole path, as the HTTP route does, to an embedded PostgreSQL and from there to the
 * simulator of 24SevenOffice: 100,000 (or so many as are said) to which nothing happened, then 1,000 new ones on top,
 * beside as many in its books. Fails when more calls are made than we promise, or when what is read of the books and the
 * unchanged ones take 300 MB or more. Heap that Node has
 * not collected yet counts as taken: what is needed shows with a heap that has a limit (the script sets one).
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, systemClock, systemIds } from '@accounting/port';
import { TwentyFourSoAdapter } from '@accounting/24so-adapter';
import { TransferIntake } from '@accounting/sync';
import { SimulatorProcess } from '../../apps/accounting/src/demo/simulator-process.js';
import { startEmbeddedPostgres } from '../../apps/accounting/src/embedded-postgres/start-embedded-postgres.js';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { contentHash } from '../../libs/accounting-sync/src/transfer/marker.js';
import { aProduct } from '../../libs/accounting-sync/src/upsert-product/product.builder.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';

const MOST_ADDED = 300;
const CROWD = 1_000;
/** Longer than products wait for each other, and than the worker's tick: what is to come has come. */
const QUIET_MS = 6_000;
const PATIENCE_MS = 10 * 60_000;
const [SHOP, OLD_SHOP] = ['1', '2'] as const;
const COMPANY = { id: '887766554433221', name: 'Kiosk AS' };

type Bench = { shop: Workshop; books: SimulatorProcess };
const day = (date: number) => ({ updatedAt: `2026-11-${date}T08:00:00+01:00` });

/** Every fifth is food: two categories, two rates. The first 200 have a stock. */
function product(departmentId: string, index: number, over: Partial<Product> = {}): Product {
  const food = { category: { id: '1', name: 'Mat' }, vatCode: '31', vatRate: 15 } as const;
  return aProduct({
    ...{
      id: `${departmentId}-${index}`,
      number: `${departmentId}-K-${index}`,
      name: `Vare nr. ${index}, malt og pakket på Løkka`,
    },
    barcode: String(7_000_000_000_000 + index),
    ...{ description: 'Fra brenneriet på Løkka, malt og pakket for hånd.', unit: 'stk', costPrice: 2000 },
    ...(index % 5 === 0 ? food : { category: { id: '2', name: 'Kjøkken' } }),
    ...{ ...(index < 200 ? { stock: String(10 + index) } : {}), ...day(21), ...over },
  });
}

/** As many at a time as come in one request. */
function* crowds(count: number, over: Partial<Product> = {}): Generator<Product[]> {
  for (let from = 0; from < count; from += CROWD) {
    const length = Math.min(CROWD, count - from);
    yield Array.from({ length }, (_, index) => product(OLD_SHOP, from + index, over));
  }
}

function row(what: string, figure: string, isKept = true): void {
  console.log(`${what.padEnd(56)} ${figure}${isKept ? '' : '   <- NOT AS PROMISED'}`);
  if (!isKept) process.exitCode = 1;
}

/** In one transaction, as a request does it. Answers how many were not here already. */
function push({ shop }: Bench, departmentId: string, products: Product[]): Promise<number> {
  return shop.app.get(TransferIntake, { strict: false }).together(async () => {
    let news = 0;
    for (const each of products) news += Number(!(await shop.upsertProduct(each, departmentId)).duplicate);
    return news;
  });
}

/** What was called after so many calls. */
async function callsOf({ books }: Bench, from = 0) {
  const all = await books.control<{ operation: string }[]>({ action: 'calls' });
  const calls = all.slice(from).map(({ operation }) => operation);
  const of = (wanted: string) => calls.filter((name) => name === wanted).length;
  const [saves, stocks] = [of('SaveProducts'), of('SetStockQuantity')];
  return { saves, writes: saves + of('SaveCategories'), stocks, reads: of('GetProducts'), all: calls.length };
}

/** Waits for what is on its way. Answers how many are not in the books then. */
async function missing({ shop }: Bench, departmentId: string): Promise<number> {
  const deadline = systemClock.monotonic() + PATIENCE_MS;
  for (;;) {
    const [open] = await shop.em.fork().execute<{ moving: number; all: number }[]>(
      `select count(*) filter (where state in ('waiting', 'sending'))::int as moving, count(*)::int as all
       from accounting.transfer where client_id = 'kafe' and department_id = ? and state <> 'posted'`,
      [departmentId],
    );
    if (!open?.moving || systemClock.monotonic() > deadline) return open?.all ?? 0;
    await systemClock.sleep(250);
  }
}

/** As if they had been sent some time ago: what is read of the books is all of them once, and then what is new. */
async function fillBooks({ books }: Bench, count: number): Promise<void> {
  const changedAt = '2026-11-01T08:00:00Z';
  for (const crowd of crowds(count)) {
    const products = crowd.map(({ number, name, description, vatRate: taxRate, costPrice, ...others }) => ({
      ...{ number, name, description, taxRate, changedAt, inPrice: costPrice, ean1: others.barcode },
      ...{ cashPriceIncTax: others.priceIncVat / 100, stock: others.stock ?? '0' },
      price: Math.round(others.priceIncVat / (1 + taxRate / 100)),
    }));
    await books.control({ action: 'addProducts', company: COMPANY.id, products });
  }
}

/** One was sent, and the others are put there as if they had been, too, some time ago. */
async function fill(bench: Bench, count: number): Promise<void> {
  const em = bench.shop.em.fork();
  const [sent] = await em.execute<{ row: object }[]>('select to_jsonb(t) as row from accounting.transfer t');
  for (const crowd of crowds(count)) {
    const rows = crowd.map((document) => {
      const content_hash = contentHash({ ...document, updatedAt: undefined });
      return { ...sent?.row, id: systemIds.uuid(), document_id: document.id, document, content_hash };
    });
    await em.execute(
      `insert into accounting.transfer select * from jsonb_populate_recordset(null::accounting.transfer, ?::jsonb)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
  }
  await em.execute('analyze accounting.transfer');
}

/** MB. The most that this process ever took: nothing between two looks is missed. */
function moreThan(before: NodeJS.MemoryUsage): number {
  return Math.round(process.resourceUsage().maxRSS / 1024 - before.rss / 1024 ** 2);
}

/** Comes first, while the process is small. */
async function unchanged(bench: Bench, count: number): Promise<void> {
  global.gc?.();
  const before = process.memoryUsage();
  await fillBooks(bench, count);
  const filled = systemClock.monotonic();
  await push(bench, OLD_SHOP, [product(OLD_SHOP, 0)]);
  const lost = await missing(bench, OLD_SHOP);
  const read = await callsOf(bench);
  console.log(`The books with ${count} products, read once`);
  row('sent beside them', `${1 - lost} of 1`, lost === 0);
  row('reads of products', `${read.reads}`);
  row('seconds, with the first one sent', ((systemClock.monotonic() - filled) / 1000).toFixed(1));
  row('memory more than before', `${moreThan(before)} MB`);
  await fill(bench, count);
  const calls = await callsOf(bench);
  let [news, heap, ms, slowest] = [0, 0, 0, 0];
  for (const crowd of crowds(count, day(22))) {
    const started = systemClock.monotonic();
    news += await push(bench, OLD_SHOP, crowd);
    const took = systemClock.monotonic() - started;
    [ms, slowest] = [ms + took, Math.max(slowest, took / crowd.length)];
    global.gc?.();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  const added = moreThan(before);
  await systemClock.sleep(QUIET_MS);
  const { all } = await callsOf(bench, calls.all);
  console.log(`\n${count} products, touched and not changed, ${CROWD} at a time`);
  row('taken for new or changed (none)', String(news), news === 0);
  row('calls (none)', String(all), all === 0);
  row(`memory more than before (under ${MOST_ADDED} MB)`, `${added} MB`, added < MOST_ADDED);
  row(
    'heap more than before, after a crowd at most',
    `${Math.round((heap - before.heapUsed) / 1024 ** 2)} MB`,
  );
  row('milliseconds for each; in the slowest crowd', `${(ms / count).toFixed(2)}; ${slowest.toFixed(2)}`);
}

const dearer = (index: number) => ({ ...day(23), ...(index % 200 === 0 ? { priceIncVat: 29_900 } : {}) });
const sold = (index: number) => ({ ...dearer(index), ...day(24), ...(index < 7 ? { stock: '3' } : {}) });
type Calls = Awaited<ReturnType<typeof callsOf>>;
type Round = [promise: string, over: (index: number) => Partial<Product>, isKept: (made: Calls) => boolean];
const ROUNDS: Round[] = [
  ['new: at most 12 writes, 200 stocks', () => day(21), (made) => made.writes <= 12 && made.stocks === 200],
  ['the same again: no call', () => day(22), (made) => made.all === 0],
  ['five prices: 1 save', dearer, (made) => made.saves === 1 && made.writes === 1 && made.stocks === 0],
  ['seven stocks: 7 calls', sold, (made) => made.writes === 0 && made.stocks === 7],
];

async function pushNew(bench: Bench): Promise<void> {
  console.log(`\n${CROWD} products, 200 with stock`);
  for (const [promise, over, isKept] of ROUNDS) {
    const before = await callsOf(bench);
    const started = systemClock.monotonic();
    const products = Array.from({ length: CROWD }, (_, index) => product(SHOP, index, over(index)));
    const news = await push(bench, SHOP, products);
    const lost = await missing(bench, SHOP);
    const seconds = ((systemClock.monotonic() - started) / 1000).toFixed(1);
    await systemClock.sleep(QUIET_MS);
    const calls = await callsOf(bench, before.all);
    const made = `${calls.writes} writes, ${calls.stocks} stocks, ${calls.all} calls in all`;
    row(promise, `${news} new, ${lost} not there; ${made}; ${seconds} s`, lost === 0 && isKept(calls));
  }
}

/** What is opened last is closed first. */
async function open(closing: (() => unknown)[]): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accounting-catalogue-'));
  closing.unshift(() => rmSync(dataDir, { recursive: true, force: true }));
  // PostgreSQL never runs as root; whom it runs as must get in.
  chmodSync(dataDir, 0o755);
  const books = await SimulatorProcess.start('24so-adapter');
  closing.unshift(() => books.stop());
  const { url, stop } = await startEmbeddedPostgres({ dataDir });
  closing.unshift(stop);
  const adapter = new TwentyFourSoAdapter({
    applicationId: '11111111-2222-3333-4444-555555555555',
    ...{ apiUrl: books.url, webservicesUrl: books.url, maxRps: 0 },
    ...{ readTimeoutMs: 60_000, writeTimeoutMs: 60_000, settleAfterMs: 300_000 },
  });
  const own = { role: 'all', database: { url, drop: () => Promise.resolve() } } as const;
  const shop = await openWorkshop({ adapters: [adapter], clock: systemClock, ...own });
  closing.unshift(() => shop.close());
  for (const departmentId of [SHOP, OLD_SHOP])
    await connectDepartment(shop, {
      departmentId,
      credentials: { username: 'integration@example.no', password: 'secret' },
      company: COMPANY,
      plan: { voucherType: null, roles: {} },
      settings: { products: { enabled: true, syncStock: true } },
    });
  return { shop, books };
}

const [, , count = '100000'] = process.argv;
const closing: (() => unknown)[] = [];
try {
  const bench = await open(closing);
  await unchanged(bench, Number(count));
  await pushNew(bench);
} finally {
  for (const close of closing) await close();
}
