import { removeRun } from './run-folder.mjs';

export default function globalTeardown() {
  return removeRun(process.env.ACCOUNTING_TEST_RUN);
}
