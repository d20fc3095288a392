import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Runs `work` so that everything logged, queued or asked of an ERP within it carries the id. */
export function correlated<T>(id: string, work: () => T): T {
  return storage.run(id, work);
}

/** The id that follows a document from HTTP or job through command, queue and SOAP call; null outside of any. */
export function currentCorrelation(): string | null {
  return storage.getStore() ?? null;
}
