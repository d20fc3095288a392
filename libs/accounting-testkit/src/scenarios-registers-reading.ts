import type { PortScenario } from './bench.js';
import { RegisterWorker, type AnyRecord } from './register-worker.js';
import { ofBoth, takesCustomers, takesProducts } from './scenarios-registers.js';

const MINUTE = 60_000;

export const readingRegisters = ofBoth(({ name, needs, open }): PortScenario[] => [
  {
    title: `reads all ${name} page by page, each once, as they stand`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const records = worker.records(7);
      const outcomes = await worker.save(records);

      const read = await collect<{ id: string; name: string; active: boolean }>(worker.open()[name](null));

      const ids = read.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const record of records) {
        const found = read.find(({ id }) => id === outcomes.get(record.key)?.erpId);
        expect(found).toMatchObject(readAs(record));
      }
    },
  },
  {
    title: `reads at least those ${name} that changed since an instant, however coarsely the system keeps time`,
    needs,
    run: async (bench) => {
      const worker = open(bench);
      const { clock } = bench.tools;
      // Each second of a minute, for what is kept to the minute is rounded up or down.
      for (const seconds of [0, 20, 29, 31, 40, 59]) {
        await clock.advance(10 * MINUTE - (clock.now().getTime() % MINUTE) + seconds * 1_000);
        const since = clock.now();
        const outcomes = await worker.save(worker.records(1));
        await clock.advance(5_000);

        const read = await collect<{ id: string }>(worker.open()[name](since));

        expect(read.map(({ id }) => id)).toContain([...outcomes.values()][0]?.erpId);
      }
    },
  },
]);

export const readingChanges: PortScenario[] = [
  {
    title: 'reads a product that a person changed since',
    needs: takesProducts,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const { clock } = bench.tools;
      const outcomes = await worker.save(worker.records(2));
      const [id = ''] = [...outcomes.values()].map(({ erpId }) => erpId ?? '');
      await clock.advance(10 * MINUTE);
      const since = clock.now();
      await worker.registers.personChangesProduct(id, { name: 'Kaffe, mørkbrent' });

      const read = await collect(worker.open().products(since));

      expect(read.find((product) => product.id === id)).toMatchObject({ name: 'Kaffe, mørkbrent' });
    },
  },
  {
    title: 'tells which products are inactive, and what there is of each in stock',
    needs: (traits) => takesProducts(traits) && traits.description.capabilities.stockWrite,
    run: async (bench) => {
      const worker = RegisterWorker.ofProducts(bench);
      const [gone, here] = [...worker.records(1, { active: false }), ...worker.records(1, { stock: '12.5' })];
      const outcomes = await worker.save([gone, here].filter((record) => record !== undefined));

      const read = await collect(worker.open().products(null));

      const of = (key = '') => read.find(({ id }) => id === outcomes.get(key)?.erpId);
      expect([of(gone?.key)?.active, of(here?.key)?.active]).toEqual([false, true]);
      expect(Number(of(here?.key)?.stock)).toBe(12.5);
    },
  },
  {
    title: 'tells which customers were deleted',
    needs: takesCustomers,
    run: async (bench) => {
      const worker = RegisterWorker.ofCustomers(bench);
      const { clock } = bench.tools;
      const outcomes = await worker.save(worker.records(2));
      const [gone = '', here = ''] = [...outcomes.values()].map(({ erpId }) => erpId ?? '');
      await clock.advance(10 * MINUTE);
      const since = clock.now();
      await worker.registers.personDeletesCustomer(gone);

      const [all, changed] = [
        await collect(worker.open().customers(null)),
        await collect(worker.open().customers(since)),
      ];

      const active = (id: string) => all.find((customer) => customer.id === id)?.active;
      expect([active(gone), active(here)]).toEqual([false, true]);
      expect(changed.find(({ id }) => id === gone)).toMatchObject({ active: false });
    },
  },
];

function readAs(record: AnyRecord): object {
  if (!('number' in record)) return { name: record.name, active: true };
  return { number: record.number, name: record.name, active: record.active };
}

async function collect<Entry>(pages: AsyncIterable<Entry[]>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
