/**
 * What a catalogue costs: `node --import ./test/support/typescript.mjs test/bench/catalogue.ts [products]`
 *
 * Pushes products through the whole path, as the HTTP route does, onto an embedded PostgreSQL and from there to the
 * simulator of 24SevenOffice. First 100,000 (or so many as are said) that nothing has happened to, then 1,000 new ones.
 * Fails when more calls are made than we promise, or when the unchanged ones take 300 MB or more.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, systemClock } from '@accounting/port';
import { TwentyFourSoAdapter } from '@accounting/24so-adapter';
import { TransferIntake } from '@accounting/sync';
import { SimulatorProcess } from '../../apps/accounting/src/demo/simulator-process.js';
import { startEmbeddedPostgres } from '../../apps/accounting/src/embedded-postgres/start-embedded-postgres.js';
import { recordHash } from '../../libs/accounting-sync/src/register/prepare-records.js';
import { connectDepartment } from '../../libs/accounting-sync/src/transfer/connected.builder.js';
import { contentHash, markerOf } from '../../libs/accounting-sync/src/transfer/marker.js';
import { aProduct } from '../../libs/accounting-sync/src/upsert-product/product.builder.js';
import { productToRecord } from '../../libs/accounting-sync/src/upsert-product/product-to-record.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';

const MEGABYTE = 1024 * 1024;
const MOST_ADDED = 300;
/** As many as one request takes. */
const CROWD = 1_000;
const NEW = 1_000;
const WITH_STOCK = 200;
const MOST_WRITES = 12;
/** Longer than products wait for each other, and than the worker's tick: what is to come has come. */
const QUIET_MS = 6_000;
const PATIENCE_MS = 5 * 60_000;

const COMPANY = { id: '887766554433221', name: 'Kiosk AS' };
const CREDENTIALS = { username: 'integration@example.no', password: 'secret' };
const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';
const CLIENT = 'kafe';
const [NEWCOMER, OLD_HAND] = ['1', '2'];

interface Bench {
  shop: Workshop;
  books: SimulatorProcess;
}

function row(what: string, figure: string, isKept = true): void {
  console.log(`${what.padEnd(54)} ${figure}${isKept ? '' : '   <- NOT AS PROMISED'}`);
  if (!isKept) process.exitCode = 1;
}

/** One of `shop`'s: every fifth is food, so there are two rates and two categories. */
function product(shop: string, index: number, over: Partial<Product> = {}): Product {
  const isFood = index % 5 === 0;
  return aProduct({
    id: `${shop}-${index}`,
    number: `${shop}-K-${1000 + index}`,
    name: `${isFood ? 'Kaffe' : 'Kopp'} nr. ${index}`,
    description: 'Fra brenneriet på Løkka. '.repeat(4).trim(),
    barcode: String(7_038_010_000_000 + index),
    category: isFood ? { id: '1', name: 'Mat' } : { id: '2', name: 'Kjøkken' },
    unit: 'stk',
    priceIncVat: 4900 + (index % 1000),
    costPrice: 2000,
    ...(isFood ? { vatCode: '31', vatRate: 15 } : {}),
    updatedAt: '2026-11-21T08:00:00+01:00',
    ...over,
  });
}

/** 0 to `count`, as many at a time as come in one request. */
function* crowds(count: number): Generator<number[]> {
  for (let from = 0; from < count; from += CROWD)
    yield Array.from({ length: Math.min(CROWD, count - from) }, (_, index) => from + index);
}

/** In one transaction, as a request does it. Answers how many were not known already. */
function push({ shop }: Bench, departmentId: string, products: Product[]): Promise<number> {
  return shop.app.get(TransferIntake, { strict: false }).together(async () => {
    let news = 0;
    for (const each of products) news += Number(!(await shop.upsertProduct(each, departmentId)).duplicate);
    return news;
  });
}

/** So far, of these operations or of all. */
async function callsOf({ books }: Bench, ...operations: string[]): Promise<number> {
  const { calls } = await books.state<{ calls: { operation: string }[] }>();
  return calls.filter(({ operation }) => operations.length === 0 || operations.includes(operation)).length;
}

/** Puts products there as if they had been sent long ago. */
async function fill({ shop }: Bench, count: number): Promise<void> {
  const common = { adapter: '24so', company: COMPANY, erpDepartment: null, is: 'product' };
  for (const crowd of crowds(count)) {
    const rows = crowd.map((index) => {
      const document = product('L', index);
      const { updatedAt: _, ...content } = document;
      const record = productToRecord(content, String(index + 1), { defaultCategory: null, syncStock: true });
      const marker = markerOf({
        ...{ clientId: CLIENT, departmentId: OLD_HAND, kind: 'product' },
        documentId: document.id,
      });
      const frozen = { ...common, hash: recordHash(record), record };
      return { document, hash: contentHash(content), marker, frozen, reference: { id: record.erpId } };
    });
    await shop.em.fork().execute(
      `insert into accounting.transfer (id, client_id, department_id, kind, document_id, revision, content_hash, document,
         marker, state, notes, confirmed, lane, asked_now, holds_lane, failures, thawed, delivery, frozen, reference,
         created_at, updated_at)
       select gen_random_uuid(), c.client_id, c.department_id, 'product', r.document->>'id', 1, r.hash, r.document,
         r.marker, 'posted', '[]', '[]', c.lane, false, false, 0, false, 1, r.frozen, r.reference, now(), now()
       from jsonb_to_recordset(?::jsonb) as r(document jsonb, hash text, marker text, frozen jsonb, reference jsonb)
       cross join accounting.connection c where c.client_id = ? and c.department_id = ?`,
      [JSON.stringify(rows), CLIENT, OLD_HAND],
    );
  }
  // What the server does by itself after a while.
  await shop.em.fork().execute('analyze accounting.transfer');
}

async function unchangedCatalogue(bench: Bench, count: number): Promise<void> {
  global.gc?.();
  const before = process.memoryUsage();
  await fill(bench, count);
  const calls = await callsOf(bench);

  const each: number[] = [];
  let [news, heap] = [0, 0];
  for (const crowd of crowds(count)) {
    const started = systemClock.monotonic();
    const touched = { updatedAt: '2026-11-22T08:00:00+01:00' };
    const products = crowd.map((index) => product('L', index, touched));
    news += await push(bench, OLD_HAND, products);
    each.push((systemClock.monotonic() - started) / crowd.length);
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  // The most that this process ever took, so that nothing between two looks is missed.
  const added = process.resourceUsage().maxRSS / 1024 - before.rss / MEGABYTE;
  global.gc?.();
  const left = process.memoryUsage().heapUsed;
  await systemClock.sleep(QUIET_MS);
  const made = (await callsOf(bench)) - calls;

  const inHeap = (bytes: number) => `${((bytes - before.heapUsed) / MEGABYTE).toFixed(0)} MB`;
  const mean = each.reduce((sum, ms) => sum + ms, 0) / each.length;
  const [fastest, slowest] = [Math.min(...each), Math.max(...each)].map((ms) => ms.toFixed(2));
  console.log(`${count} products, touched and not changed, ${CROWD} at a time`);
  row('taken for new or changed (none)', String(news), news === 0);
  row('calls (none)', String(made), made === 0);
  row(
    `memory above the start, at most (under ${MOST_ADDED} MB)`,
    `${added.toFixed(0)} MB`,
    added < MOST_ADDED,
  );
  row('heap above the start: after a crowd at most; at the end', `${inHeap(heap)}; ${inHeap(left)}`);
  row('milliseconds for each: mean; by crowd', `${mean.toFixed(2)}; ${fastest} to ${slowest}`);
}

/** Until all have come to rest, which must be in the books. */
async function settled({ shop }: Bench): Promise<void> {
  const deadline = systemClock.monotonic() + PATIENCE_MS;
  for (;;) {
    const states = await shop.em.fork().execute<{ state: string; count: number }[]>(
      `select state, count(*)::int as count from accounting.transfer
       where client_id = ? and department_id = ? and kind = 'product' and state <> 'posted' group by state`,
      [CLIENT, NEWCOMER],
    );
    if (states.length === 0) return;
    const isMoving = states.some(({ state }) => state === 'waiting' || state === 'sending');
    if (!isMoving || systemClock.monotonic() > deadline)
      throw new Error(`Not all products arrived: ${JSON.stringify(states)}`);
    await systemClock.sleep(250);
  }
}

/** Sends a catalogue, and compares what it cost with what was said: at most so many writes, exactly so many stocks. */
async function round(
  bench: Bench,
  name: string,
  over: (index: number) => Partial<Product>,
  promised: { writes: [from: number, to: number]; stocks: number },
): Promise<void> {
  const look = async () => ({
    writes: await callsOf(bench, 'SaveProducts', 'SaveCategories'),
    stocks: await callsOf(bench, 'SetStockQuantity'),
    all: await callsOf(bench),
  });
  const before = await look();
  const started = systemClock.monotonic();
  const stock = (index: number) => (index < WITH_STOCK ? { stock: String(10 + index) } : {});
  const products = Array.from({ length: NEW }, (_, index) =>
    product('N', index, { ...stock(index), ...over(index) }),
  );
  const news = await push(bench, NEWCOMER, products);
  await settled(bench);
  const seconds = ((systemClock.monotonic() - started) / 1000).toFixed(1);
  await systemClock.sleep(QUIET_MS);
  const after = await look();

  const [writes, stocks, all] = [
    after.writes - before.writes,
    after.stocks - before.stocks,
    after.all - before.all,
  ];
  const [least, most] = promised.writes;
  const isIdle = most > 0 || promised.stocks > 0 || all === 0;
  const isKept = writes >= least && writes <= most && stocks === promised.stocks && isIdle;
  row(name, `${news} new, ${writes} writes, ${stocks} stocks, ${all} calls in all, ${seconds} s`, isKept);
}

async function newCatalogue(bench: Bench): Promise<void> {
  console.log(`\n${NEW} products, ${WITH_STOCK} with stock`);
  const day = (date: number) => ({ updatedAt: `2026-11-${date}T08:00:00+01:00` });
  const dearer = (index: number) => (index % 200 === 0 ? { priceIncVat: 9900 } : {});
  const sold = (index: number) => (index < 7 ? { stock: '3' } : {});
  await round(bench, `new (at most ${MOST_WRITES} writes, ${WITH_STOCK} stocks)`, () => day(21), {
    ...{ writes: [1, MOST_WRITES], stocks: WITH_STOCK },
  });
  await round(bench, 'the same again (no call)', () => day(22), { writes: [0, 0], stocks: 0 });
  await round(bench, 'five prices (1 write)', (index) => ({ ...day(23), ...dearer(index) }), {
    ...{ writes: [1, 1], stocks: 0 },
  });
  const both = (index: number) => ({ ...day(24), ...dearer(index), ...sold(index) });
  await round(bench, 'seven numbers in stock (7 stocks)', both, { writes: [0, 0], stocks: 7 });
}

async function openBench(folder: string, closing: (() => unknown)[]): Promise<Bench> {
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  // PostgreSQL never runs as root; whom it runs as must get in.
  chmodSync(folder, 0o755);
  const books = await SimulatorProcess.start('24so-adapter');
  closing.push(() => books.stop());
  const { url, stop } = await startEmbeddedPostgres({ dataDir: folder });
  closing.push(stop);
  const adapter = new TwentyFourSoAdapter({
    ...{ apiUrl: books.url, webservicesUrl: books.url, applicationId: APPLICATION_ID, maxRps: 0 },
    ...{ readTimeoutMs: 60_000, writeTimeoutMs: 60_000, settleAfterMs: 300_000 },
  });
  const database = { url, drop: () => Promise.resolve() };
  const shop = await openWorkshop({ adapters: [adapter], clock: systemClock, role: 'all', database });
  closing.push(() => shop.close());
  for (const departmentId of [NEWCOMER, OLD_HAND])
    await connectDepartment(shop, {
      ...{ departmentId, credentials: CREDENTIALS, company: COMPANY },
      settings: { products: { enabled: true, syncStock: true } },
      plan: { voucherType: null, roles: {} },
    });
  return { shop, books };
}

const [, , count = '100000'] = process.argv;
const closing: (() => unknown)[] = [];
try {
  const bench = await openBench(mkdtempSync(join(tmpdir(), 'accounting-catalogue-')), closing);
  // First, while this process is small: what it takes later is not what the unchanged ones take.
  await unchangedCatalogue(bench, Number(count));
  await newCatalogue(bench);
} finally {
  for (const close of closing.reverse()) await close();
}
