import type { Host, HostCatalogue, HostClient, HostTools } from '@accounting/port';
import type { MemoryHost } from './memory-host.js';

export type BreakHost = (host: MemoryHost) => Host;

/** A host with one fault, and the promise that it breaks. */
export interface BrokenHost {
  fault: string;
  /** The title, or its beginning, of a scenario that must go red. */
  breaks: string;
  breakIt: BreakHost;
}

/** A host as a plain object, so that one thing of it can be replaced. */
export function wholeHost(host: Host): Host {
  return {
    credentials: host.credentials,
    session: (client) => host.session?.(client) ?? '',
    open: (client, tools) => host.open(client, tools),
  };
}

export function withHost(change: (host: MemoryHost) => Partial<Host>): BreakHost {
  return (host) => ({ ...wholeHost(host), ...change(host) });
}

/** What a fault may reach: the catalogue as it should be, the host behind it, and what it was opened with. */
export interface Opened {
  catalogue: HostCatalogue;
  host: MemoryHost;
  client: HostClient;
  tools: HostTools;
}

export function withCatalogue(change: (opened: Opened) => Partial<HostCatalogue>): BreakHost {
  return withHost((host) => ({
    open: (client, tools) => {
      const catalogue = host.open(client, tools);
      return { ...wholeCatalogue(catalogue), ...change({ catalogue, host, client, tools }) };
    },
  }));
}

export function withTools(change: (tools: HostTools) => Partial<HostTools>): BreakHost {
  return withHost((host) => ({
    open: (client, tools) => host.open(client, { ...tools, ...change(tools) }),
  }));
}

function wholeCatalogue(catalogue: HostCatalogue): HostCatalogue {
  return {
    departments: () => catalogue.departments(),
    products: (department, since) => catalogue.products(department, since),
    customers: (department, since) => catalogue.customers(department, since),
    stock: (department) => catalogue.stock(department),
    saveProduct: (department, product) => catalogue.saveProduct(department, product),
    saveCustomer: (department, customer) => catalogue.saveCustomer(department, customer),
    setStock: (department, stock) => catalogue.setStock(department, stock),
  };
}

/** Every page of a list, changed. */
export async function* eachPage<T>(
  list: AsyncIterable<T[]>,
  change: (page: T[]) => T[],
): AsyncGenerator<T[]> {
  for await (const page of list) {
    const changed = change(page);
    if (changed.length > 0) yield changed;
  }
}

export async function* firstPage<T>(list: AsyncIterable<T[]>): AsyncGenerator<T[]> {
  for await (const page of list) {
    yield page;
    return;
  }
}

export async function* inOnePage<T>(list: AsyncIterable<T[]>): AsyncGenerator<T[]> {
  const all: T[] = [];
  for await (const page of list) all.push(...page);
  if (all.length > 0) yield all;
}
