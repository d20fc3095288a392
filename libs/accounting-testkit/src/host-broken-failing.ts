import { AccountingError } from '@accounting/port';
import { withCatalogue, withHost, withTools, type BrokenHost } from './host-breaking.js';
import { partsOf } from './host-broken-saving.js';
import { hostReason } from './host-reasons.js';

/** Faults that show when something goes wrong. */
export const hostsBrokenAtFailing: BrokenHost[] = [
  ...[
    'leaves one product',
    'leaves the change',
    'leaves one customer',
    'leaves the stock',
    'forgets what it knew',
  ].map((breaks) => ({
    fault: `calls a lost answer a failure that may be tried again (${breaks})`,
    breaks,
    breakIt: withCatalogue(({ catalogue }) => ({
      saveProduct: (department, product) => catalogue.saveProduct(department, product).catch(callItRetry),
      saveCustomer: (department, customer) => catalogue.saveCustomer(department, customer).catch(callItRetry),
      setStock: (department, stock) => catalogue.setStock(department, stock).catch(callItRetry),
    })),
  })),
  {
    fault: 'saves anew when the answer is lost, and does not look',
    breaks: 'leaves one product when the answer to a save is lost',
    breakIt: withCatalogue(({ catalogue, host }) => ({
      saveProduct: async (department, product) => {
        const saved = host.saves.some(
          (save) => save.kind === 'product' && save.product.number === product.number,
        );
        if (!saved) return catalogue.saveProduct(department, product);
        return { id: host.addProduct(partsOf(product)).id, notTaken: [] };
      },
    })),
  },
  {
    fault: 'asks a human while DUELL is down',
    breaks: 'may be asked again later while DUELL is down',
    breakIt: withCatalogue(({ catalogue }) => ({
      departments: () =>
        catalogue.departments().catch((error: unknown) => {
          throw error instanceof AccountingError ? new AccountingError(error.reason, 'ask-a-human') : error;
        }),
    })),
  },
  {
    fault: 'tries a refused login each time',
    breaks: 'asks a human when the login is refused',
    breakIt: withTools(() => ({ sessions: { take: (_key, login) => login() } })),
  },
  {
    fault: 'puts a secret into the key of its session',
    breaks: 'names the key of a client’s session',
    breakIt: withHost(() => ({ session: ({ credentials }) => Object.values(credentials).join() })),
  },
  {
    fault: 'writes its key into the log',
    breaks: 'writes no secret into the log',
    breakIt: withCatalogue(({ catalogue, client, tools }) => ({
      departments: () => {
        tools.exchanges.add({
          operation: 'login',
          request: JSON.stringify(client.credentials),
          response: null,
          startedAt: tools.clock.now(),
          took: 1,
        });
        return catalogue.departments();
      },
    })),
  },
];

function callItRetry(error: unknown): never {
  if (error instanceof AccountingError && error.next === 'look-up-first')
    throw new AccountingError(hostReason('HOST_DOWN', { operation: 'save' }), 'retry');
  throw error;
}
