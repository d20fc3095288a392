import { TestClock } from '@accounting/testkit';
import { type Mode } from '@accounting/port';
import { type Simulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { HandleByHand } from '../../libs/accounting-sync/src/transfer/handle-by-hand.js';
import { StartTransfer } from '../../libs/accounting-sync/src/transfer/start-transfer.js';
import { Transfer } from '../../libs/accounting-sync/src/transfer/transfer.js';
import { openWorkshop, type Workshop } from '../support/workshop.js';
import { REPORTS } from './seeded.js';
import { calm, rideOut } from './storm.js';
import { CREDENTIALS, PLAN, adapterAt, badWeather, companyId, startWorld } from './twentyfour-so-world.js';

const LANE = `24so/company/${companyId(0)}`;

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
      lane: LANE,
      clock,
      shop,
      connection: { credentials: CREDENTIALS, company: { id: companyId(0), name: 'Kafe' }, plan: PLAN },
      weather: (random) => badWeather(simulator.control, random, 200_000),
    });

  /** Which of the reports each voucher belongs to, by the marker on its first line. */
  const reportsOf = (vouchers: { marker: string }[], texts: string[]) =>
    texts.map((text) => vouchers.find(({ marker }) => text.includes(`[${marker}]`))?.marker);

  it('holds exactly one voucher for each report that went straight to the ledger, and all are posted', async () => {
    const transfers = await ride(1, 'ledger');

    expect(transfers).toHaveLength(REPORTS);
    expect(transfers.filter(({ state }) => state !== 'posted')).toEqual([]);
    const texts = books()
      .vouchers()
      .map(({ lines }) => lines[0]?.comment ?? '');
    expect(reportsOf(transfers, texts).sort()).toEqual(transfers.map(({ marker }) => marker).sort());
  });

  it('holds no draft twice; what nobody can prove waits for a person, and then exactly one draft stands', async () => {
    const transfers = await ride(2, 'draft');
    const drafts = () =>
      books()
        .drafts()
        .map(({ name }) => name);
    const found = reportsOf(transfers, drafts());

    expect(found.length).toBe(new Set(found).size);
    for (const { marker, state, reason } of transfers) {
      if (found.includes(marker)) expect(['draft', 'unknown']).toContain(state);
      else
        expect({ state, lookFor: reason?.lookFor }).toEqual({
          state: 'unknown',
          lookFor: expect.arrayContaining([expect.any(String)]),
        });
    }

    simulator.control.clearFaults();
    const open = transfers.filter(({ state }) => state === 'unknown');
    for (const transfer of open) await (found.includes(transfer.marker) ? handle(transfer) : vouch(transfer));
    await calm({ shop, lane: LANE, clock });

    expect(reportsOf(transfers, drafts()).sort()).toEqual(transfers.map(({ marker }) => marker).sort());
    const states = (await shop.em.fork().find(Transfer, {})).map(({ state }) => state);
    expect(states.filter((state) => state !== 'draft' && state !== 'handled')).toEqual([]);
  });

  /** The person looked, and it is there. */
  const handle = ({ id, departmentId }: Transfer) =>
    shop.app
      .get(HandleByHand, { strict: false })
      .handle({ clientId: 'kafe', departmentId }, id, { note: 'Står i bunten' }, 'Kari');

  /** The person looked, and it is not there. */
  const vouch = ({ id, departmentId }: Transfer) =>
    shop.app
      .get(StartTransfer, { strict: false })
      .start({ clientId: 'kafe', departmentId }, id, { notInErp: true, note: 'Finnes ikke' }, 'Kari');
});
