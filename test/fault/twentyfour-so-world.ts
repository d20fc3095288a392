import { type Clock, systemClock } from '@accounting/port';
import { TwentyFourSoAdapter } from '@accounting/24so-adapter';
import { type Control } from '../../libs/24so-adapter/simulator/control.js';
import { type PlannedFault } from '../../libs/24so-adapter/simulator/faults.js';
import { type Simulator, startSimulator } from '../../libs/24so-adapter/simulator/simulator.js';
import { anAccountPlan } from '../../libs/accounting-sync/src/sync-z-report/z-report.builder.js';
import { type seeded } from './seeded.js';

export const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';
export const CREDENTIALS = { username: 'integration@example.no', password: 'secret' };
/** The voucher type "Kassaoppgjør" of the simulator's chart. */
export const PLAN = { ...anAccountPlan(), voucherType: '9' };

/** `companies` companies on one login, each with the accounts of the worked examples. */
export async function startWorld(clock: Clock, companies = 1): Promise<Simulator> {
  const numbers = [...new Set(Object.values(PLAN.roles).map(({ account }) => Number(account)))];
  const accounts = numbers.map((number) => ({ number, name: `Konto ${number}`, taxNo: '0' }));
  const ids = Array.from({ length: companies }, (_, n) => companyId(n));
  return startSimulator({
    // Late work is told by the test's clock; a slow answer is slow for the client, whose time-outs are real.
    clock: { now: () => clock.now(), sleep: (ms) => systemClock.sleep(ms) },
    world: {
      companies: ids.map((id) => ({
        id,
        name: `Kafe ${id}`,
        organizationNumber: '999888777',
        chart: { accounts },
      })),
      users: [
        {
          applicationId: APPLICATION_ID,
          ...CREDENTIALS,
          identities: ids.map((company, n) => ({ id: identityId(n), company, isDefault: n === 0 })),
        },
      ],
    },
  });
}

export function companyId(n: number): string {
  return `88776655443322${n + 1}`;
}

function identityId(n: number): string {
  return `aaaaaaaa-0000-0000-0000-00000000000${n + 1}`;
}

/** Time-outs are short, so that a slow answer is a lost one within a second. */
export function adapterAt(
  url: string,
  over: { writeTimeoutMs?: number; settleAfterMs?: number } = {},
): TwentyFourSoAdapter {
  return new TwentyFourSoAdapter({
    apiUrl: url,
    webservicesUrl: url,
    applicationId: APPLICATION_ID,
    maxRps: 0,
    readTimeoutMs: 5_000,
    writeTimeoutMs: 1_000,
    settleAfterMs: 300_000,
    ...over,
  });
}

/** Everything that may happen, each now and then, at the irrevocable calls and around them. */
export function badWeather(
  control: Control,
  random: ReturnType<typeof seeded>,
  late: number,
  operations = ['SaveBundleList', 'Save'],
): void {
  const often = 0.03;
  const faults: PlannedFault['fault'][] = [
    { kind: 'dropAfterSaving' },
    { kind: 'dropBeforeSaving' },
    { kind: 'dropAndSaveLater', ms: 1_000 + random.whole(late) },
    { kind: 'dropAndSaveLater', ms: 1_000 + random.whole(late) },
    { kind: 'html503Saved' },
    { kind: 'html503NotSaved' },
    { kind: 'cutOff', saved: true },
    { kind: 'emptyAnswer', saved: false },
    { kind: 'slow', ms: 1_300 },
  ];
  for (const operation of operations)
    for (const fault of faults) control.planFault({ operation, fault, probability: often });
  for (const fault of [
    { kind: 'expireSession' },
    { kind: 'html503NotSaved' },
    { kind: 'dropBeforeSaving' },
  ] as const)
    control.planFault({ operation: '*', fault, probability: 0.005 });
}
