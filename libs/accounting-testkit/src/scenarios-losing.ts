import type { Mode, VoucherDelivery } from '@accounting/port';
import type { Bench, BooksTraits, Loss, PortScenario } from './bench.js';
import { expectAtMostOne, expectExactlyOne } from './expectations.js';
import type { MemoryJournal } from './memory-journal.js';
import { atEveryDeath, losingOnce } from './misfortunes.js';
import { Worker, type End } from './worker.js';

export const losing: PortScenario[] = [
  {
    title: 'finds what was saved when the answer to any of its steps is lost, and keeps one voucher',
    run: (bench) =>
      eachStep(bench, async (worker, step, mode) => {
        const { delivery, journal, end } = await lose(worker, step, mode, { saved: true });

        await expectAtMostOne(worker, delivery, end);
        expect(journal.timesSent(step)).toBe(1);
      }),
  },
  {
    title: 'sends a step again when it is proven that it was not saved, and keeps one voucher',
    run: (bench) =>
      eachStep(bench, async (worker, step, mode) => {
        const { delivery, journal, end } = await lose(worker, step, mode, { saved: false });

        await expectAtMostOne(worker, delivery, end);
        expect(journal.timesSent(step)).toBe(end.receipt ? 2 : 1);
      }),
  },
  {
    title: 'keeps one voucher when a write is saved seconds after the connection dropped',
    run: (bench) =>
      eachStep(bench, async (worker, step, mode) => {
        // Late, and yet before anyone asks: the adapter's own waiting time promises that it will be there.
        const savedLater = worker.open().timing.settleAfterMs / 2;
        const { delivery, end } = await lose(worker, step, mode, { saved: true, savedLater });

        await expectAtMostOne(worker, delivery, end);
      }),
  },
  {
    title: 'never sends blindly where a draft cannot be proven: a person is told what to look for',
    needs: ({ description: { capabilities } }) =>
      capabilities.modes.includes('draft') && !capabilities.findByMarker.includes('draft'),
    run: async (bench) => {
      const worker = new Worker(bench);
      const ends: End[] = [];
      for (const step of await worker.stepsOf('draft')) {
        const { delivery, end } = await lose(worker, step, 'draft', { saved: false });
        if (end.undecided) expect(await worker.held(delivery)).toEqual([]);
        ends.push(end);
      }
      expect(ends.filter(({ undecided }) => undecided)).not.toEqual([]);
    },
  },
  {
    title: 'takes what the accountant has posted meanwhile for its own, and makes no second draft',
    needs: ({ description }) => description.capabilities.modes.includes('draft'),
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const step of await worker.stepsOf('draft')) {
        const { delivery, end } = await lose(worker, step, 'draft', { saved: true }, async (draft) => {
          const [held] = await worker.held(draft);
          if (held) await bench.accountantPosts(draft.voucher.marker);
        });

        await expectAtMostOne(worker, delivery, end);
      }
    },
  },
  {
    title: 'keeps one voucher and one document wherever the worker dies',
    run: async (bench) => {
      const worker = new Worker(bench);
      for (const mode of worker.modes) await dieEverywhere(worker, mode);
    },
  },
];

export const excluding: PortScenario[] = [
  {
    title: 'shuts out a first try that comes through after the second: both carry one number',
    needs: numbersExclude,
    run: (bench) =>
      eachStep(
        bench,
        async (worker, step) => {
          const { settleAfterMs, writeTimeoutMs } = worker.open().timing;
          const savedLater = 3 * (settleAfterMs + writeTimeoutMs) + 600_000;
          const { delivery } = await lose(worker, step, 'ledger', { saved: true, savedLater });
          await expectExactlyOne(worker, delivery);

          await bench.tools.clock.advance(savedLater);

          await expectExactlyOne(worker, delivery);
        },
        ['ledger'],
      ),
  },
  {
    title: 'takes another number when a person took the one it had in mind',
    needs: numbersExclude,
    run: (bench) =>
      eachStep(
        bench,
        async (worker, step) => {
          const { delivery } = await lose(worker, step, 'ledger', { saved: false }, () =>
            bench.personTakesNumber(),
          );

          await expectExactlyOne(worker, delivery);
        },
        ['ledger'],
      ),
  },
];

function numbersExclude({ description, numbersExclude }: BooksTraits): boolean {
  return numbersExclude && description.capabilities.modes.includes('ledger');
}

async function eachStep(
  bench: Bench,
  run: (worker: Worker, step: string, mode: Mode) => Promise<void>,
  modes = new Worker(bench).modes,
): Promise<void> {
  const worker = new Worker(bench);
  for (const mode of modes) {
    for (const step of await worker.stepsOf(mode)) await run(worker, step, mode);
  }
}

/** Delivers to the end; the first answer to `step` is lost. `meanwhile` happens before anyone asks for it. */
async function lose(
  worker: Worker,
  step: string,
  mode: Mode,
  how: Loss,
  meanwhile: (delivery: VoucherDelivery) => void | Promise<void> = () => undefined,
): Promise<{ delivery: VoucherDelivery; journal: MemoryJournal; end: End }> {
  const { options, wasLost } = losingOnce(worker.bench, step, how);
  const journal = worker.journal(options);
  const delivery = await worker.delivery(mode);
  await worker.deliver(delivery, journal).catch(() => undefined);
  expect(wasLost()).toBe(true);
  await meanwhile(delivery);
  return { delivery, journal, end: await worker.deliverToTheEnd(delivery, journal) };
}

async function dieEverywhere(worker: Worker, mode: Mode): Promise<void> {
  await atEveryDeath(async (options) => {
    const documents = await worker.bench.documentCount();
    const delivery = await worker.delivery(mode);
    const end = await worker.deliverToTheEnd(delivery, worker.journal(options));

    await expectAtMostOne(worker, delivery, end);
    if (end.receipt) expect(await worker.bench.documentCount()).toBe(documents + 1);
  });
}
