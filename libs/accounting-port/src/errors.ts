import type { Reason } from './reasons.js';

/** What may happen after a failure without asking anyone. The worker switches on this alone. */
export type Next =
  /** Nothing was done there: the same may be tried again, later. */
  | 'retry'
  /** It may have been done: proof is sought before anything is sent again. */
  | 'look-up-first'
  /** Nothing was done there, and trying again will not help until someone mends it. */
  | 'ask-a-human';

interface Details {
  /** With `retry`: not before this instant, for instance the end of a quarantine. */
  retryAt?: Date;
  /** The document was understood and refused by the accounting system, rather than stopped by us before it went. */
  refused?: boolean;
  cause?: unknown;
}

/** Every failure that crosses the port. */
export class AccountingError extends Error {
  override readonly name = 'AccountingError';
  readonly retryAt: Date | undefined;
  readonly refused: boolean;

  constructor(
    readonly reason: Reason,
    readonly next: Next,
    { retryAt, refused = false, cause }: Details = {},
  ) {
    super(`${reason.code}: ${reason.english}`, { cause });
    this.retryAt = retryAt;
    this.refused = refused;
  }

  get code(): string {
    return this.reason.code;
  }
}
