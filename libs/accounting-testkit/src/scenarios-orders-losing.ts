import type { OrderDelivery, OrderReceipt } from '@accounting/port';
import type { Loss, PortScenario } from './bench.js';
import { expectOneOrder } from './expectations-orders.js';
import type { CrashPoint, MemoryJournal } from './memory-journal.js';
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
        expect(timesSent(journal, step)).toBe(1);
      }),
  },
  {
    title: 'sends a step of an order again when it is proven that it was not saved, and keeps one of each',
    needs: takesOrders,
    run: (bench) =>
      eachStep(new OrderWorker(bench), async (worker, make, step) => {
        const { delivery, journal, receipt } = await lose(worker, make, step, { saved: false });

        await expectOneOrder(worker, delivery, receipt);
        expect(timesSent(journal, step)).toBe(2);
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
  let armed = true;
  const journal = worker.journal({
    beforeSend: async (name) => {
      if (!armed || name !== step) return;
      armed = false;
      await worker.bench.loseNextAnswer(how);
    },
  });
  await failureOf(worker.deliver(delivery, journal));
  expect(armed).toBe(false);
  await meanwhile(delivery);
  return { delivery, journal, receipt: await worker.deliverToTheEnd(delivery, journal) };
}

function timesSent(journal: MemoryJournal, step: string): number {
  return journal.sent.filter((sent) => sent === step).length;
}

/** A delivery for each moment at which a worker may die, until no new one turns up. */
async function dieEverywhere(worker: OrderWorker, make: Make): Promise<void> {
  const died = new Set<string>();
  let known: number;
  do {
    known = died.size;
    const dyingOnce = ({ step, at }: CrashPoint) => {
      const point = `${at} of ${step}`;
      if (died.size > known || died.has(point)) return false;
      died.add(point);
      return true;
    };
    const delivery = await make(worker);
    const receipt = await worker.deliverToTheEnd(delivery, worker.journal({ crashAt: dyingOnce }));

    await expectOneOrder(worker, delivery, receipt);
  } while (died.size > known);
  expect(known).toBeGreaterThan(0);
}
