import {
  TestClock,
  TestIds,
  memoryTools,
  type Bench,
  type HeldVoucher,
  type Loss,
} from '@accounting/testkit';
import { TwentyFourSoAdapter, type TwentyFourSoOptions } from '../src/index.js';
import type { Draft, Entry, PostedVoucher } from './bookings.js';
import type { Company } from './company.js';
import type { Fault } from './faults.js';
import { startSimulator, type Simulator } from './simulator.js';

/** What a test of this adapter can reach besides what every bench has. */
export interface TwentyFourSoBench extends Bench {
  simulator: Simulator;
  company: Company;
  tools: ReturnType<typeof memoryTools> & { clock: TestClock };
}

const APPLICATION_ID = '11111111-2222-3333-4444-555555555555';

/** One company of the simulator's demo world, with the accounts of `aVoucher`, and PDF taken. */
export async function twentyFourSoBench(over: Partial<TwentyFourSoOptions> = {}): Promise<TwentyFourSoBench> {
  const clock = new TestClock();
  const simulator = await startSimulator({ clock, ids: new TestIds() });
  const company = simulator.control.company('887766554433221');
  company.switches.acceptsPdf = true;
  company.addAccount({ number: 2380, name: 'Kortoppgjør', taxNo: '0' });
  company.addAccount({ number: 3001, name: 'Salg av mat', taxNo: '31' });

  return {
    simulator,
    company,
    adapter: new TwentyFourSoAdapter(optionsFor(simulator.url, over)),
    connection: {
      credentials: { username: 'integration@example.no', password: 'secret' },
      company: { id: '887766554433221', name: 'Kiosk AS' },
      erpDepartment: { id: '2', name: 'Butikk Sentrum' },
    },
    tools: { ...memoryTools({ clock }), clock },
    held: () => [
      ...company.vouchers().map((v) => postedAsSent(v, company)),
      ...company.drafts().map((d) => draftAsSent(d, company)),
    ],
    documentCount: () => company.files().length,
    loseNextAnswer: (how) => simulator.control.planFault({ operation: '*', fault: faultOf(how) }),
    goDown: () =>
      simulator.control.planFault({ operation: '*', fault: { kind: 'html503NotSaved' }, probability: 1 }),
    comeBack: () => simulator.control.clearFaults(),
    accountantPosts: (marker) => void company.accountantPosts(marker),
    accountantDeletes: (marker) => company.accountantDeletesDraft(marker),
    personTakesNumber: () => {
      for (const series of [1, 2, 3]) company.takeEntryNumber({ series });
    },
    close: () => simulator.stop(),
  };
}

export function optionsFor(url: string, over: Partial<TwentyFourSoOptions> = {}): TwentyFourSoOptions {
  return {
    apiUrl: url,
    webservicesUrl: url,
    applicationId: APPLICATION_ID,
    maxRps: 0,
    readTimeoutMs: 5_000,
    writeTimeoutMs: 5_000,
    settleAfterMs: 300_000,
    ...over,
  };
}

function faultOf({ saved, savedLater }: Loss): Fault {
  if (savedLater !== undefined) return { kind: 'dropAndSaveLater', ms: savedLater };
  return { kind: saved ? 'dropAfterSaving' : 'dropBeforeSaving' };
}

/** The ledger holds a sale net, and VAT lines of its own without a tax number: back to what was sent. */
function postedAsSent({ lines }: PostedVoucher, company: Company): HeldVoucher {
  const sent = lines
    .filter(({ taxNo }) => taxNo !== '')
    .map((line) => ({ ...line, amount: grossOf(line, company) }));
  return heldAs('posted', sent, company);
}

function draftAsSent({ vouchers }: Draft, company: Company): HeldVoucher {
  return heldAs(
    'draft',
    vouchers.flatMap(({ entries }) => entries),
    company,
  );
}

function heldAs(state: HeldVoucher['state'], entries: Entry[], company: Company): HeldVoucher {
  const stamps = new Set(entries.map(({ stamp }) => stamp).filter((stamp) => stamp > 0));
  return {
    state,
    date: entries[0]?.date ?? '',
    lines: entries.map(({ account, taxNo, department, amount, comment }) => ({
      account: String(account),
      vatCode: taxNo,
      department: department > 0 ? String(department) : undefined,
      amount,
      text: comment,
    })),
    documents: company.files().filter(({ stamp }) => stamps.has(stamp)),
  };
}

const RATES: Record<string, number> = { '3': 25, '31': 15, '33': 12 };

function grossOf({ amount, taxNo }: Entry, { switches }: Company): number {
  return switches.splitsVat ? Math.round((amount * (100 + (RATES[taxNo] ?? 0))) / 100) : amount;
}
