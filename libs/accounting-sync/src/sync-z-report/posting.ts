import { type Ore, type Trace } from '@accounting/port';

/** One part of a report on its way to a line: what it is and how much, before anyone knows on which account. */
export interface Posting {
  /** Roles of the account plan that may place it, most specific first. */
  roles: readonly string[];
  /** Positive is debit. */
  amount: Ore;
  text: string;
  /** Added to the text when a more specific role than the last one places it. */
  specific?: string;
  note?: string;
  trace: Trace[];
  /** Keeps it apart from others of the same role: the reason of a pay-in, the name of a pair. */
  apart?: string;
  /** Only on sales, with the sign of `amount`. */
  sale?: { net: Ore; vat: Ore; vatRate: number };
  /** DUELL's id of the customer, for the accounting system's number of the same one. */
  customerId?: string;
  invoiceNumber?: string;
}

/** A part that is one number of the report. */
export function posting(roles: readonly string[], amount: Ore, text: string, path: string): Posting {
  return { roles, amount, text, trace: [{ path, amount }] };
}

/** The other side. Minus zero would not equal zero in a stored document. */
export function opposite(amount: Ore): Ore {
  return 0 - amount;
}
