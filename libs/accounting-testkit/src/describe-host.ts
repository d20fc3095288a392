import type { HostBench, HostScenario } from './host-bench.js';
import { hostFailing } from './host-scenarios-failing.js';
import { hostReading } from './host-scenarios-reading.js';
import { hostSaving } from './host-scenarios-saving.js';

/** What a host promises. What is not said here, no host has to do. */
export const hostScenarios: HostScenario[] = [...hostReading, ...hostSaving, ...hostFailing];

/**
 * Every host runs this, in its `*.contract.spec.ts`.
 *
 * @example
 * describeHost('DUELL over HTTP', duellBench);
 */
export function describeHost(name: string, openBench: () => HostBench | Promise<HostBench>): void {
  describe(`${name} keeps the host contract`, () => {
    let bench: HostBench;
    beforeEach(async () => {
      bench = await openBench();
    });
    afterEach(() => bench.close?.());

    for (const { title, run } of hostScenarios) it(title, async () => run(bench));
  });
}
