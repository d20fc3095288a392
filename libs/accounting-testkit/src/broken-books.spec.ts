import type { PortScenario } from './bench.js';
import { brokenVouchers, type BrokenBooks } from './broken-books.js';
import { brokenOrders } from './broken-orders.js';
import { brokenRegisters } from './broken-registers.js';
import { brokenProofs } from './broken-registers-losing.js';
import {
  accountingPortScenarios,
  orderScenarios,
  registerScenarios,
  voucherScenarios,
} from './describe-accounting-port.js';
import { memoryBench } from './memory-bench.js';

/** Each fault is held against the promises of its own kind. */
const kinds: [of: string, faults: BrokenBooks[], promises: PortScenario[]][] = [
  ['vouchers', brokenVouchers, voucherScenarios],
  ['orders', brokenOrders, orderScenarios],
  ['products and customers', [...brokenRegisters, ...brokenProofs], registerScenarios],
];

describe.each(kinds)('The contract of %s', (_, faults, promises) => {
  const found = new Map<BrokenBooks, Promise<string[]>>();

  /** The titles of the promises that these books break. */
  function brokenPromises(books: BrokenBooks): Promise<string[]> {
    const broken = found.get(books) ?? findBroken(books, promises);
    found.set(books, broken);
    return broken;
  }

  it.each(faults)('goes red on books that $fault', async (books) => {
    const broken = await brokenPromises(books);

    expect(broken.filter((title) => title.startsWith(books.breaks))).toHaveLength(1);
  });

  it('has no promise that no broken books break', async () => {
    const broken = new Set((await Promise.all(faults.map(brokenPromises))).flat());

    expect(promises.map(({ title }) => title).filter((title) => !broken.has(title))).toEqual([]);
  });
});

describe('Each promise of the contract', () => {
  it('has a title of its own', () => {
    const titles = accountingPortScenarios.map(({ title }) => title);

    expect(new Set(titles).size).toBe(titles.length);
  });
});

async function findBroken({ options, breakIt }: BrokenBooks, promises: PortScenario[]): Promise<string[]> {
  const open = () => memoryBench({ recordsPerWrite: 3, ...options }, breakIt);
  const { description } = open().adapter;
  const traits = { description, numbersExclude: options?.steps !== 'three-step' };
  const broken: string[] = [];
  for (const { title, needs, run } of promises) {
    if (needs && !needs(traits)) continue;
    try {
      await run(open());
    } catch {
      broken.push(title);
    }
  }
  return broken;
}
