import { AccountingError, type OrderDelivery, type OrderFinding } from '@accounting/port';
import type { PortScenario } from './bench.js';
import { anItemRow } from './builders-sales.js';
import { expectOneOrder } from './expectations-orders.js';
import { OrderWorker, revised } from './order-worker.js';
import { takesOrders } from './scenarios-orders.js';
import { failureOf } from './worker.js';

/** What comes after the first delivery: revisions, and what people do with the draft. */
export const revising: PortScenario[] = [
  {
    title: 'changes the draft when a revision comes, and makes no second order',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const first = worker.delivery();
      const revision = revised(first, await worker.deliver(first));

      const receipt = await worker.deliver(revision);

      expect(receipt.reference.orderId).toBe(revision.changes?.orderId);
      await expectOneOrder(worker, revision, receipt);
    },
  },
  {
    title: 'refuses to change what a person has issued, with ORDER_ISSUED, and leaves it as it is',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const first = worker.delivery();
      const revision = revised(first, await worker.deliver(first));
      await worker.orders.personIssuesOrder(first.order.marker);
      const before = await worker.snapshot();

      const error = await failureOf(worker.deliver(revision));

      expect(error).toBeInstanceOf(AccountingError);
      expect(error).toMatchObject({ code: 'ORDER_ISSUED', next: 'ask-a-human', refused: true });
      expect(await worker.snapshot()).toBe(before);
    },
  },
  {
    title: 'makes no order where the draft that it should change is gone',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const first = worker.delivery();
      const revision = revised(first, await worker.deliver(first));
      await worker.orders.personDeletesOrder(first.order.marker);

      expect(await failureOf(worker.deliver(revision))).toMatchObject({ next: 'ask-a-human' });
      expect(await worker.held(revision)).toEqual([]);
    },
  },
];

export const lookingUpOrders: PortScenario[] = [
  {
    title: 'tells an order that waits from one that was issued and one that is gone, in the order asked',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const asked = [];
      for (let made = 0; made < 3; made++) {
        const { order, ...rest } = worker.delivery();
        const { reference } = await worker.deliver({ order, ...rest });
        asked.push({ order, reference });
      }
      const [issued = '', , gone = ''] = asked.map(({ order }) => order.marker);
      await worker.orders.personIssuesOrder(issued);
      await worker.orders.personDeletesOrder(gone);

      const findings = await worker.open().lookUpOrders(asked);

      expect(findings.map(({ is }) => is)).toEqual(['posted', 'draft', 'gone']);
      const held = (await worker.orders.orders()).find(({ marker }) => marker === issued);
      const reference = { orderId: held?.id, invoiceNumber: held?.invoiceNumber };
      expect(findings[0]).toMatchObject({ reference });
      expect(held?.invoiceNumber).toMatch(/./);
    },
  },
  {
    title: 'reads back what the system itself counts, and not what the sale says',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      // As when DUELL gave a discount in kroner, which no percent of two decimals hits.
      const uneven = anItemRow({ discountPercent: '33.33', net: 39_840, vat: 5_976, gross: 45_816 });
      for (const delivery of [worker.delivery(), worker.delivery({ rows: [uneven] })]) {
        const receipt = await worker.deliver(delivery);
        const waits = await expectRead(worker, delivery, await worker.lookUp(delivery, receipt));
        await worker.orders.personIssuesOrder(delivery.order.marker);
        const issued = await expectRead(worker, delivery, await worker.lookUp(delivery, receipt));

        expect(issued).toEqual(waits);
        expect(waits.gross === delivery.order.totals.gross).toBe(delivery.order.rows.length > 1);
      }
    },
  },
];

async function expectRead(worker: OrderWorker, delivery: OrderDelivery, finding: OrderFinding) {
  const [held] = await worker.held(delivery);
  const read = finding.is === 'gone' ? null : finding.read;
  expect(read).toMatchObject({ gross: held?.totals.gross, vat: held?.totals.vat });
  const { gross, vat, byRate } = read ?? { gross: 0, vat: 0, byRate: null };
  const nets = byRate?.map(({ net }) => net).reduce((total, net) => total + net, 0) ?? gross - vat;
  expect(nets).toBe(gross - vat);
  return { gross, vat };
}

export const orderingInVain: PortScenario[] = [
  {
    title:
      'stops at a product that is refused, names it, and makes the rest no second time when it is mended',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery();
      const journal = worker.journal();
      const number = delivery.products[1]?.number ?? '';
      await worker.registers.refuseRecord(number);

      const error = await failureOf(worker.deliver(delivery, journal));

      expect(error).toMatchObject({ next: 'ask-a-human', refused: true });
      expect((error as AccountingError).reason.message).toContain(number);
      expect(await worker.held(delivery)).toEqual([]);

      await expectOneOrder(worker, delivery, await worker.deliverToTheEnd(delivery, journal));
    },
  },
  {
    title: 'makes no order for a customer that is refused, and names it',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery();
      const journal = worker.journal();
      await worker.registers.refuseRecord(delivery.customer.name);

      const error = await failureOf(worker.deliver(delivery, journal));

      expect(error).toMatchObject({ next: 'ask-a-human', refused: true });
      expect((error as AccountingError).reason.message).toContain(delivery.customer.name);
      expect([...(await worker.held(delivery)), ...(await worker.heldCustomers(delivery))]).toEqual([]);

      await expectOneOrder(worker, delivery, await worker.deliverToTheEnd(delivery, journal));
    },
  },
  {
    title: 'leaves no order while the system is down, says that it may be tried again, and then goes through',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      const delivery = worker.delivery();
      const journal = worker.journal();
      await bench.goDown();

      expect(await failureOf(worker.deliver(delivery, journal))).toMatchObject({ next: 'retry' });
      await bench.comeBack();
      expect(await worker.held(delivery)).toEqual([]);

      await expectOneOrder(worker, delivery, await worker.deliverToTheEnd(delivery, journal));
    },
  },
  {
    title: 'sends nothing of an order when the worker slept until the time to send was over',
    needs: takesOrders,
    run: async (bench) => {
      const worker = new OrderWorker(bench);
      for (const step of await worker.stepsOf()) await sleepBefore(worker, step);
    },
  },
];

async function sleepBefore(worker: OrderWorker, step: string): Promise<void> {
  const { clock } = worker.bench.tools;
  let before: string | null = null;
  const journal = worker.journal({
    sendWindowMs: 1_000,
    beforeSend: async (name) => {
      if (name !== step || before !== null) return;
      before = await worker.snapshot();
      await clock.advance(1_001);
    },
  });
  const delivery = worker.delivery();

  expect(await failureOf(worker.deliver(delivery, journal))).toMatchObject({ next: 'retry' });
  expect(await worker.snapshot()).toBe(before);

  await expectOneOrder(worker, delivery, await worker.deliverToTheEnd(delivery, journal));
}
