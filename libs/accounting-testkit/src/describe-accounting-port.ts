import type { Bench, BooksTraits, PortScenario } from './bench.js';
import { delivering, leavingNothing } from './scenarios-delivering.js';
import { excluding, losing } from './scenarios-losing.js';
import { ordering } from './scenarios-orders.js';
import { lookingUpOrders, orderingInVain, revising } from './scenarios-orders-later.js';
import { losingOrders } from './scenarios-orders-losing.js';
import { reading } from './scenarios-reading.js';
import { savingCustomers } from './scenarios-customers.js';
import { savingProducts } from './scenarios-products.js';
import { saving, savingAgain, savingInVain } from './scenarios-registers.js';
import { losingRecords } from './scenarios-registers-losing.js';
import { readingChanges, readingRegisters } from './scenarios-registers-reading.js';
import { stocking } from './scenarios-stock.js';

/** What an adapter promises of vouchers and of itself. */
export const voucherScenarios: PortScenario[] = [
  ...delivering,
  ...leavingNothing,
  ...losing,
  ...excluding,
  ...reading,
];

/** What it promises of orders, where it takes them. */
export const orderScenarios: PortScenario[] = [
  ...ordering,
  ...revising,
  ...lookingUpOrders,
  ...orderingInVain,
  ...losingOrders,
];

/** What it promises of products and customers, where it takes them. */
export const registerScenarios: PortScenario[] = [
  ...saving,
  ...savingAgain,
  ...savingInVain,
  ...savingProducts,
  ...savingCustomers,
  ...stocking,
  ...losingRecords,
  ...readingRegisters,
  ...readingChanges,
];

/** What is not said here, no adapter has to do. */
export const accountingPortScenarios = [...voucherScenarios, ...orderScenarios, ...registerScenarios];

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
