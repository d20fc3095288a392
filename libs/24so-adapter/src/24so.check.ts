import type { Check, Reason } from '@accounting/port';

/** A looked-at thing that is well. */
export function ok(code: string, message: string): Check {
  return { code, status: 'ok', message, fix: null, who: 'butikk' };
}

/** A looked-at thing that is not, with what to do about it. */
export function notOk({ code, message, fix, who }: Reason, status: 'failed' | 'warning' = 'failed'): Check {
  return { code, status, message, fix, who };
}
