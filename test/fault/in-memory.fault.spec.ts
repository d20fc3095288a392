import { InMemoryBooks, MemoryCompany, TestClock } from '@accounting/testkit';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { REPORTS } from './seeded.js';
import { rideOut } from './storm.js';

jest.setTimeout(60_000 + REPORTS * 5_000);

describe.each([
  { seed: 1, steps: 'three-step' as const },
  { seed: 2, steps: 'three-step' as const },
  { seed: 3, steps: 'one-step' as const },
])('in-memory books, $steps, with lost answers and dying workers (seed $seed)', ({ seed, steps }) => {
  let clock: TestClock;
  let company: MemoryCompany;
  let shop: Workshop;

  beforeEach(async () => {
    clock = new TestClock('2026-11-23T20:04:00+01:00');
    company = new MemoryCompany({ clock });
    shop = await openWorkshop({ adapters: [new InMemoryBooks(company, { steps })], clock });
  });

  afterEach(() => shop.close());

  it('hold one voucher with one document for each report, and all are posted', async () => {
    const transfers = await rideOut({
      seed,
      reports: REPORTS,
      mode: 'ledger',
      lane: 'memory:1',
      clock,
      shop,
      weather: (random) =>
        company.loseAnswers(() => {
          if (!random.oneIn(5)) return null;
          const saved = random.oneIn(2);
          return saved && random.oneIn(2) ? { saved, savedLater: 5_000 + random.whole(90_000) } : { saved };
        }),
    });

    expect(transfers.map(({ state }) => state)).toEqual(transfers.map(() => 'posted'));
    expect(transfers).toHaveLength(REPORTS);
    expect(new Set(company.vouchers().map(({ text }) => text)).size).toBe(REPORTS);
    expect(company.vouchers()).toHaveLength(REPORTS);
    expect(company.drafts()).toEqual([]);
    expect(company.documents()).toHaveLength(REPORTS);
  });
});
