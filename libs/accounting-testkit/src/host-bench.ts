import type { Host, HostClient, HostTools, Ore } from '@accounting/port';
import type { MemoryTools } from './memory-tools.js';
import type { TestClock } from './test-clock.js';

/**
 * One client's products, customers and stock in DUELL, none at the start, behind a host under test; and the levers that
 * reach behind the port.
 */
export interface HostBench {
  host: Host;
  client: HostClient;
  tools: MemoryTools & HostTools & { clock: TestClock };
  /** Id of a department that there is. */
  department: string;
  /** Fields of a product, of a customer, that this host can't take. */
  cannotTake: { product: string[]; customer: string[] };
  /** A person makes a product in DUELL, with a number that others may have. Returns its id. */
  addProduct: (product: Partial<HeldProduct>) => string | Promise<string>;
  changePrice: (id: string, price: Ore) => void | Promise<void>;
  deleteProduct: (id: string) => void | Promise<void>;
  /** The product's row becomes one that can't be read. */
  spoilProduct: (id: string) => void | Promise<void>;
  addCustomer: (customer: Partial<HeldCustomer>) => string | Promise<string>;
  countStock: (id: string, quantity: number) => void | Promise<void>;
  /** What DUELL itself holds. */
  products: () => HeldProduct[] | Promise<HeldProduct[]>;
  customers: () => HeldCustomer[] | Promise<HeldCustomer[]>;
  stockOf: (id: string) => number | Promise<number>;
  /** The answer to the next write is lost. */
  loseNextAnswer: (how: { saved: boolean }) => void | Promise<void>;
  goDown: () => void | Promise<void>;
  comeBack: () => void | Promise<void>;
  /** The credentials are not taken any more, and whoever is logged in is logged out. */
  refuseLogin: () => void | Promise<void>;
  /** How many logins were tried. */
  logins: () => number | Promise<number>;
  close?: () => void | Promise<void>;
}

export interface HeldProduct {
  id: string;
  number: string;
  name: string;
  priceIncVat: Ore;
  vatRate: number;
}

export interface HeldCustomer {
  id: string;
  name: string;
  phone: string;
  email: string;
  street: string;
}

/** One promise of the host port, executable. It is given an empty DUELL, and rejects when the host breaks it. */
export interface HostScenario {
  title: string;
  run: (bench: HostBench) => Promise<void>;
}
