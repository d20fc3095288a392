/** Where DUELL's API is unproven, the simulator can behave either way. */
export interface Switches {
  /** Rows of a page at most, whatever `length` says. */
  pageCap: number;
  /** Filters that do what they say. The rest have no effect, as on a live account; `product/list` knows more here. */
  workingFilters: string[];
  /** Filters that answer with nothing, whatever there is. */
  emptyFilters: string[];
  /** What `quantity` of `product/adjust-stock` does to the stock. */
  adjustStock: 'subtracts' | 'adds' | 'sets';
  /** Whether `product_id` in `product/save` is understood. Else it is refused. */
  saveTakesProductId: boolean;
  /** What `product/save` does with a number that is there: changes the product, or makes a second one. */
  saveOfKnownNumber: 'changes' | 'adds';
  /** Whether what was saved is answered with its id. */
  tellsSavedId: boolean;
  /** Whether deleted products come only when asked for by `filter[is_deleted]`. */
  deletedApart: boolean;
  /** Whether lists tell how many there are. */
  tellsTotal: boolean;
  /** Zone of `updated_at` and its like. */
  zone: 'Europe/Oslo' | 'UTC';
  /** Whether a refusal's code is its HTTP status too. Else it comes with 200. */
  refusesByHttp: boolean;
}

export function defaultSwitches(): Switches {
  return {
    pageCap: 100,
    workingFilters: ['view_on_webshop', 'category_id', 'is_deleted'],
    emptyFilters: [],
    adjustStock: 'subtracts',
    saveTakesProductId: false,
    saveOfKnownNumber: 'changes',
    tellsSavedId: true,
    deletedApart: true,
    tellsTotal: true,
    zone: 'Europe/Oslo',
    refusesByHttp: true,
  };
}
