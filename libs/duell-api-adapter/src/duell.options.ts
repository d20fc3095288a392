/** What an installation decides, and where DUELL is. */
export interface DuellApiOptions extends Partial<Assumptions> {
  /** `https://api.duell.no/v1` */
  apiUrl?: string;
  readTimeoutMs?: number;
  writeTimeoutMs?: number;
  /** Rows asked for at once. DUELL gives 100 at most, whatever is asked. */
  pageSize?: number;
  /** Between two pages of a list; DUELL's own plugin waits as long. */
  pauseMs?: number;
  /** Calls a second for one client over all processes; 0: no limit of ours. */
  maxRps?: number;
  /** How long a list that was read to find one row in it serves for the next one. */
  rememberMs?: number;
  /** The category (varegruppe) of a product that is made here: found by name, else made. null: it is sent without. */
  newProductCategory?: string | null;
}

/** Filters of DUELL's lists that we could make use of. */
export type Filter = 'product_number' | 'last_update_date' | 'customer_phone' | 'customer_email';

/**
 * What we infer about DUELL's API and nobody has proven yet. Each stands here, can be switched, and has its question in
 * docs/adapters/duell.md.
 */
export interface Assumptions {
  /**
   * Filters believed to find exactly what they say. On a live account only two others did, and some gave nothing where
   * there was something; so none is believed, and the whole list is read instead.
   */
  trustedFilters: Filter[];
  /** Whether `product/save` changes the product whose id it is given. `number`: the id is not sent. */
  productsAreSavedBy: 'number' | 'id';
  /** A deleted product counts as having its number: a save by that number might reach it. */
  deletedKeepNumbers: boolean;
  /** What `quantity` of `product/adjust-stock` does. DUELL's own plugins send what was sold, to have it taken off. */
  adjustStock: 'subtracts' | 'adds' | 'sets';
  /** Which of the two figures is how many there are. */
  stockIs: 'stock' | 'actual_stock';
  /** Where the fields of `PUT customer` stand. DUELL's own plugin puts them into the address; whoever reads only a body answers yes to an empty one, too. */
  customerGoesIn: 'query' | 'json' | 'both';
  /** The phone of a customer of whom none is known. null: no phone is sent. */
  unknownPhone: string | null;
  /** The zone of times without an offset. */
  timesAreIn: 'Europe/Oslo' | 'UTC';
  /** So much earlier is a change still taken for new: for another zone than assumed, and for clocks that differ. */
  changedOverlapMs: number;
  /** The standard VAT code of rate 0, which can be 5, 6, 51 or 52. */
  zeroRateCode: string;
}

const ASSUMPTIONS: Assumptions = {
  trustedFilters: [],
  productsAreSavedBy: 'number',
  deletedKeepNumbers: true,
  adjustStock: 'subtracts',
  stockIs: 'stock',
  customerGoesIn: 'both',
  unknownPhone: '99999999',
  timesAreIn: 'Europe/Oslo',
  changedOverlapMs: 3 * 3_600_000,
  zeroRateCode: '5',
};

const DEFAULTS = {
  apiUrl: 'https://api.duell.no/v1',
  readTimeoutMs: 30_000,
  writeTimeoutMs: 60_000,
  pageSize: 100,
  pauseMs: 500,
  maxRps: 2,
  rememberMs: 60_000,
  newProductCategory: 'DIVERSE' as string | null,
};

/** Options with everything filled in. */
export type Settled = typeof DEFAULTS & Assumptions;

export function settled(options: DuellApiOptions): Settled {
  const all = { ...DEFAULTS, ...ASSUMPTIONS, ...options };
  return {
    ...all,
    apiUrl: all.apiUrl.replace(/\/+$/, ''),
    pageSize: Math.min(Math.max(1, all.pageSize), 100),
  };
}
