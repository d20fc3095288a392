import { TestClock } from '@accounting/testkit';
import { type Mode } from '@accounting/port';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { REPORTS } from './seeded.js';
import { rideOut } from './storm.js';
import { CREDENTIALS, PLAN, adapterAt, badWeather, companyId, startWorld } from './twentyfour-so-world.js';

jest.setTimeout(60_000 + REPORTS * 5_000);

describe('24SevenOffice in bad weather, with workers that die between every two steps', () => {
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

  const books = () => simulator.control.company(companyId(0));
  const ride = (seed: number, mode: Mode) =>
    rideOut({
      seed,
      reports: REPORTS,
      mode,
      lane: `24so/company/${companyId(0)}`,
      clock,
      shop,
      connection: { credentials: CREDENTIALS, company: { id: companyId(0), name: 'Kafe' }, plan: PLAN },
      weather: (random) => badWeather(simulator.control, random, 200_000),
    });

  it('holds exactly one voucher for each report that went straight to the ledger, and all are posted', async () => {
    const transfers = await ride(1, 'ledger');

    expect(transfers).toHaveLength(REPORTS);
    expect(transfers.filter(({ state }) => state !== 'posted')).toEqual([]);
    const markers = transfers.map(({ marker }) => marker);
    const found = books()
      .vouchers()
      .map(({ lines }) => markers.find((marker) => lines[0]?.comment.includes(marker)));
    expect(found.sort()).toEqual(markers.sort());
  });
});
