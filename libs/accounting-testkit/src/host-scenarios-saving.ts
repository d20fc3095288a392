import type { CustomerForHost, HostCatalogue, ProductForHost } from '@accounting/port';
import type { HostBench, HostScenario } from './host-bench.js';
import { everythingIn, hostFailureOf, openAgain } from './host-expectations.js';

const coffee: ProductForHost & { priceIncVat: number } = {
  id: null,
  number: 'K-1000',
  name: 'Kaffe 1 kg',
  priceIncVat: 22_905,
  vatRate: 15,
};
const ola: CustomerForHost = {
  id: null,
  name: 'Ola Nordmann',
  phone: '912 34 567',
  email: 'ola@example.no',
  address: { street: 'Storgata 1', postalCode: '0155', city: 'Oslo' },
};

/** Of whom nothing is known but where they live. */
const unknown: CustomerForHost = { id: null, name: ola.name, address: ola.address };

export const theCoffee = coffee;
export const theCustomer = ola;

const save = (bench: HostBench, product: ProductForHost, catalogue: HostCatalogue = openAgain(bench)) =>
  catalogue.saveProduct(bench.department, product);
const saveCustomer = (bench: HostBench, customer: CustomerForHost, catalogue = openAgain(bench)) =>
  catalogue.saveCustomer(bench.department, customer);

export const hostSaving: HostScenario[] = [
  {
    title: 'makes a product that is not there, and no second one when it is saved twice',
    run: async (bench) => {
      const catalogue = openAgain(bench);
      const { id } = await save(bench, coffee, catalogue);
      const { number, name, priceIncVat, vatRate } = coffee;
      const held = [{ id, number, name, priceIncVat, vatRate }];
      expect(await bench.products()).toEqual(held);

      expect(await save(bench, coffee, catalogue)).toMatchObject({ id });
      expect(await save(bench, coffee)).toMatchObject({ id });
      expect(await save(bench, { ...coffee, id })).toMatchObject({ id });

      expect(await bench.products()).toEqual(held);
    },
  },
  {
    title: 'changes the product with that id, and of it only what is given',
    run: async (bench) => {
      const held = { number: 'K-1', name: 'Kaffe', priceIncVat: 10_000, vatRate: 15 };
      const id = await bench.addProduct(held);
      const catalogue = openAgain(bench);

      await save(bench, { id, number: 'K-1', priceIncVat: 11_050 }, catalogue);
      expect(await bench.products()).toEqual([{ ...held, id, priceIncVat: 11_050 }]);
      await save(bench, { id, number: 'K-1', name: 'Kaffe, malt' }, catalogue);

      expect(await bench.products()).toEqual([{ ...held, id, priceIncVat: 11_050, name: 'Kaffe, malt' }]);
    },
  },
  {
    title: 'changes no other product than the one with that id',
    run: async (bench) => {
      const meant = await bench.addProduct({ number: 'K-1' });
      const other = await bench.addProduct({ number: 'K-2', priceIncVat: 10_000 });

      // Whether a host can give a product another number is its own affair.
      await save(bench, { id: meant, number: 'K-2', priceIncVat: 99_900 }).catch(askedAHuman);

      const held = await bench.products();
      expect(held.map(({ id }) => id).sort()).toEqual([meant, other].sort());
      expect(held.find(({ id }) => id === other)).toMatchObject({ priceIncVat: 10_000 });
    },
  },
  {
    title: 'refuses a number that several products have, names them, and changes nothing',
    run: async (bench) => {
      const ids = [
        await bench.addProduct({ number: 'K-1000' }),
        await bench.addProduct({ number: 'K-1000' }),
      ];
      const before = await everythingIn(bench);

      const failure = await hostFailureOf(save(bench, coffee));

      expect(failure.next).toBe('ask-a-human');
      for (const id of ids) expect(failure.reason.message).toContain(id);
      expect(await everythingIn(bench)).toBe(before);
    },
  },
  {
    title: 'names the fields of a product that it can’t take',
    run: async (bench) => {
      const { notTaken } = await save(bench, { ...coffee, barcode: '7038010000027', active: false });

      expect(notTaken.sort()).toEqual([...bench.cannotTake.product].sort());
    },
  },
  {
    title: 'makes a customer who is not there, and no second one when saved twice',
    run: async (bench) => {
      const catalogue = openAgain(bench);
      const { id } = await saveCustomer(bench, ola, catalogue);
      const held = [
        { id, name: 'Ola Nordmann', phone: '91234567', email: 'ola@example.no', street: 'Storgata 1' },
      ];
      expect(await bench.customers()).toEqual(held);

      expect(await saveCustomer(bench, ola, catalogue)).toMatchObject({ id });
      expect(await saveCustomer(bench, ola)).toMatchObject({ id });
      expect(await saveCustomer(bench, { ...ola, id })).toMatchObject({ id });

      expect(await bench.customers()).toEqual(held);
    },
  },
  {
    title: 'makes no second customer of whom little is known',
    run: async (bench) => {
      const first = await saveCustomer(bench, unknown);

      expect(await saveCustomer(bench, unknown)).toEqual(first);
      expect(await bench.customers()).toHaveLength(1);
    },
  },
  {
    title: 'keeps apart customers of one name who share neither phone nor e-mail',
    run: async (bench) => {
      await saveCustomer(bench, ola);
      await saveCustomer(bench, { ...ola, phone: '40000001', email: 'ola.n@example.no' });
      await saveCustomer(bench, unknown);
      await saveCustomer(bench, { ...unknown, address: { street: 'Ås 2', postalCode: '1430', city: 'Ås' } });

      expect(await bench.customers()).toHaveLength(4);
    },
  },
  {
    title: 'changes the customer with that id, and of them only what is given',
    run: async (bench) => {
      const held = { name: 'Kari Nordmann', phone: '40000002', email: 'kari@example.no', street: 'Ås 2' };
      const id = await bench.addCustomer(held);

      await saveCustomer(bench, { id, email: 'kari.n@example.no' });

      expect(await bench.customers()).toEqual([{ ...held, id, email: 'kari.n@example.no' }]);
    },
  },
  {
    title: 'names the fields of a customer that it can’t take',
    run: async (bench) => {
      const { notTaken } = await saveCustomer(bench, {
        ...ola,
        number: '10042',
        type: 'company',
        organisationNumber: '999888777',
        active: false,
      });

      expect(notTaken.sort()).toEqual([...bench.cannotTake.customer].sort());
    },
  },
  {
    title: 'sets the stock, up, down and to a part, and twice to the same',
    run: async (bench) => {
      const id = await bench.addProduct({ number: 'S-1' });
      await bench.countStock(id, 8);
      const catalogue = openAgain(bench);

      for (const quantity of ['10', '10', '2.5', '-1', '0', '7']) {
        await catalogue.setStock(bench.department, { productId: id, number: 'S-1', quantity });
        expect(await bench.stockOf(id)).toBe(Number(quantity));
        await openAgain(bench).setStock(bench.department, { productId: id, number: 'S-1', quantity });
        expect(await bench.stockOf(id)).toBe(Number(quantity));
      }
    },
  },
  {
    title: 'refuses to set the stock of a number that several products have, and names them',
    run: async (bench) => {
      const first = await bench.addProduct({ number: 'S-1' });
      const second = await bench.addProduct({ number: 'S-1' });
      const before = await everythingIn(bench);

      const stock = { productId: second, number: 'S-1', quantity: '10' };
      const failure = await hostFailureOf(openAgain(bench).setStock(bench.department, stock));

      expect(failure.next).toBe('ask-a-human');
      for (const id of [first, second]) expect(failure.reason.message).toContain(id);
      expect(await everythingIn(bench)).toBe(before);
    },
  },
];

function askedAHuman(error: unknown): void {
  expect(error).toMatchObject({ next: 'ask-a-human' });
}
