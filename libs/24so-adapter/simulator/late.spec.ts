import {
  bundleList,
  Caller,
  chunk,
  HandClock,
  inside,
  ledgerSearch,
  type Reply,
  seen,
  saved,
} from './by-hand.js';
import { type Company } from './company.js';
import { type Fault, type PlannedFault } from './faults.js';
import { type Simulator, startSimulator } from './simulator.js';

let clock: HandClock;
let simulator: Simulator;
let caller: Caller;
let kiosk: Company;

beforeEach(async () => {
  clock = new HandClock();
  simulator = await startSimulator({ clock });
  kiosk = simulator.control.company('887766554433221');
  caller = new Caller(simulator.url);
  await caller.login();
});

afterEach(() => simulator.stop());

const MINUTE = 60_000;
const save = (over: Parameters<typeof bundleList>[0] = {}): Promise<Reply> =>
  caller.call('account', 'SaveBundleList', bundleList(over));
const plan = (fault: Fault, over: Partial<PlannedFault> = {}): void =>
  simulator.control.planFault({ operation: 'SaveBundleList', fault, ...over });

describe('work that outlives its connection', () => {
  beforeEach(() => plan({ kind: 'dropAndSaveLater', ms: 3 * MINUTE }));

  it('is done when its instant has passed, without anybody calling', async () => {
    await seen(save());
    clock.pass(3 * MINUTE - 1);
    expect(kiosk.vouchers()).toEqual([]);
    expect(simulator.control.lateCommits()).toMatchObject([
      { operation: 'SaveBundleList', outcome: 'waiting' },
    ]);

    clock.pass(1);
    expect(kiosk.vouchers()).toHaveLength(1);
  });

  it('is seen by the next request, and bears the instant at which it was done', async () => {
    await seen(save());
    clock.pass(60 * MINUTE);
    await caller.login();

    const reply = await caller.call('transaction', 'GetTransactions', ledgerSearch());
    expect(reply.text).toContain('<RegistrationDate>2026-03-15T05:05:31</RegistrationDate>');
  });

  it('loses to a second try with its number that came first', async () => {
    const number = await caller.nextNumber();
    await seen(save({ number }));
    expect(await seen(save({ number }))).toBe('200 Ok');
    clock.pass(3 * MINUTE);

    expect(kiosk.vouchers()).toHaveLength(1);
    expect(simulator.control.lateCommits()[0]?.outcome).toMatch(/^refused: DuplicateData/);
  });

  it('wins over a second try with its number that comes later', async () => {
    const number = await caller.nextNumber();
    await seen(save({ number }));
    clock.pass(3 * MINUTE);

    expect(await seen(save({ number }))).toBe('200 DuplicateData');
    expect(kiosk.vouchers()).toHaveLength(1);
    expect(simulator.control.lateCommits()[0]?.outcome).toBe('answered');
  });

  it('stands beside a second try when duplicates are not refused, or when it is a draft', async () => {
    kiosk.switches.duplicateNumberRefused = false;
    const number = await caller.nextNumber();
    await seen(save({ number }));
    await seen(save({ number }));
    plan({ kind: 'dropAndSaveLater', ms: 3 * MINUTE });
    await seen(save({ option: 1, number }));
    await seen(save({ option: 1, number }));
    clock.pass(3 * MINUTE);

    expect(kiosk.vouchers()).toHaveLength(2);
    expect(kiosk.drafts()).toHaveLength(2);
  });

  it('is checked like any other', async () => {
    await seen(save());
    kiosk.lockYear(2026);
    clock.pass(3 * MINUTE);

    expect(kiosk.vouchers()).toEqual([]);
    expect(simulator.control.lateCommits()[0]?.outcome).toContain('PeriodIsLockedException');
  });

  it('needs no session any more', async () => {
    await seen(save());
    simulator.control.expireSessions();
    clock.pass(3 * MINUTE);

    expect(kiosk.vouchers()).toHaveLength(1);
  });

  it('uses up a stamp only when it is done', async () => {
    const file = await caller.create();
    await caller.call('attachment', 'AppendChunk', chunk(file, Buffer.from('x')));
    plan({ kind: 'dropAndSaveLater', ms: MINUTE }, { operation: 'Save' });
    await seen(caller.call('attachment', 'Save', saved(file, 90001)));

    const next = async (): Promise<string> =>
      inside((await caller.call('attachment', 'GetStampNo')).text, 'GetStampNoResult');
    expect(await next()).toBe('90001');
    clock.pass(MINUTE);
    expect(await next()).toBe('90002');
  });

  it('is done in the order of time', async () => {
    plan({ kind: 'dropAndSaveLater', ms: MINUTE }, { nth: 2 });
    await seen(save({ number: 5 }));
    await seen(
      save({
        number: 5,
        entries: /<Entry>.*<\/Entry>/s.exec(bundleList())![0].replaceAll('m4rk', '0ther'),
      }),
    );
    clock.pass(10 * MINUTE);

    expect(kiosk.lines()[0]?.comment).toBe('kort [0ther]');
    expect(kiosk.vouchers()).toHaveLength(1);
  });
});
