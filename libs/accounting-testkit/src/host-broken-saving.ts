import type { CustomerForHost, ProductForHost } from '@accounting/port';
import { withCatalogue, type BrokenHost } from './host-breaking.js';

/** Faults of what is saved. */
export const hostsBrokenAtSaving: BrokenHost[] = [
  {
    fault: 'makes a product each time',
    breaks: 'makes a product that is not there, and no second one',
    breakIt: withCatalogue(({ host }) => ({
      saveProduct: async (_, product) => {
        await Promise.resolve();
        return { id: host.addProduct(partsOf(product)).id, notTaken: [] };
      },
    })),
  },
  {
    fault: 'empties what is not given of a product',
    breaks: 'changes the product with that id, and of it only what is given',
    breakIt: withCatalogue(({ catalogue }) => ({
      saveProduct: (department, product) => catalogue.saveProduct(department, { name: '', ...product }),
    })),
  },
  {
    fault: 'saves by number, whatever the id',
    breaks: 'changes no other product than the one with that id',
    breakIt: withCatalogue(({ catalogue }) => ({
      saveProduct: (department, product) => catalogue.saveProduct(department, { ...product, id: null }),
    })),
  },
  {
    fault: 'takes the first of several products',
    breaks: 'refuses a number that several products have',
    breakIt: withCatalogue(({ catalogue, host }) => ({
      saveProduct: async (department, product) => {
        const same = host.products().filter(({ number }) => number === product.number);
        const [first] = same;
        if (same.length < 2 || !first) return catalogue.saveProduct(department, product);
        host.changeProduct(first.id, partsOf(product));
        return { id: first.id, notTaken: [] };
      },
    })),
  },
  {
    fault: 'leaves out fields of a product without a word',
    breaks: 'names the fields of a product that it can’t take',
    breakIt: withCatalogue(({ catalogue }) => ({
      saveProduct: async (department, product) => ({
        ...(await catalogue.saveProduct(department, product)),
        notTaken: [],
      }),
    })),
  },
  {
    fault: 'makes a customer each time',
    breaks: 'makes a customer who is not there, and no second one',
    breakIt: withCatalogue(({ host }) => ({ saveCustomer: (_, customer) => madeAnew(host, customer) })),
  },
  {
    fault: 'makes a customer of whom little is known each time',
    breaks: 'makes no second customer of whom little is known',
    breakIt: withCatalogue(({ catalogue, host }) => ({
      saveCustomer: (department, customer) =>
        (customer.phone ?? customer.email)
          ? catalogue.saveCustomer(department, customer)
          : madeAnew(host, customer),
    })),
  },
  {
    fault: 'takes customers of one name for one',
    breaks: 'keeps apart customers of one name',
    breakIt: withCatalogue(({ catalogue, host }) => ({
      saveCustomer: (department, customer) => {
        const known = host.customers().find(({ name }) => name === customer.name);
        return catalogue.saveCustomer(department, { ...customer, id: known?.id ?? customer.id });
      },
    })),
  },
  {
    fault: 'empties what is not given of a customer',
    breaks: 'changes the customer with that id, and of them only what is given',
    breakIt: withCatalogue(({ catalogue }) => ({
      saveCustomer: (department, customer) => catalogue.saveCustomer(department, { phone: '', ...customer }),
    })),
  },
  {
    fault: 'leaves out fields of a customer without a word',
    breaks: 'names the fields of a customer that it can’t take',
    breakIt: withCatalogue(({ catalogue }) => ({
      saveCustomer: async (department, customer) => ({
        ...(await catalogue.saveCustomer(department, customer)),
        notTaken: [],
      }),
    })),
  },
  {
    fault: 'adds to the stock instead of setting it',
    breaks: 'sets the stock, up, down and to a part',
    breakIt: withCatalogue(({ catalogue, host }) => ({
      setStock: (department, stock) => {
        const sum = Number(host.stockOf(stock.productId)) + Number(stock.quantity);
        return catalogue.setStock(department, { ...stock, quantity: String(sum) });
      },
    })),
  },
  {
    fault: 'sets the stock by number, whoever has it',
    breaks: 'refuses to set the stock of a number that several products have',
    breakIt: withCatalogue(({ host }) => ({
      setStock: async (department, stock) => {
        await Promise.resolve();
        host.countStock(stock.productId, stock.quantity, department);
      },
    })),
  },
];

export function partsOf({ number, name, priceIncVat, vatRate }: ProductForHost) {
  return { number, name: name ?? '', priceIncVat: priceIncVat ?? 0, vatRate: vatRate ?? 0 };
}

async function madeAnew(
  host: { addCustomer: (customer: { name: string; phone?: string; email?: string }) => { id: string } },
  { name = '', phone, email }: CustomerForHost,
) {
  await Promise.resolve();
  return { id: host.addCustomer({ name, phone, email }).id, notTaken: [] };
}
