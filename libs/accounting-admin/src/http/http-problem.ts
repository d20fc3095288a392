import { type Reason } from '@accounting/port';
import { type Fault } from '@accounting/sync';

interface Details {
  faults?: Fault[];
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A request that is not answered, and how that is said over HTTP. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly faults: Fault[];
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly reason: Reason,
    { faults = [], headers = {}, cause }: Details = {},
  ) {
    super(`${status} ${reason.code}`, { cause });
    this.faults = faults;
    this.headers = headers;
  }
}
