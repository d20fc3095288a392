import { AccountingError, type VoucherLine } from '@accounting/port';
import type { Bench, PortScenario } from './bench.js';
import { aLine } from './builders.js';
import { expectExactlyOne } from './expectations.js';
import { failureOf, Worker } from './worker.js';

export const delivering: PortScenario[] = [
  {
    title: 'puts a voucher in the ledger: to the øre, on its side, marked on every line, with its document',
    needs: ({ description }) => description.capabilities.modes.includes('ledger'),
    run: async (bench) => {
      const worker = new Worker(bench);
      const delivery = await worker.delivery('ledger');

      const receipt = await worker.deliver(delivery);

      expect(receipt.state).toBe('posted');
      expect(Object.keys(receipt.reference)).not.toEqual([]);
      expect(await expectExactlyOne(worker, delivery)).toMatchObject({ state: 'posted' });
    },
  },
  {
    title: 'leaves a draft for a person, and does not call it posted',
    needs: ({ description }) => description.capabilities.modes.includes('draft'),
    run: async (bench) => {
      const worker = new Worker(bench);
      const delivery = await worker.delivery('draft');

      const receipt = await worker.deliver(delivery);

      expect(receipt.state).toBe('draft');
      expect(await expectExactlyOne(worker, delivery)).toMatchObject({ state: 'draft' });
    },
  },
  {
    title: 'turns the sides round on a day with more returns than sales',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        const sale = await worker.delivery(mode);
        const delivery = { ...sale, voucher: { ...sale.voucher, lines: sale.voucher.lines.map(returned) } };

        await worker.deliver(delivery);

        await expectExactlyOne(worker, delivery);
      }
    },
  },
  {
    title: 'cuts a text that is too long before its marker, never the marker',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        const short = await worker.delivery(mode);
        const note = 'Talt to ganger, og så en gang til. '.repeat(9);
        const lines = short.voucher.lines.map((line) => ({ ...line, note }));
        const delivery = { ...short, voucher: { ...short.voucher, lines } };

        await worker.deliver(delivery);

        const held = await expectExactlyOne(worker, delivery);
        const longest = Math.max(...held.lines.map(({ text }) => text.length));
        expect(longest).toBeLessThanOrEqual(bench.adapter.description.lineTextLength);
      }
    },
  },
  {
    title: 'changes nothing when a delivery that is done is made again',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        const delivery = await worker.delivery(mode);
        const journal = worker.journal();
        const receipt = await worker.deliver(delivery, journal);
        const held = await snapshot(bench);

        expect(await worker.deliver(delivery, journal)).toEqual(receipt);
        expect(await snapshot(bench)).toEqual(held);
      }
    },
  },
  {
    title: 'does not take one voucher for another that is like it but for the marker',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        const [one, other] = [await worker.delivery(mode), await worker.delivery(mode)];
        await worker.deliver(one);
        await worker.deliver(other);

        await expectExactlyOne(worker, one);
        await expectExactlyOne(worker, other);
      }
    },
  },
];

export const leavingNothing: PortScenario[] = [
  {
    title: 'leaves nothing of a voucher that is refused, and names the account that is missing',
    run: async (bench) => {
      const worker = new Worker(bench);
      const mode = worker.modes.includes('ledger') ? 'ledger' : 'draft';
      const good = await worker.delivery(mode);
      const [, ...others] = good.voucher.lines;
      const missing = { ...(good.voucher.lines[0] ?? aLine()), account: '9999' };
      const refused = { ...good, voucher: { ...good.voucher, lines: [missing, ...others] } };

      const error = await failureOf(worker.deliver(refused));

      expect(error).toBeInstanceOf(AccountingError);
      const { code, next, reason } = error as AccountingError;
      expect({ code, next }).toEqual({
        code: expect.stringMatching(/^[A-Z0-9_]+$/) as string,
        next: 'ask-a-human',
      });
      expect(reason.message).toContain('9999');
      expect(reason.fix).not.toBe('');
      expect(await worker.held(good)).toEqual([]);

      await worker.deliver(good);
      await expectExactlyOne(worker, good);
    },
  },
  {
    title: 'leaves nothing while the system is down, says that it may be tried again, and then goes through',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        const delivery = await worker.delivery(mode);
        const journal = worker.journal();
        await bench.goDown();

        expect(await failureOf(worker.deliver(delivery, journal))).toMatchObject({ next: 'retry' });
        await bench.comeBack();
        expect(await worker.held(delivery)).toEqual([]);

        await worker.deliverToTheEnd(delivery, journal);
        await expectExactlyOne(worker, delivery);
      }
    },
  },
  {
    title: 'sends nothing when the worker slept until the time to send was over',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) {
        for (const step of await worker.stepsOf(mode)) await sleepBefore(worker, step, mode);
      }
    },
  },
];

async function sleepBefore(worker: Worker, step: string, mode: Worker['modes'][number]): Promise<void> {
  const { bench } = worker;
  let asleep = false;
  let before = '';
  const journal = worker.journal({
    sendWindowMs: 1_000,
    beforeSend: async (name) => {
      if (name !== step || asleep) return;
      asleep = true;
      before = await snapshot(bench);
      await bench.tools.clock.advance(1_001);
    },
  });
  const delivery = await worker.delivery(mode);

  expect(await failureOf(worker.deliver(delivery, journal))).toMatchObject({ next: 'retry' });
  expect(await snapshot(bench)).toBe(before);

  await worker.deliverToTheEnd(delivery, journal);
  await expectExactlyOne(worker, delivery);
}

function returned(line: VoucherLine): VoucherLine {
  const { amount, net, vat, trace } = line;
  return {
    ...line,
    amount: -amount,
    ...(net !== undefined && { net: -net }),
    ...(vat !== undefined && { vat: -vat }),
    trace: trace.map((part) => ({ ...part, amount: -part.amount })),
  };
}

/** Everything that is there, as text. */
export async function snapshot(bench: Bench): Promise<string> {
  return JSON.stringify([await bench.held(), await bench.documentCount()]);
}
