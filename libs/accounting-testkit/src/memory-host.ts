import type { Host, HostCatalogue, HostClient, HostTools } from '@accounting/port';
import { MemoryHostCatalogue } from './memory-host-catalogue.js';
import { MemoryHostShop } from './memory-host-shop.js';

/**
 * DUELL in memory, as a host. What stands in it and what befalls it is in a test's hand; see {@link MemoryHostShop}.
 *
 * @example
 * const host = new MemoryHost({ clock });
 * const { id } = host.addProduct({ number: 'K-1000' });
 * host.loseNextAnswer({ saved: true });
 * await host.open(host.client(), tools).saveProduct('1', { id, number: 'K-1000', priceIncVat: 22_905 });
 */
export class MemoryHost extends MemoryHostShop implements Host {
  readonly credentials = [{ name: 'key', label: 'Nøkkel', secret: true, maxLength: 100 }];

  /** A client with the key it takes now. */
  client(clientId = 'c1'): HostClient {
    return { clientId, credentials: { key: this.key } };
  }

  session({ clientId }: HostClient): string {
    return `memory-host/${clientId}`;
  }

  open(client: HostClient, tools: HostTools): HostCatalogue {
    return new MemoryHostCatalogue(this, this.session(client), client, tools);
  }
}
