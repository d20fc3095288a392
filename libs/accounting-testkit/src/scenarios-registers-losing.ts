import type { Loss, PortScenario } from './bench.js';
import { expectOneOfEach } from './expectations-registers.js';
import type { MemoryBatchJournal } from './memory-batch-journal.js';
import { atEveryDeath, losingOnce } from './misfortunes.js';
import { known, type AnyRecord, type RegisterWorker } from './register-worker.js';
import { ofBoth } from './scenarios-registers.js';

/** New records, or changes of some that are there: both must survive the same. Every step of them writes something. */
type Make = (worker: RegisterWorker) => AnyRecord[] | Promise<AnyRecord[]>;

const anew: Make = (worker) => worker.newEach(3);
const changes: Make = async (worker) => {
  const records = worker.newEach(3);
  const outcomes = await worker.save(records);
  return records.map((record) => {
    const there = { ...known(record, outcomes), name: `${record.name} ny` };
    if (!('number' in there)) return there;
    return { ...there, stock: there.stock && '3', category: `Endret (${there.key})` };
  });
};

export const losingRecords = ofBoth(({ name, needs, open }): PortScenario[] => [
  {
    title: `keeps one of each of the ${name} when the answer to any step is lost that was saved, and sends none again`,
    needs,
    run: (bench) =>
      eachStep(open(bench), async (worker, make, step) => {
        const { records, journal, outcomes } = await lose(worker, make, step, { saved: true });

        await expectOneOfEach(worker, records, outcomes);
        expect(mostOften(journal, step)).toBe(1);
      }),
  },
  {
    title: `sends ${name} again that are proven absent, and keeps one of each`,
    needs,
    run: (bench) =>
      eachStep(open(bench), async (worker, make, step) => {
        const { records, journal, outcomes } = await lose(worker, make, step, { saved: false });

        await expectOneOfEach(worker, records, outcomes);
        expect(mostOften(journal, step)).toBe(2);
      }),
  },
  {
    title: `sends only those of the ${name} again that the lost call did not save`,
    needs: (traits) => needs(traits) && traits.description.recordsPerWrite >= 3,
    run: async (bench) => {
      const worker = open(bench);
      const step = await stepOfMany(worker);
      const [first, absent, last] = worker.newEach(3) as [AnyRecord, AnyRecord, AnyRecord];
      const records = [first, absent, last];
      await worker.registers.refuseRecord('number' in absent ? absent.number : absent.name);

      const journal = worker.journal(losingOnce(bench, step, { saved: true }).options);
      const outcomes = await worker.saveToTheEnd(records, journal);

      await expectOneOfEach(worker, records, outcomes);
      const sent = journal.sent.filter((each) => each.step === step).map(({ keys }) => keys);
      expect(sent).toEqual([records.map(({ key }) => key), [absent.key]]);
    },
  },
  {
    title: `keeps one of each of the ${name} when a write is saved seconds after the connection dropped`,
    needs,
    run: (bench) =>
      eachStep(open(bench), async (worker, make, step) => {
        const savedLater = worker.open().timing.settleAfterMs / 2;
        const { records, outcomes } = await lose(worker, make, step, { saved: true, savedLater });
        await worker.bench.tools.clock.advance(savedLater);

        await expectOneOfEach(worker, records, outcomes);
      }),
  },
  {
    title: `keeps one of each of the ${name} wherever the worker dies`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      for (const make of [anew, changes]) await dieEverywhere(worker, make);
    },
  },
]);

async function eachStep(
  worker: RegisterWorker,
  run: (worker: RegisterWorker, make: Make, step: string) => Promise<void>,
): Promise<void> {
  for (const make of [anew, changes]) {
    for (const step of await worker.stepsOf(await make(worker))) await run(worker, make, step);
  }
}

/** The name of the step that carries many records in one call: by making one. */
async function stepOfMany(worker: RegisterWorker): Promise<string> {
  const journal = worker.journal();
  await worker.save(worker.newEach(3), journal);
  return journal.sent.find(({ keys }) => keys.length === 3)?.step ?? '';
}

async function lose(worker: RegisterWorker, make: Make, step: string, how: Loss) {
  const records = await make(worker);
  const { options, wasLost } = losingOnce(worker.bench, step, how);
  const journal = worker.journal(options);
  const outcomes = await worker.saveToTheEnd(records, journal);
  expect(wasLost()).toBe(true);
  return { records, journal, outcomes };
}

/** How often the member was sent that was sent most. */
function mostOften(journal: MemoryBatchJournal, step: string): number {
  const times = new Map<string, number>();
  for (const key of journal.sent.filter((sent) => sent.step === step).flatMap(({ keys }) => keys))
    times.set(key, (times.get(key) ?? 0) + 1);
  return Math.max(0, ...times.values());
}

async function dieEverywhere(worker: RegisterWorker, make: Make): Promise<void> {
  await atEveryDeath(async (options) => {
    const records = await make(worker);
    const outcomes = await worker.saveToTheEnd(records, worker.journal(options));

    await expectOneOfEach(worker, records, outcomes);
  });
}
