import { AccountingError, type HostTools, type Reason } from '@accounting/port';
import type { DuellApiOptions } from '../src/index.js';
import { DuellApiHost } from '../src/index.js';
import { duellBench, optionsFor, type DuellBench } from './duell.bench.js';
import type { Fault } from './faults.js';
import type { Switches } from './switches.js';

/** For specs: a bench for each test, closed after it, and what they all do with it. */
export function atDuell(options: DuellApiOptions = {}, switches: Partial<Switches> = {}) {
  let bench: DuellBench;
  let told: Reason[];
  let host: DuellApiHost;
  beforeEach(async () => {
    bench = await duellBench(options, switches);
    host = bench.host;
    told = [];
  });
  afterEach(() => bench.close?.());

  return {
    get bench() {
      return bench;
    },
    get shop() {
      return bench.shop;
    },
    get control() {
      return bench.simulator.control;
    },
    get clock() {
      return bench.tools.clock;
    },
    /** What was left out of lists. */
    get told() {
      return told;
    },
    /** With other options from now on. */
    readapt: (over: DuellApiOptions) => {
      host = new DuellApiHost(optionsFor(bench.simulator.apiUrl, { ...options, ...over }));
    },
    open: (tools: Partial<HostTools> = {}) =>
      host.open(bench.client, { ...bench.tools, leftOut: (reason) => void told.push(reason), ...tools }),
    plan: (operation: string, fault: Fault) => bench.simulator.control.planFault({ operation, fault }),
    calls: (operation: string) => bench.simulator.control.calls(operation).length,
    log: () => JSON.stringify(bench.tools.exchanges.all),
  };
}

export async function allOf<T>(list: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of list) all.push(...page);
  return all;
}

/** The error that crosses the port. */
export async function failureOf(promise: Promise<unknown>): Promise<AccountingError> {
  const failure: unknown = await promise.then(
    () => new Error('It went through'),
    (error: unknown) => error,
  );
  if (!(failure instanceof AccountingError)) throw failure;
  return failure;
}
