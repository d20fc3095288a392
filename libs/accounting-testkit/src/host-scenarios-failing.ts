import type { HostCatalogue } from '@accounting/port';
import type { HostBench, HostScenario } from './host-bench.js';
import { allIn, doneInTheEnd, hostFailureOf, openAgain } from './host-expectations.js';
import { theCoffee, theCustomer } from './host-scenarios-saving.js';

type Act = (catalogue: HostCatalogue) => Promise<unknown>;

/** Everything a host is asked, by name. */
function everyCall({ department }: HostBench): Record<string, Act> {
  return {
    departments: (catalogue) => catalogue.departments(),
    products: (catalogue) => allIn(catalogue.products(department, null)),
    customers: (catalogue) => allIn(catalogue.customers(department, null)),
    stock: (catalogue) => allIn(catalogue.stock(department)),
    saveProduct: (catalogue) => catalogue.saveProduct(department, theCoffee),
    saveCustomer: (catalogue) => catalogue.saveCustomer(department, theCustomer),
    setStock: (catalogue) =>
      catalogue.setStock(department, { productId: '1', number: 'S-1', quantity: '10' }),
  };
}

/** The answer is lost once with the work done, and once without. */
async function losingEach(bench: HostBench, run: () => Promise<void>): Promise<void> {
  for (const saved of [true, false]) {
    await bench.loseNextAnswer({ saved });
    await run();
  }
}

export const hostFailing: HostScenario[] = [
  {
    title: 'leaves one product when the answer to a save is lost, and the save is done again',
    run: async (bench) => {
      let made = 0;
      await losingEach(bench, async () => {
        const product = { ...theCoffee, number: `K-${++made}` };
        const { id } = await doneInTheEnd(bench, (catalogue) =>
          catalogue.saveProduct(bench.department, product),
        );
        expect((await bench.products()).filter(({ number }) => number === product.number)).toEqual([
          expect.objectContaining({ id, priceIncVat: theCoffee.priceIncVat }),
        ]);
      });
    },
  },
  {
    title: 'leaves the change when the answer to a change is lost, and the change is done again',
    run: async (bench) => {
      const id = await bench.addProduct({ number: 'K-1' });
      let price = 20_000;
      await losingEach(bench, async () => {
        price += 1_000;
        const product = { id, number: 'K-1', priceIncVat: price };
        await doneInTheEnd(bench, (catalogue) => catalogue.saveProduct(bench.department, product));
        expect(await bench.products()).toEqual([expect.objectContaining({ id, priceIncVat: price })]);
      });
    },
  },
  {
    title: 'leaves one customer when the answer to a save is lost, and the save is done again',
    run: async (bench) => {
      let made = 0;
      await losingEach(bench, async () => {
        const customer = { ...theCustomer, name: `Kunde ${++made}` };
        const { id } = await doneInTheEnd(bench, (catalogue) =>
          catalogue.saveCustomer(bench.department, customer),
        );
        expect((await bench.customers()).filter(({ name }) => name === customer.name)).toEqual([
          expect.objectContaining({ id }),
        ]);
      });
    },
  },
  {
    title: 'leaves the stock as it was set when the answer is lost, and it is set again',
    run: async (bench) => {
      const id = await bench.addProduct({ number: 'S-1' });
      await bench.countStock(id, 8);
      let quantity = 10;
      await losingEach(bench, async () => {
        quantity += 5;
        const stock = { productId: id, number: 'S-1', quantity: String(quantity) };
        await doneInTheEnd(bench, (catalogue) => catalogue.setStock(bench.department, stock));
        expect(await bench.stockOf(id)).toBe(quantity);
      });
    },
  },
  {
    title: 'forgets what it knew when an answer is lost: the same catalogue may do it again',
    run: async (bench) => {
      const catalogue = openAgain(bench);
      const id = await bench.addProduct({ number: 'S-1' });
      let n = 0;
      const setStock: Act = () =>
        catalogue.setStock(bench.department, { productId: id, number: 'S-1', quantity: String(n) });
      const acts: Act[] = [
        () => catalogue.saveProduct(bench.department, { ...theCoffee, number: `K-${n}` }),
        () => catalogue.saveCustomer(bench.department, { ...theCustomer, name: `Kunde ${n}` }),
        setStock,
      ];
      for (const act of acts) {
        await losingEach(bench, async () => {
          n += 1;
          expect(await hostFailureOf(act(catalogue))).toMatchObject({ next: 'look-up-first' });
          await act(catalogue);
          if (act === setStock) expect(await bench.stockOf(id)).toBe(n);
        });
      }
      expect(await bench.products()).toHaveLength(1 + 2);
      expect(await bench.customers()).toHaveLength(2);
    },
  },
  {
    title: 'may be asked again later while DUELL is down, whatever it is asked',
    run: async (bench) => {
      await bench.goDown();
      for (const [name, act] of Object.entries(everyCall(bench))) {
        const { next } = await hostFailureOf(act(openAgain(bench)));
        expect([name, next]).toEqual([name, 'retry']);
      }
      await bench.comeBack();
      expect(await openAgain(bench).departments()).not.toEqual([]);
    },
  },
  {
    title: 'asks a human when the login is refused, and does not try it again',
    run: async (bench) => {
      await openAgain(bench).departments();
      const before = await bench.logins();
      await bench.refuseLogin();

      for (const [name, act] of Object.entries(everyCall(bench))) {
        const { next } = await hostFailureOf(act(openAgain(bench)));
        expect([name, next]).toEqual([name, 'ask-a-human']);
      }
      expect(await bench.logins()).toBe(before + 1);
    },
  },
  {
    title: 'names the key of a client’s session from its credentials alone, with no secret in it',
    run: async ({ host, client }) => {
      const key = host.session?.(client);
      expect(host.session?.(structuredClone(client))).toBe(key);
      for (const { name, secret } of host.credentials)
        if (secret) expect(key ?? '').not.toContain(client.credentials[name]);
      return Promise.resolve();
    },
  },
  {
    title: 'writes no secret into the log of what was exchanged, nor into an error',
    run: async (bench) => {
      for (const act of Object.values(everyCall(bench))) await act(openAgain(bench)).catch(() => undefined);
      await bench.refuseLogin();
      const failure = await hostFailureOf(openAgain(bench).departments());

      const log = JSON.stringify([bench.tools.exchanges.all, failure.reason, failure.message]);
      for (const { name, secret } of bench.host.credentials)
        if (secret) expect(log).not.toContain(bench.client.credentials[name]);
    },
  },
];
