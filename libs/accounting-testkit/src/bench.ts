import type {
  AccountingAdapter,
  AdapterDescription,
  AdapterTools,
  CivilDate,
  ErpConnection,
  Voucher,
} from '@accounting/port';
import type { OrdersBench, RegistersBench } from './bench-sales.js';
import type { TestClock } from './test-clock.js';

/**
 * One company's books, empty at the start, behind an adapter under test; and the levers that reach behind the port.
 *
 * The company has the accounts and VAT codes of `aVoucher`, unless `voucher` makes others; it has no account 9999.
 */
export interface Bench {
  adapter: AccountingAdapter;
  connection: ErpConnection;
  tools: AdapterTools & { clock: TestClock };
  /** A voucher these books take, where they number accounts and VAT otherwise. */
  voucher?: (over: Partial<Voucher>) => Voucher;
  /** Every voucher and draft the system itself holds, a person's too. */
  held: () => HeldVoucher[] | Promise<HeldVoucher[]>;
  /** Every document it holds, on a voucher or loose. */
  documentCount: () => number | Promise<number>;
  /** The answer to the next write that leaves something there is lost. */
  loseNextAnswer: (how: Loss) => void | Promise<void>;
  goDown: () => void | Promise<void>;
  comeBack: () => void | Promise<void>;
  /** The accountant approves the draft, or deletes it. */
  accountantPosts: (marker: string) => void | Promise<void>;
  accountantDeletes: (marker: string) => void | Promise<void>;
  /** A person posts a voucher of their own, and takes the number that was next. */
  personTakesNumber: () => void | Promise<void>;
  /** Where the description says `products`, `customers` or `orders`. */
  registers?: RegistersBench;
  /** Where the description says `orders`. */
  orders?: OrdersBench;
  close?: () => void | Promise<void>;
}

/** What becomes of a write whose answer is lost. */
export interface Loss {
  saved: boolean;
  /** It is saved so many milliseconds after the connection dropped. */
  savedLater?: number;
}

/** A voucher as the system holds it: the lines that were sent, without those it makes itself, such as VAT. */
export interface HeldVoucher {
  state: 'draft' | 'posted';
  date: CivilDate;
  lines: {
    account: string;
    vatCode: string;
    department?: string | undefined;
    /** Gross; positive is debit. */
    amount: number;
    /** What a person sees at the line. */
    text: string;
  }[];
  documents: { bytes: Uint8Array }[];
}

/** What decides which promises apply. */
export interface BooksTraits {
  description: AdapterDescription;
  /** A second voucher in the ledger with a taken number is refused, so that two tries with one number exclude each other. */
  numbersExclude: boolean;
}

/** One promise of the port, executable. It is given empty books, and rejects when they break it. */
export interface PortScenario {
  title: string;
  /** false: these books are not asked. */
  needs?: (traits: BooksTraits) => boolean;
  run: (bench: Bench) => void | Promise<void>;
}
