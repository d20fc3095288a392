import type { Host, HostCatalogue, HostClient, HostTools } from '@accounting/port';
import { DuellCatalogue } from './duell.catalogue.js';
import { DuellClient } from './duell.client.js';
import { keysOf } from './duell.keys.js';
import { settled, type DuellApiOptions, type Settled } from './duell.options.js';

/** DUELL over its public HTTP API, for a plugin that runs on its own. Its quirks are in docs/adapters/duell.md. */
export class DuellApiHost implements Host {
  readonly credentials = [
    { name: 'clientNumber', label: 'Klientnummer', secret: false, maxLength: 20 },
    { name: 'clientToken', label: 'Klienttoken', secret: true, maxLength: 200 },
  ];
  readonly callsPerSecond: number;
  private readonly options: Settled;

  constructor(options: DuellApiOptions = {}) {
    this.options = settled(options);
    this.callsPerSecond = this.options.maxRps;
  }

  session(client: HostClient): string {
    return keysOf(client).session;
  }

  open(client: HostClient, tools: HostTools): HostCatalogue {
    return new DuellCatalogue(new DuellClient(this.options, client, tools), tools);
  }
}
