import { brokenBooks, type BrokenBooks } from './broken-books.js';
import { accountingPortScenarios } from './describe-accounting-port.js';
import { memoryBench } from './memory-bench.js';

/** The titles of the promises that these books break. */
async function brokenPromises({ options, breakIt }: BrokenBooks): Promise<string[]> {
  const { description } = memoryBench(options, breakIt).adapter;
  const traits = { description, numbersExclude: options?.steps !== 'three-step' };
  const broken: string[] = [];
  for (const { title, needs, run } of accountingPortScenarios) {
    if (needs && !needs(traits)) continue;
    try {
      await run(memoryBench(options, breakIt));
    } catch {
      broken.push(title);
    }
  }
  return broken;
}

describe('The contract goes red on books that', () => {
  it.each(brokenBooks)('$fault', async (books) => {
    const broken = await brokenPromises(books);

    expect(broken.filter((title) => title.startsWith(books.breaks))).toHaveLength(1);
  });
});

describe('Each promise of the contract', () => {
  it('is one that some broken books break', async () => {
    const broken = new Set((await Promise.all(brokenBooks.map(brokenPromises))).flat());

    expect(accountingPortScenarios.map(({ title }) => title).filter((title) => !broken.has(title))).toEqual(
      [],
    );
  });
});
