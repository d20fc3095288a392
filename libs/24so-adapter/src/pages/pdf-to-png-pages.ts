import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type PageJob, type PageResult } from './page-worker.js';

interface Waiting {
  resolve(pages: Uint8Array[]): void;
  reject(error: Error): void;
}

/** In a thread of its own: a page takes some 25 ms, in which the event loop would stand still. */
let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * The pages of a PDF as PNGs, 200 dots an inch, four greys. Equal PDFs give equal bytes. Throws an Error for what is
 * no PDF.
 */
export function pdfToPngPages(pdf: Uint8Array): Promise<Uint8Array[]> {
  worker ??= startWorker();
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array[]>();
  const job: PageJob = { id: (lastId += 1), pdf };
  waiting.set(job.id, { resolve, reject });
  worker.ref();
  worker.postMessage(job);
  return promise;
}

/** Ends the thread; what it was doing is rejected. The next call starts a new one. */
export async function closePageRenderer(): Promise<void> {
  const closing = worker;
  if (!closing) return;
  giveUp(closing, new Error('The page renderer was closed'));
  await closing.terminate();
}

/** The thread alone keeps no process alive: only what is waited for does. */
function startWorker(): Worker {
  // The same ending as ours: compiled .js, in a test .ts, from which Node strips the types itself.
  const started = new Worker(join(import.meta.dirname, `page-worker${extname(import.meta.filename)}`));
  started.on('message', settle);
  started.on('error', (error: Error) => giveUp(started, error));
  started.on('exit', (code) => giveUp(started, new Error(`The page renderer ended with code ${code}`)));
  return started;
}

function settle(result: PageResult): void {
  const job = waiting.get(result.id);
  waiting.delete(result.id);
  if (waiting.size === 0) worker?.unref();
  if ('error' in result) job?.reject(new Error(`The PDF could not be rendered: ${result.error}`));
  else job?.resolve(result.pages);
}

function giveUp(ended: Worker, error: Error): void {
  if (worker !== ended) return;
  worker = undefined;
  for (const job of waiting.values()) job.reject(error);
  waiting.clear();
}
