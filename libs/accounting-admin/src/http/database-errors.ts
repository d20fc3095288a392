/** Lock waits, deadlocks, a database that starts, stops or takes no more connections. */
const PASSING_STATES = /^(08|53|57P0[1-3]|55P03|40P01|40001)/;
const PASSING_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** Will the same request most likely succeed in a moment? */
export function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (PASSING_STATES.test(code) || PASSING_ERRORS.has(code)) return true;
  if (error instanceof Error && /^(ConnectionException|OptimisticLockError)$/.test(error.name)) return true;
  return error instanceof Error && isPassing(error.cause);
}
