import { AccountingError, type Clock, type Reason, type SendPermit } from '@accounting/port';
import { reason } from './transfer-reasons.js';

/** Between the commit of an intent and the moment its bytes must have left. */
export const SEND_WINDOW_MS = 20_000;

/** The right to send, for a short time: told by the monotonic clock, which no correction of the time can fool. */
export class SendWindow implements SendPermit {
  /** When the bytes were about to leave; null: they never were. */
  sentAt: Date | null = null;
  private readonly ends: number;
  /** Nothing leaves: what is to be sent is not wanted any more. */
  private closed: AccountingError | null = null;

  /** @param laneSafeUntil reading of the monotonic clock until which the lane is ours for sure. */
  constructor(
    private readonly clock: Clock,
    laneSafeUntil: number,
  ) {
    this.ends = Math.min(clock.monotonic() + SEND_WINDOW_MS, laneSafeUntil);
  }

  close(why: Reason): void {
    this.closed = new AccountingError(why, 'ask-a-human');
  }

  check(): void {
    if (this.closed) throw this.closed;
    if (this.clock.monotonic() > this.ends) throw new AccountingError(reason('SEND_WINDOW_CLOSED'), 'retry');
    this.sentAt = this.clock.now();
  }
}
