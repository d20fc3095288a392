import type { Bench, BooksTraits, PortScenario } from './bench.js';
import { delivering, leavingNothing } from './scenarios-delivering.js';
import { excluding, losing } from './scenarios-losing.js';
import { reading } from './scenarios-reading.js';

/** What an adapter promises. What is not said here, no adapter has to do. */
export const accountingPortScenarios: PortScenario[] = [
  ...delivering,
  ...leavingNothing,
  ...losing,
  ...excluding,
  ...reading,
];

/**
 * Every adapter runs this, in its `*.contract.spec.ts`. `traits` are known before any bench is open, so that a
 * promise that these books cannot keep is named, and not run.
 *
 * @example
 * describeAccountingPort('24SevenOffice', { description, numbersExclude: true }, twentyFourSoBench);
 */
export function describeAccountingPort(
  name: string,
  traits: BooksTraits,
  openBench: () => Bench | Promise<Bench>,
): void {
  const [asked, ruledOut] = split(traits);

  describe(`${name} keeps the accounting contract`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await openBench();
    });
    afterEach(() => bench.close?.());

    for (const { title, run } of asked) it(title, async () => run(bench));

    for (const { title } of ruledOut) {
      it(`(not asked, by its own description: ${title})`, () => {
        expect(bench.adapter.description.capabilities).toEqual(traits.description.capabilities);
      });
    }
  });
}

function split(traits: BooksTraits): [asked: PortScenario[], ruledOut: PortScenario[]] {
  const applies = ({ needs }: PortScenario) => needs?.(traits) ?? true;
  return [
    accountingPortScenarios.filter(applies),
    accountingPortScenarios.filter((scenario) => !applies(scenario)),
  ];
}
