import { TestClock } from '@accounting/testkit';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { aDaysSales, INVOICES, PRODUCTS, SALES_ON } from './days-sales.js';
import { REPORTS } from './seeded.js';
import { rideOut } from './storm.js';
import { CREDENTIALS, PLAN, adapterAt, badWeather, companyId, startWorld } from './twentyfour-so-world.js';

const LANE = `24so/company/${companyId(0)}`;
const WRITES = ['SaveInvoices', 'SaveProducts', 'SaveCompanies', 'SaveCategories', 'SetStockQuantity'];

jest.setTimeout(60_000 + REPORTS * 10_000);

describe('a day of sales to 24SevenOffice in bad weather, with workers that die between every two steps', () => {
  let clock: TestClock;
  let simulator: Simulator;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    simulator = await startWorld(clock);
    shop = await openWorkshop({ adapters: [adapterAt(simulator.url)], clock });
  });
  afterEach(async () => {
    await shop.close();
    await simulator.stop();
  });

  it('leaves one draft for each invoice, as it was said last, one customer and one product each, nothing issued', async () => {
    const transfers = await rideOut({
      seed: 34,
      reports: 2,
      mode: 'ledger',
      lane: LANE,
      clock,
      shop,
      settings: SALES_ON,
      alsoSend: aDaysSales,
      connection: { credentials: CREDENTIALS, company: { id: companyId(0), name: 'Kafe' } },
      plan: PLAN,
      // Late, and yet before anyone asks: whoever sends twice with no number that excludes can't see later ones.
      weather: (random) => badWeather(simulator.control, random, 200_000, WRITES),
    });
    simulator.control.clearFaults();
    const books = simulator.control.company(companyId(0));

    const settled = transfers.filter(({ state }) => state !== 'skipped');
    expect(new Set(settled.map(({ kind, state }) => `${kind} ${state}`))).toEqual(
      new Set(['z-report posted', 'invoice draft', 'product posted', 'customer posted']),
    );
    const orders = books.orders();
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['Draft']));
    expect(new Set(orders.map(({ referenceNumber }) => referenceNumber)).size).toBe(INVOICES);
    // The world has a customer and a product of its own.
    const customers = books.customers().filter(({ externalId }) => externalId?.startsWith('kafe/'));
    const products = books.products().filter(({ number }) => /^K-\d\d?$/.test(number));
    expect([orders.length, customers.length, products.length]).toEqual([INVOICES, INVOICES, PRODUCTS]);
    const stocks = products.map(({ number, stock }) => Number(stock) - Number(number.slice(2)));
    expect(new Set(stocks)).toEqual(new Set([1]));
  });
});
