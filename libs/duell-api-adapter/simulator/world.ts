import type { Clock, Ids } from '@accounting/port';
import { FaultPlan } from './faults.js';
import { Limits } from './limits.js';
import type { ClientSeed } from './seed.js';
import { Shop } from './shop.js';
import { Tokens } from './tokens.js';

export type SimulatorClock = Pick<Clock, 'now' | 'sleep'>;

export interface CallRecord {
  operation: string;
  at: Date;
  /** `answered`, `refused: …`, or either behind the kind of the fault that struck. */
  outcome: string;
}

/** Everything the simulator remembers. */
export class World {
  readonly shops = new Map<string, Shop>();
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly faults: FaultPlan;
  readonly calls: CallRecord[] = [];
  /** Where callers seem to come from: bearers are bound to it. */
  callersIp = '127.0.0.1';
  /** The firewall lets nobody through. */
  blocked = false;

  constructor(
    readonly clock: SimulatorClock,
    ids: Ids,
    seed: number,
  ) {
    this.tokens = new Tokens(ids);
    this.limits = new Limits();
    this.faults = new FaultPlan(seed);
  }

  addClient(seed: ClientSeed): Shop {
    const shop = new Shop(seed, this.clock);
    this.shops.set(shop.clientNumber, shop);
    return shop;
  }

  record(operation: string, outcome: string): void {
    this.calls.push({ operation, at: this.clock.now(), outcome });
  }
}
