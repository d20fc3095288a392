import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { aDaysSales, INVOICES, PRODUCTS, SALES_ON } from './days-sales.js';
import { REPORTS } from './seeded.js';
import { rideOut } from './storm.js';

jest.setTimeout(60_000 + REPORTS * 10_000);

describe.each([{ seed: 11 }, { seed: 12 }])(
  'a day of sales, with lost answers and dying workers (seed $seed)',
  ({ seed }) => {
    let clock: TestClock;
    let company: MemoryCompany;
    let shop: Workshop;

    beforeEach(async () => {
      clock = new TestClock('2026-11-23T20:04:00+01:00');
      company = new MemoryCompany({ clock });
      shop = await openWorkshop({ adapters: [new InMemoryBooks(company, { recordsPerWrite: 7 })], clock });
    });
    afterEach(() => shop.close());

    it('leaves one order for each invoice, as it was said last, one customer and one product each', async () => {
      const transfers = await rideOut({
        seed,
        reports: 4,
        mode: 'ledger',
        lane: 'memory:1',
        clock,
        shop,
        settings: SALES_ON,
        alsoSend: aDaysSales,
        weather: (random) => company.loseAnswers(() => (random.oneIn(5) ? { saved: random.oneIn(2) } : null)),
      });

      const settled = transfers.filter(({ state }) => state !== 'skipped');
      expect(new Set(settled.map(({ kind, state }) => `${kind} ${state}`))).toEqual(
        new Set(['z-report posted', 'invoice draft', 'product posted', 'customer posted']),
      );
      const orders = company.orders();
      expect(orders.map(({ note }) => note)).toEqual(orders.map(() => 'Endret'));
      expect(new Set(orders.map(({ marker }) => marker)).size).toBe(INVOICES);
      expect([orders.length, company.customers().length, company.products().length]).toEqual([
        INVOICES,
        INVOICES,
        PRODUCTS,
      ]);
      expect(
        company.products().every(({ number, stock }) => Number(stock) === Number(number.slice(2)) + 1),
      ).toBe(true);
      expect(company.vouchers()).toHaveLength(4);
    });
  },
);
