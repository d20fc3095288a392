import type { AdapterDescription, AdapterTools, NamedId } from './adapter.js';
import type { Customer, Product } from './documents.js';
import type { Ore } from './money.js';
import type { Reason } from './reasons.js';

/**
 * The other side: what DUELL core, or its public API, lends the plugin. Stateless, as the accounting adapters are.
 * Failures are AccountingErrors: `retry` when it may work later, `ask-a-human` when it will not, `look-up-first` when
 * the answer to a write was lost.
 */
export interface Host {
  /** What a client's connection to it needs; empty when the host is in the same process. */
  readonly credentials: AdapterDescription['credentials'];
  /** What one client may ask in a second, over all processes. Absent or 0: no limit of ours. */
  readonly callsPerSecond?: number;
  /**
   * Pure: the key under which the session vault keeps a client's login, or its refusal until that is forgotten. Holds no
   * secret in the clear. Absent: there is no login.
   */
  session?(client: HostClient): string;
  /** Opens one client's catalogue. Reads and writes nothing yet. */
  open(client: HostClient, tools: HostTools): HostCatalogue;
}

export interface HostTools extends AdapterTools {
  /** Told of each row that can't be read: the list goes on without it. Absent: it stands among the exchanges. */
  leftOut?(reason: Reason): void;
}

export interface HostClient {
  clientId: string;
  /** Fields as {@link Host.credentials} names them. Secret. */
  credentials: Record<string, string>;
}

/**
 * One client's products, customers and stock in DUELL. Lists come in pages and end; a list that was asked for as changed
 * since an instant may hold more than that, never less.
 */
export interface HostCatalogue {
  departments(): Promise<NamedId[]>;
  /** `changedSince` null: all of them, deleted ones too. */
  products(departmentId: string, changedSince: Date | null): AsyncIterable<HostProduct[]>;
  customers(departmentId: string, changedSince: Date | null): AsyncIterable<HostCustomer[]>;
  stock(departmentId: string): AsyncIterable<HostStock[]>;
  /**
   * Changes the product with that id, or makes one. Saving the same twice leaves one product. Refuses (`ask-a-human`)
   * what it could only save by a number that several products of DUELL have.
   */
  saveProduct(departmentId: string, product: ProductForHost): Promise<SavedInHost>;
  saveCustomer(departmentId: string, customer: CustomerForHost): Promise<SavedInHost>;
  /** Sets how many there are. Throws as {@link saveProduct} does. */
  setStock(departmentId: string, stock: HostStock): Promise<void>;
}

/** Left out: this host does not tell goods from services. */
export type HostProduct = Omit<Product, 'isService'> & Partial<Pick<Product, 'isService'>>;
/** Left out: this host does not tell companies from persons. */
export type HostCustomer = Omit<Customer, 'type'> & Partial<Pick<Customer, 'type'>>;

export interface HostStock {
  productId: string;
  number: string;
  /** A decimal. */
  quantity: string;
}

/** What the accounting system has of a product, on its way into DUELL. A field that is left out stays as it is. */
export interface ProductForHost {
  /** DUELL's. null: DUELL has none. */
  id: string | null;
  number: string;
  name?: string;
  priceIncVat?: Ore;
  /** Percent. Given when a product is made. */
  vatRate?: number;
  barcode?: string;
  active?: boolean;
}

/** What the accounting system has of a customer. A field that is left out stays as it is. */
export interface CustomerForHost {
  /** DUELL's. null: DUELL has none. */
  id: string | null;
  number?: string;
  type?: Customer['type'];
  name?: string;
  organisationNumber?: string;
  email?: string;
  phone?: string;
  address?: { street: string; postalCode: string; city: string };
  active?: boolean;
}

export interface SavedInHost {
  /** DUELL's id. */
  id: string;
  /** Fields that this host can't take; they are named in the log. */
  notTaken: string[];
}
