/** What a host decides, and where 24SevenOffice is. */
export interface TwentyFourSoOptions extends Partial<Assumptions> {
  /** Scheme and host; the paths are the vendor's own. */
  apiUrl: string;
  webservicesUrl: string;
  /** Belongs to the integration, not to a customer (fact sheet 3.1). null: not configured yet. */
  applicationId: string | null;
  /** Calls a second for one credential over all processes; 0: no limit of ours. */
  maxRps: number;
  readTimeoutMs: number;
  writeTimeoutMs: number;
  /** How long after a lost write's own time-out it is asked for. */
  settleAfterMs: number;
  /** Bytes of an answer that is read; as many as carry.ts takes when nothing is said. */
  largestAnswer?: number;
}

/**
 * What we infer about 24SevenOffice and nobody has proven yet. Each stands here, can be switched, and has its
 * question in docs/adapters/24so.md; numbers are those of the fact sheet, section 10.
 */
export interface Assumptions {
  /** 1: what `Entry.TaxNo` holds. */
  taxNoIs: 'number' | 'id';
  /** 2: how a sales line reads back from the ledger. `net-or-gross` takes either. */
  ledgerReads: 'net-or-gross' | 'net' | 'gross';
  /** 3: what `Transaction.TransactionTypeId` is in the list of voucher types. */
  transactionTypeIs: 'TypeId' | 'TypeNo';
  /** 5: a number that the ledger has in the same series and year is refused. */
  numbersExclude: boolean;
  /** 10: a stamp without PrepostedInJournal and PostedInJournal proves that there is no draft. Else it proves nothing. */
  draftFlagsProveAbsence: boolean;
  /**
   * A read of a list that answers without its result element: an empty list (fact sheet 2.9), or broken (3.3 e). It is
   * asked once more before the list is taken for empty. Any other answer without its result is broken.
   */
  absentResultIs: 'empty-list' | 'broken';

  /** 6: how many products or customers one save takes. Nothing documents a limit. */
  recordsPerWrite: number;
  /** Fact sheet 2.11 and 13: what a change stamp, and so a search for changes, is told in. */
  stampsAre: 'UTC' | 'Oslo';
  /**
   * A record that comes back with an error of the database's own is not worked on any more: what is seen right then is
   * what became of it. Else it counts as lost.
   */
  databaseErrorEndsIt: boolean;
  /** A product's VAT hangs on its category; whether a `TaxRate` that is sent counts, nothing says. */
  productTaxRate: 'sent' | 'not-sent';
  /** Which of a product's two costs DUELL's cost price is. */
  costPriceIs: 'InPrice' | 'Cost';
  /** A product whose stock DUELL sends is said to be stock-controlled. */
  stockControlled: 'with-stock' | 'left-alone';
  /** Where a row of an order has the VAT of its sale, and not of its product. */
  rowVatBy: 'TaxSettings' | 'none';
}

const ASSUMPTIONS: Assumptions = {
  taxNoIs: 'number',
  ledgerReads: 'net-or-gross',
  transactionTypeIs: 'TypeId',
  numbersExclude: true,
  draftFlagsProveAbsence: false,
  absentResultIs: 'empty-list',
  recordsPerWrite: 100,
  stampsAre: 'UTC',
  databaseErrorEndsIt: true,
  productTaxRate: 'sent',
  costPriceIs: 'InPrice',
  stockControlled: 'with-stock',
  rowVatBy: 'TaxSettings',
};

/** Options with every assumption filled in. */
export type Settled = TwentyFourSoOptions & Assumptions;

export function settled(options: TwentyFourSoOptions): Settled {
  return { ...ASSUMPTIONS, ...options };
}
