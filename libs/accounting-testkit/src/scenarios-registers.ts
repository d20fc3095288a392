import { AccountingError } from '@accounting/port';
import type { Bench, BooksTraits, PortScenario } from './bench.js';
import { expectOneOfEach } from './expectations-registers.js';
import { known, RegisterWorker, type AnyRecord } from './register-worker.js';

/** One of the two registers, in the words of a title. */
export interface Register {
  /** `products`. */
  name: 'products' | 'customers';
  needs: (traits: BooksTraits) => boolean;
  open: (bench: Bench) => RegisterWorker;
}

export const takesProducts = ({ description }: BooksTraits) => description.capabilities.products;
export const takesCustomers = ({ description }: BooksTraits) => description.capabilities.customers;

const products: Register = {
  name: 'products',
  needs: takesProducts,
  open: (bench) => RegisterWorker.ofProducts(bench) as unknown as RegisterWorker,
};

const customers: Register = {
  name: 'customers',
  needs: takesCustomers,
  open: (bench) => RegisterWorker.ofCustomers(bench) as unknown as RegisterWorker,
};

/** What both registers promise, each with a title of its own. */
export function ofBoth(scenarios: (register: Register) => PortScenario[]): PortScenario[] {
  return [products, customers].flatMap(scenarios);
}

export const saving = ofBoth(({ name, needs, open }) => [
  {
    title: `puts new ${name} in the register once each, as they were sent, and answers the id of each by its key`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(3);

      await expectOneOfEach(worker, records, await worker.save(records));
    },
  },
  {
    title: `puts many ${name} in the register in as few writes as the description says`,
    needs,
    run: async (bench) => {
      const { recordsPerWrite } = bench.adapter.description;
      const worker = open(bench);
      const records = worker.records(recordsPerWrite + 1);
      const before = (await worker.registers.writes()).all;

      await expectOneOfEach(worker, records, await worker.save(records));

      // One more may be needed for what all have in common, such as their category.
      const most = Math.ceil(records.length / recordsPerWrite) + 1;
      expect((await worker.registers.writes()).all - before).toBeLessThanOrEqual(most);
    },
  },
  {
    title: `changes ${name} that have ids, and makes no second of any`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(2);
      const first = await worker.save(records);
      const changed = records.map((record) => ({ ...known(record, first), name: `${record.name} ny` }));

      const outcomes = await worker.save(changed);

      await expectOneOfEach(worker, changed, outcomes);
      for (const record of changed) expect(outcomes.get(record.key)?.erpId).toBe(record.erpId);
    },
  },
]);

export const savingAgain = ofBoth(({ name, needs, open }) => [
  {
    title: `changes nothing of ${name} when a batch that is done comes again`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(3);
      const journal = worker.journal();
      const first = await worker.save(records, journal);
      const before = await worker.snapshot();

      expect(await worker.save(records, journal)).toEqual(first);
      expect(await worker.snapshot()).toBe(before);
    },
  },
  {
    title: `saves the other ${name} of a batch when one is refused alone, names it, and takes it when it is mended`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(3);
      const [, bad] = records as [AnyRecord, AnyRecord, AnyRecord];
      const named = 'number' in bad ? bad.number : bad.name;
      const journal = worker.journal();
      await worker.registers.refuseRecord(named);

      const outcomes = await worker.saveToTheEnd(records, journal);

      const failed = outcomes.get(bad.key)?.failed;
      expect(failed).toBeInstanceOf(AccountingError);
      expect(failed).toMatchObject({ next: 'ask-a-human', refused: true });
      expect(failed?.reason.message).toContain(named);
      expect(outcomes.get(bad.key)?.erpId).toBeNull();
      expect(await worker.held(bad)).toEqual([]);
      const others = records.filter((record) => record !== bad);
      for (const { key } of others) expect(outcomes.get(key)?.failed).toBeUndefined();

      await expectOneOfEach(worker, records, await worker.saveToTheEnd(records, journal));
    },
  },
  {
    title: `cuts the texts of ${name} that are too long, says so in the log of each, and never fails for it`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const long = 'Kaffe fra fjellet, brent i går og malt i dag. '.repeat(60);
      const [short, record] = worker.records(2) as [AnyRecord, AnyRecord];
      const tooLong = { ...record, name: `${record.name} ${long}` };
      const journal = worker.journal();

      const outcomes = await worker.save([short, tooLong], journal);

      const held = await worker.heldAs(outcomes.get(tooLong.key)?.done?.erpId);
      expect(held?.name).toContain(record.name);
      expect(tooLong.name.startsWith(held?.name ?? 'it is not there')).toBe(true);
      const said = journal.notes(tooLong.key).map(({ code }) => code);
      expect(said.includes('TEXT_CUT')).toBe(held?.name !== tooLong.name);
      expect(journal.notes(short.key)).toEqual([]);
    },
  },
]);

export const savingInVain = ofBoth(({ name, needs, open }) => [
  {
    title: `leaves no ${name} while the system is down, says of each that it may be tried again, and goes through`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(2);
      const journal = worker.journal();
      await bench.goDown();

      // What all need first may fail for all: then there is nothing to tell of each.
      const ends = await worker.save(records, journal).then(
        (outcomes) => [...outcomes.values()].map(({ failed }) => failed),
        (error: unknown) => [error],
      );
      expect(ends.length).toBeGreaterThan(0);
      for (const end of ends) expect(end).toMatchObject({ next: 'retry' });
      await bench.comeBack();
      for (const record of records) expect(await worker.held(record)).toEqual([]);

      await expectOneOfEach(worker, records, await worker.saveToTheEnd(records, journal));
    },
  },
  {
    title: `sends nothing of ${name} when the worker slept until the time to send was over`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      for (const step of await worker.stepsOf(worker.newEach(2))) await sleepBefore(worker, step);
    },
  },
]);

async function sleepBefore(worker: RegisterWorker, step: string): Promise<void> {
  const records = worker.newEach(2);
  let before: string | null = null;
  const journal = worker.journal({
    sendWindowMs: 1_000,
    beforeSend: async (name) => {
      if (name !== step || before !== null) return;
      before = await worker.snapshot();
      await worker.bench.tools.clock.advance(1_001);
    },
  });

  const asleep = await worker.save(records.slice(0, 1), journal).then(
    (outcomes) => [...outcomes.values()].map(({ failed }) => failed),
    (error: unknown) => [error],
  );
  expect(asleep).toMatchObject([{ next: 'retry' }]);
  expect(await worker.snapshot()).toBe(before);

  await expectOneOfEach(worker, records, await worker.saveToTheEnd(records, journal));
}
