import { oreFromDecimal, type HostClient, type Ore } from '@accounting/port';
import { memoryTools, TestClock, TestIds, type HeldProduct, type HostBench } from '@accounting/testkit';
import { DuellApiHost, type DuellApiOptions } from '../src/index.js';
import type { ClientControl } from './control.js';
import { DEMO_CLIENT, type ProductRow } from './seed.js';
import { startDuellSimulator, type DuellSimulator } from './simulator.js';
import type { Switches } from './switches.js';

/** What a test of this adapter can reach besides what every bench has. */
export interface DuellBench extends HostBench {
  simulator: DuellSimulator;
  shop: ClientControl;
  host: DuellApiHost;
  client: HostClient;
}

/** One client of the simulator's demo world, with nothing in its first department. */
export async function duellBench(
  over: DuellApiOptions = {},
  switches: Partial<Switches> = {},
): Promise<DuellBench> {
  const clock = new TestClock();
  const simulator = await startDuellSimulator({ clock, ids: new TestIds() });
  const { control } = simulator;
  const shop = control.client(DEMO_CLIENT);
  Object.assign(shop.switches, switches);
  return {
    simulator,
    shop,
    host: new DuellApiHost(optionsFor(simulator.apiUrl, over)),
    client: {
      clientId: 'c1',
      credentials: { clientNumber: DEMO_CLIENT, clientToken: shop.clientToken },
    },
    tools: { ...memoryTools({ clock }), clock, leftOut: () => undefined },
    department: '1',
    cannotTake: {
      product: ['barcode', 'active'],
      customer: ['number', 'type', 'organisationNumber', 'active'],
    },
    addProduct: (product) => shop.addProduct(rowOf(product)),
    changePrice: (id, price) => shop.changeProduct(id, { price_inc_vat: kroner(price) }),
    deleteProduct: (id) => shop.deleteProduct(id),
    spoilProduct: (id) => shop.changeProduct(id, { price_inc_vat: 'ring for pris' }),
    addCustomer: ({ name, phone, email, street }) =>
      shop.addCustomer(defined({ customer_name: name, phone, email, primary_address: street })),
    countStock: (id, quantity) => shop.setStock('1', id, quantity),
    products: () => shop.products().map(heldProduct),
    customers: () =>
      shop.customers().map((row) => ({
        id: row.customer_id,
        name: row.customer_name,
        phone: row.phone,
        email: row.email,
        street: row.primary_address,
      })),
    stockOf: (id) => Number(shop.stockOf('1', id)),
    loseNextAnswer: ({ saved }) =>
      control.planFault({
        operation: 'write',
        fault: { kind: saved ? 'dropAfterSaving' : 'dropBeforeSaving' },
      }),
    goDown: () => control.planFault({ operation: '*', fault: { kind: 'html', status: 503 }, probability: 1 }),
    comeBack: () => control.clearFaults(),
    refuseLogin: () => {
      shop.changeToken('another-token-than-the-one-we-have-1');
      control.expireTokens();
    },
    logins: () => control.calls('getaccesstokens').length,
    close: () => simulator.stop(),
  };
}

/** Without the pauses that DUELL wants. */
export function optionsFor(apiUrl: string, over: DuellApiOptions = {}): DuellApiOptions {
  return { apiUrl, readTimeoutMs: 5_000, writeTimeoutMs: 5_000, pauseMs: 0, maxRps: 0, ...over };
}

function rowOf({ number, name, priceIncVat, vatRate }: Partial<HeldProduct>): Partial<ProductRow> {
  return defined({
    product_number: number,
    product_name: name,
    price_inc_vat: priceIncVat === undefined ? undefined : kroner(priceIncVat),
    vatrate_percent: vatRate?.toFixed(2),
  });
}

function heldProduct(row: ProductRow): HeldProduct {
  return {
    id: row.product_id,
    number: row.product_number,
    name: row.product_name,
    priceIncVat: /^\d/.test(row.price_inc_vat) ? oreFromDecimal(row.price_inc_vat) : 0,
    vatRate: Number(row.vatrate_percent),
  };
}

function kroner(ore: Ore): string {
  return (ore / 100).toFixed(2);
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
