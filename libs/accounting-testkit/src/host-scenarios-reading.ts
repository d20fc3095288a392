import type { HostBench, HostScenario } from './host-bench.js';
import { allIn, openAgain, pagesIn } from './host-expectations.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of the largest page there may be, so that a list has several. */
const LARGEST_PAGE = 100;
const MANY = 2 * LARGEST_PAGE + 30;

async function addMany(add: (n: number) => string | Promise<string>): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < MANY; n++) ids.push(await add(n));
  return ids;
}

function expectWholeInPages(pages: { id: string }[][], ids: string[]): void {
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) {
    expect(page.length).toBeGreaterThan(0);
    expect(page.length).toBeLessThanOrEqual(LARGEST_PAGE);
  }
  expect(pages.flatMap((page) => page.map(({ id }) => id)).sort()).toEqual([...ids].sort());
}

const products = (bench: HostBench, since: Date | null = null) =>
  openAgain(bench).products(bench.department, since);

export const hostReading: HostScenario[] = [
  {
    title: 'lists the departments',
    run: async (bench) => {
      const departments = await openAgain(bench).departments();

      expect(departments.map(({ id }) => id)).toContain(bench.department);
      for (const { name } of departments) expect(name).not.toBe('');
    },
  },
  {
    title: 'lists every product once, in pages',
    run: async (bench) => {
      const ids = await addMany((n) => bench.addProduct({ number: `M-${n}` }));

      expectWholeInPages(await pagesIn(products(bench)), ids);
    },
  },
  {
    title: 'lists every customer once, in pages',
    run: async (bench) => {
      const ids = await addMany((n) => bench.addCustomer({ name: `Kunde ${n}`, email: `${n}@example.no` }));

      expectWholeInPages(await pagesIn(openAgain(bench).customers(bench.department, null)), ids);
    },
  },
  {
    title: 'tells what a product is, to the øre',
    run: async (bench) => {
      const product = { number: 'K-1000', name: 'Kaffe 1 kg', priceIncVat: 22_905, vatRate: 15 };
      const id = await bench.addProduct(product);

      const [listed] = await allIn(products(bench));

      expect(listed).toMatchObject({ ...product, id, vatCode: '31', deleted: false });
      expect(Number.isNaN(Date.parse(listed?.updatedAt ?? ''))).toBe(false);
      expect(listed?.updatedAt).toMatch(/(Z|[+-]\d\d:\d\d)$/);
    },
  },
  {
    title: 'tells who a customer is',
    run: async (bench) => {
      const customer = { name: 'Ola Nordmann', phone: '91234567', email: 'ola@example.no' };
      const id = await bench.addCustomer({ ...customer, street: 'Storgata 1' });

      const [listed] = await allIn(openAgain(bench).customers(bench.department, null));

      expect(listed).toMatchObject({ ...customer, id, address: { street: 'Storgata 1' } });
    },
  },
  {
    title: 'lists deleted products, too, and says so',
    run: async (bench) => {
      const kept = await bench.addProduct({});
      const gone = await bench.addProduct({});
      await bench.deleteProduct(gone);

      const listed = await allIn(products(bench));

      expect(new Map(listed.map(({ id, deleted }) => [id, deleted]))).toEqual(
        new Map([
          [kept, false],
          [gone, true],
        ]),
      );
    },
  },
  {
    title: 'lists at least what changed since an instant, deletions too',
    run: async (bench) => {
      const { clock } = bench.tools;
      const changed = await bench.addProduct({});
      const deleted = await bench.addProduct({});
      await clock.advance(100 * HOUR);
      const since = clock.now();
      await bench.changePrice(changed, 12_345);
      await clock.advance(MINUTE);
      await bench.deleteProduct(deleted);
      const added = await bench.addProduct({});

      const ids = (await allIn(products(bench, since))).map(({ id }) => id);

      expect(ids).toEqual(expect.arrayContaining([changed, deleted, added]));
    },
  },
  {
    title: 'leaves out what did not change for days',
    run: async (bench) => {
      const { clock } = bench.tools;
      await bench.addProduct({});
      await bench.addCustomer({});
      await clock.advance(100 * HOUR);

      expect(await allIn(products(bench, clock.now()))).toEqual([]);
      expect(await allIn(openAgain(bench).customers(bench.department, clock.now()))).toEqual([]);
    },
  },
  {
    title: 'lists a customer that is new since an instant',
    run: async (bench) => {
      await bench.tools.clock.advance(100 * HOUR);
      const since = bench.tools.clock.now();
      const id = await bench.addCustomer({});

      const listed = await allIn(openAgain(bench).customers(bench.department, since));

      expect(listed.map((customer) => customer.id)).toEqual([id]);
    },
  },
  {
    title: 'keeps apart products that have one number',
    run: async (bench) => {
      const ids = [await bench.addProduct({ number: 'K-1' }), await bench.addProduct({ number: 'K-1' })];

      const listed = await allIn(products(bench));

      expect(listed.map(({ number }) => number)).toEqual(['K-1', 'K-1']);
      expect(listed.map(({ id }) => id).sort()).toEqual(ids.sort());
    },
  },
  {
    title: 'leaves out a row that it can’t read, tells of it, and lists the rest',
    run: async (bench) => {
      const good = await bench.addProduct({});
      const odd = await bench.addProduct({ number: 'ODD-1' });
      await bench.spoilProduct(odd);
      const told: string[] = [];
      const tools = {
        ...bench.tools,
        leftOut: ({ message }: { message: string }) => void told.push(message),
      };

      const listed = await allIn(bench.host.open(bench.client, tools).products(bench.department, null));

      expect(listed.map(({ id }) => id)).toEqual([good]);
      expect(told).toEqual([expect.stringContaining('ODD-1')]);
    },
  },
  {
    title: 'writes among the exchanges what it leaves out, when nobody else listens',
    run: async (bench) => {
      const odd = await bench.addProduct({ number: 'ODD-1' });
      await bench.spoilProduct(odd);
      const told: string[] = [];
      const leftOut = ({ message }: { message: string }) => void told.push(message);
      await allIn(
        bench.host.open(bench.client, { ...bench.tools, leftOut }).products(bench.department, null),
      );

      const deaf = { ...bench.tools, leftOut: undefined };
      await allIn(bench.host.open(bench.client, deaf).products(bench.department, null));

      expect(told).toHaveLength(1);
      expect(bench.tools.exchanges.all.map(({ response }) => response)).toContain(told[0]);
    },
  },
  {
    title: 'lists stock as decimals, with what is owed',
    run: async (bench) => {
      const half = await bench.addProduct({ number: 'S-1' });
      const owed = await bench.addProduct({ number: 'S-2' });
      await bench.countStock(half, 12.5);
      await bench.countStock(owed, -3);

      const listed = await allIn(openAgain(bench).stock(bench.department));

      const quantities = new Map(
        listed.map(({ productId, number, quantity }) => [productId, [number, quantity]]),
      );
      expect(quantities.get(half)).toEqual(['S-1', '12.5']);
      expect(quantities.get(owed)).toEqual(['S-2', '-3']);
    },
  },
];
