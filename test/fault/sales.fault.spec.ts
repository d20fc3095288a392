import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { aLine, anInvoice } from '../../libs/accounting-sync/src/sync-invoice/invoice.builder.js';
import { aCustomer } from '../../libs/accounting-sync/src/upsert-customer/customer.builder.js';
import { aProduct } from '../../libs/accounting-sync/src/upsert-product/product.builder.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { REPORTS } from './seeded.js';
import { rideOut } from './storm.js';

jest.setTimeout(60_000 + REPORTS * 10_000);

const INVOICES = Math.ceil(REPORTS / 4);
const PRODUCTS = REPORTS;

/** Customers and products come by themselves and with the invoices that need them; each invoice is changed once. */
async function aDaysSales(shop: Workshop): Promise<void> {
  for (let n = 0; n < PRODUCTS; n++)
    await shop.upsertProduct(
      aProduct({ id: `p${n}`, number: `K-${n}`, vatCode: '31', vatRate: 15, stock: String(n + 1) }),
    );
  for (let n = 0; n < INVOICES; n++) {
    await shop.upsertCustomer(aCustomer({ id: `c${n}`, organisationNumber: undefined, name: `Kunde ${n}` }));
    const line = aLine({ productId: `p${n}`, productNumber: `K-${n}` });
    const invoice = { id: `F-${n}`, customer: { id: `c${n}` }, lines: [line] };
    await shop.syncInvoice(anInvoice(invoice));
    await shop.syncInvoice(anInvoice({ ...invoice, note: 'Endret' }));
  }
}

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
        settings: {
          invoices: { enabled: true },
          products: { enabled: true, syncStock: true },
          customers: { enabled: true },
        },
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
