import { type AccountingAdapter, type Clock, type Host, type Ids } from '@accounting/port';
import { type Seal } from './connection/seal.js';

/** What the host decides about a client. */
export interface AccountingHost {
  /** Ids of the adapters that a client may use ("modulen 24sevenoffice i DUELL"); null or no function: all. */
  allowedAdapters?(clientId: string): string[] | null;
  /** DUELL's products, customers and stock, to be read and, where the accounting system is master, written. */
  catalogue?: Host;
}

/** What comes into the application from outside: the ERPs, time, ids, secrets and the host. One value, no reads elsewhere. */
export class Environment {
  constructor(
    readonly adapters: readonly AccountingAdapter[],
    readonly clock: Clock,
    readonly ids: Ids,
    readonly seal: Seal,
    readonly host: AccountingHost,
    /** Printed on documents: `DUELL regnskap 0.1.0`. */
    readonly system: { name: string; version: string },
  ) {}
}
