import { extname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type * as GreyPng from './grey-png.js';

/** What the worker is asked, and what it answers. */
export interface PageJob {
  id: number;
  pdf: Uint8Array;
}

export type PageResult = { id: number; pages: Uint8Array[] } | { id: number; error: string };

const DOTS_PER_INCH = 200;
const POINTS_PER_INCH = 72;

// In the build this file is .js, in a test it is the source. Node strips the types from a source by itself, but does
// not find a .ts by the name .js: the neighbour is named by our own ending.
const neighbour = new URL(`./grey-png${extname(import.meta.filename)}`, import.meta.url);
const { greyPng } = (await import(neighbour.href)) as typeof GreyPng;

let library: Promise<PDFiumLibrary> | undefined;
let lastJob = Promise.resolve();

// One job after the other: PDFium is not made for two documents at a time.
parentPort?.on('message', (job: PageJob) => {
  lastJob = lastJob.then(() => answer(job));
});

async function answer({ id, pdf }: PageJob): Promise<void> {
  try {
    const pages = await pagesOf(pdf);
    const result: PageResult = { id, pages };
    // Handed over, not copied.
    parentPort?.postMessage(
      result,
      pages.map(({ buffer }) => buffer),
    );
  } catch (error) {
    // What failed may have left the library in any state: the next document gets a new one.
    library = undefined;
    const result: PageResult = { id, error: error instanceof Error ? error.message : String(error) };
    parentPort?.postMessage(result);
  }
}

async function pagesOf(pdf: Uint8Array): Promise<Uint8Array<ArrayBuffer>[]> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(pdf);
  try {
    const pages: Uint8Array<ArrayBuffer>[] = [];
    for (const page of document.pages()) {
      const scale = DOTS_PER_INCH / POINTS_PER_INCH;
      const picture = await page.render({ scale, colorSpace: 'Gray', render: 'bitmap' });
      pages.push(greyPng({ ...picture, dotsPerInch: DOTS_PER_INCH }));
    }
    return pages;
  } finally {
    document.destroy();
  }
}
