import { hostScenarios } from './describe-host.js';
import { withCatalogue, withHost, withTools, type BrokenHost } from './host-breaking.js';
import { brokenHosts } from './host-broken.js';
import { memoryHostBench } from './memory-host-bench.js';

/** The titles of the promises that this host breaks. */
async function brokenPromises({ breakIt }: BrokenHost): Promise<string[]> {
  const broken: string[] = [];
  for (const { title, run } of hostScenarios) {
    try {
      await run(memoryHostBench(breakIt));
    } catch {
      broken.push(title);
    }
  }
  return broken;
}

describe('The contract goes red on a host that', () => {
  it.each(brokenHosts)('$fault', async (host) => {
    const broken = await brokenPromises(host);

    expect(broken.filter((title) => title.startsWith(host.breaks))).toHaveLength(1);
  });
});

describe('The contract stays green on a host that', () => {
  it.each([
    ['is only wrapped', withHost(() => ({}))],
    ['opens as it should', withCatalogue(() => ({}))],
    ['is lent what it should be', withTools(() => ({}))],
  ])('%s', async (_, breakIt) => {
    expect(await brokenPromises({ fault: '', breaks: '', breakIt })).toEqual([]);
  });
});

describe('Each promise of the host contract', () => {
  it('is one that some broken host breaks', async () => {
    const broken = new Set((await Promise.all(brokenHosts.map(brokenPromises))).flat());

    expect(hostScenarios.map(({ title }) => title).filter((title) => !broken.has(title))).toEqual([]);
  });
});
