import type { OrderDelivery, OrderReceipt } from '@accounting/port';
import type { Loss, PortScenario } from './bench.js';
import { expectOneOrder } from './expectations-orders.js';
import type { MemoryJournal } from './memory-journal.js';
import { atEveryDeath, losingOnce } from './misfortunes.js';
import { OrderWorker, revised } from './order-worker.js';
import { takesOrders } from './scenarios-orders.js';
import { failureOf } from './worker.js';

/** A new order, or the revision of one that is there: both must survive the same. */
type Make = (worker: OrderWorker) => OrderDelivery | Promise<OrderDelivery>;

const anew: Make = (worker) => worker.delivery();
const aRevision: Make = async (worker) => {
  const first = worker.delivery();
  return revised(first, await worker.deliver(first));
};

export const losingOrders: PortScenario[] = [
  {
    title: 'keeps one order, customer and product of each when the answer to any step is lost that was saved',
    needs: takesOrders,
    run: (bench) =>
      eachStep(new OrderWorker(bench), async (worker, make, step) => {
        const { delivery, journal, receipt } = await lose(worker, make, step, { saved: true });

        await expectOneOrder(worker, delivery, receipt);
        expect(journal.timesSent(step)).toBe(1);
      }),
  },
  {
    title: 'sends a step of an order again when it is proven that it was not saved, and keeps one of each',
    needs: takesOrders,
    run: (bench) =>
      eachStep(new OrderWorker(bench), async (worker, make, step) => {
        const { delivery, journal, receipt } = await lose(worker, make, step, { saved: false });

        await expectOneOrder(worker, delivery, receipt);
        expect(journal.timesSent(step)).toBe(2);
      }),
  },
  {
    title: 'keeps one order when a write of it is saved seconds after the connection dropped',
    needs: takesOrders,
    run: (bench) =>
      eachStep(new OrderWorker(bench), async (worker, make, step) => {
        const savedLater = worker.open().timing.settleAfterMs / 2;
        const { delivery, receipt } = await lose(worker, make, step, { saved: true, savedLater });
        await worker.bench.tools.clock.advance(savedLater);

        await expectOneOrder(worker, delivery, receipt);
      }),
  },
  {
    title: 'keeps one order, customer and product of each wherever the worker dies',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      for (const make of [anew, aRevision]) await dieEverywhere(worker, make);
    },
  },
  {
    title: 'takes the order for its own that a person issued before the lost answer was asked for',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const [last] = (await worker.stepsOf()).slice(-1);
      for (const make of [anew, aRevision]) {
        const { delivery, receipt } = await lose(worker, make, last ?? '', { saved: true }, ({ order }) =>
          worker.orders.personIssuesOrder(order.marker),
        );

        await expectOneOrder(worker, delivery, receipt, 'posted');
      }
    },
  },
];

async function eachStep(
  worker: OrderWorker,
  run: (worker: OrderWorker, make: Make, step: string) => Promise<void>,
): Promise<void> {
  for (const make of [anew, aRevision]) {
    for (const step of await worker.stepsOf(await make(worker))) await run(worker, make, step);
  }
}

/** Delivers to the end; the first answer to `step` is lost. `meanwhile` happens before anyone asks for it. */
async function lose(
  worker: OrderWorker,
  make: Make,
  step: string,
  how: Loss,
  meanwhile: (delivery: OrderDelivery) => void | Promise<void> = () => undefined,
): Promise<{ delivery: OrderDelivery; journal: MemoryJournal; receipt: OrderReceipt }> {
  const delivery = await make(worker);
  const { options, wasLost } = losingOnce(worker.bench, step, how);
  const journal = worker.journal(options);
  await failureOf(worker.deliver(delivery, journal));
  expect(wasLost()).toBe(true);
  await meanwhile(delivery);
  return { delivery, journal, receipt: await worker.deliverToTheEnd(delivery, journal) };
}

async function dieEverywhere(worker: OrderWorker, make: Make): Promise<void> {
  await atEveryDeath(async (options) => {
    const delivery = await make(worker);
    const receipt = await worker.deliverToTheEnd(delivery, worker.journal(options));

    await expectOneOrder(worker, delivery, receipt);
  });
}
