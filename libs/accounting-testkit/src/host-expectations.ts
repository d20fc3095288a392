import { AccountingError, type HostCatalogue } from '@accounting/port';
import type { HostBench } from './host-bench.js';

/** Opened anew, as by another process: nothing is remembered. */
export function openAgain({ host, client, tools }: HostBench): HostCatalogue {
  return host.open(client, tools);
}

export async function pagesIn<T>(list: AsyncIterable<T[]>): Promise<T[][]> {
  const pages: T[][] = [];
  for await (const page of list) pages.push(page);
  return pages;
}

export async function allIn<T>(list: AsyncIterable<T[]>): Promise<T[]> {
  return (await pagesIn(list)).flat();
}

/** The error that crosses the port. */
export async function hostFailureOf(promise: Promise<unknown>): Promise<AccountingError> {
  const failure: unknown = await promise.then(
    () => new Error('It went through'),
    (error: unknown) => error,
  );
  if (!(failure instanceof AccountingError)) throw failure;
  return failure;
}

/** Everything DUELL holds, to see that nothing of it changed. */
export async function everythingIn(bench: HostBench): Promise<string> {
  const products = await bench.products();
  const stock: number[] = [];
  for (const { id } of products) stock.push(await bench.stockOf(id));
  return JSON.stringify([products, stock, await bench.customers()]);
}

/** Does it, and, when its answer is lost, does it again as another process would. */
export async function doneInTheEnd<T>(
  bench: HostBench,
  act: (catalogue: HostCatalogue) => Promise<T>,
): Promise<T> {
  const failure = await hostFailureOf(act(openAgain(bench)));
  expect(failure).toMatchObject({ next: 'look-up-first' });
  return act(openAgain(bench));
}
