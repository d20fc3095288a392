import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The project's folder: where package.json stands, whether this runs from the sources or from dist. */
export const PROJECT_ROOT = rootAbove(import.meta.dirname);

const { version } = createRequire(import.meta.url)(join(PROJECT_ROOT, 'package.json')) as { version: string };

/** Printed on documents and in `GET /`. */
export const SYSTEM = { name: 'DUELL regnskap', version };

function rootAbove(folder: string): string {
  // dist/apps/accounting/apps/accounting/src, or apps/accounting/src.
  const inDist = folder.split(/[\\/]/).includes('dist');
  return join(folder, ...Array<string>(inDist ? 6 : 3).fill('..'));
}
