import type { Customer, Host, Product } from '@accounting/port';
import type { HeldCustomer, HeldProduct, HostBench } from './host-bench.js';
import { MemoryHost } from './memory-host.js';
import { memoryTools } from './memory-tools.js';
import { TestClock } from './test-clock.js';

/** The host in memory with its levers; `breakIt` puts something between it and the suite. */
export function memoryHostBench(breakIt: (host: MemoryHost) => Host = (host) => host): HostBench {
  const clock = new TestClock();
  const host = new MemoryHost({ clock });
  return {
    host: breakIt(host),
    client: host.client(),
    tools: { ...memoryTools({ clock }), clock, leftOut: () => undefined },
    department: '1',
    cannotTake: host.cannotTake,
    addProduct: (product) => host.addProduct(product).id,
    changePrice: (id, priceIncVat) => host.changeProduct(id, { priceIncVat }),
    deleteProduct: (id) => host.deleteProduct(id),
    spoilProduct: (id) => host.spoilProduct(id),
    addCustomer: ({ street, ...customer }) =>
      host.addCustomer({
        ...customer,
        ...(street === undefined
          ? {}
          : { address: { street, postalCode: '0155', city: 'Oslo', country: 'NO' } }),
      }).id,
    countStock: (id, quantity) => host.countStock(id, String(quantity)),
    products: () => host.products().map(heldProduct),
    customers: () => host.customers().map(heldCustomer),
    stockOf: (id) => Number(host.stockOf(id)),
    loseNextAnswer: (how) => host.loseNextAnswer(how),
    goDown: () => host.goDown(),
    comeBack: () => host.comeBack(),
    refuseLogin: () => void (host.key = 'en annen nokkel'),
    logins: () => host.logins,
  };
}

function heldProduct({ id, number, name, priceIncVat, vatRate }: Product): HeldProduct {
  return { id, number, name, priceIncVat, vatRate };
}

function heldCustomer({ id, name, phone = '', email = '', address }: Customer): HeldCustomer {
  return { id, name, phone, email, street: address?.street ?? '' };
}
