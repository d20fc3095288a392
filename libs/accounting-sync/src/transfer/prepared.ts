import { type Reason, type SettlementDocument } from '@accounting/port';
import { type FrozenOrder, type FrozenVoucher } from './frozen.js';
import { type Note } from './transfer.js';

/** What a document becomes with today's plan and settings. */
export type Prepared =
  | { is: 'held'; reason: Reason }
  /** It is not sent at all: a zero report, or the department does not send it any more. */
  | { is: 'skipped'; reason: Reason }
  /** Another one is on its way that must be there first. `retryAt`: when that one's turn is, where it has one. */
  | { is: 'waits'; reason: Reason; retryAt: Date | null }
  | PreparedVoucher
  | PreparedOrder;

export interface PreparedVoucher {
  is: 'voucher';
  notes: Note[];
  frozen: FrozenVoucher;
  /** The settlement as PDF, made from the very voucher. `preview` marks every page as not sent. */
  document(preview?: boolean): Promise<SettlementDocument>;
}

export interface PreparedOrder {
  is: 'order';
  notes: Note[];
  frozen: FrozenOrder;
}

/** The first is the transfer's reason; what else stands in the way is said in its words. */
export function inOne([first, ...others]: Reason[]): Reason {
  if (!first) throw new RangeError('What is held has a reason');
  return others.length === 0
    ? first
    : { ...first, message: [first, ...others].map(({ message }) => message).join(' ') };
}
