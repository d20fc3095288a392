import { type Reason } from '@accounting/port';
import { type Fault } from './transfer/command-error.js';

/**
 * Why a use case did nothing. `invalid`: what was asked can't be; `conflict`: it can't be now; `missing`: there is
 * no such thing, or the caller may not know that there is.
 */
export type RefusalKind = 'invalid' | 'conflict' | 'missing';

/** A use case says no, and why, in words for people. Nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly kind: RefusalKind,
    readonly reason: Reason,
    readonly faults: Fault[] = [],
  ) {
    super(`${reason.code}: ${reason.english}`);
  }
}
