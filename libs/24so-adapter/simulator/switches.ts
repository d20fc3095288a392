/** Where 24SevenOffice is unproven, the simulator can behave either way. */
export interface Switches {
  /** `Create(Pdf)` works. The documentation says no, the enumeration has it (fact sheet 5.2). */
  acceptsPdf: boolean;
  refusesImages: boolean;
  /** Straight to the ledger, a number that the ledger has answers DuplicateData. */
  duplicateNumberRefused: boolean;
  /** The same for drafts, against drafts and ledger: nothing says so, so off. */
  duplicateDraftNumberRefused: boolean;
  /** Posting splits gross lines: the line reads back net, and VAT lines are added. */
  splitsVat: boolean;
  /** A VAT line for each entry, with the entry's comment, instead of one for each tax number without a comment. */
  vatLinesCarryComment: boolean;
  /** Drafts and postings move the flags of the documents that carry their stamp. */
  marksPrepostedInJournal: boolean;
  /** A refused bundle comes as a SaveResponse or as a SOAP fault; both occur (fact sheet 4.2). */
  refusalsAs: 'response' | 'fault';
  /** An inbox document without a stamp is given the next one. */
  retrievalAssignsStamp: boolean;
  /** Read back on ledger lines; `InvoiceLoss` is not in the interface description, yet occurs (fact sheet 4.8). */
  systemType: string;
  /** Percent: the VAT of a category made over the API, whose account nobody has chosen yet (inferred). */
  newCategoryTaxRate: number;
  /** A `TaxRate` that is sent with a product is its own from then on; else its category's stands (fact sheet 4.6). */
  productTaxRateIsTaken: boolean;
  /** A new stock quantity counts as a change of the product. */
  stockTouchesDateChanged: boolean;
  /** Saving with the id of a product or customer that a person deleted makes it anew, instead of being refused. */
  deletedIdComesBack: boolean;
  /** A customer's id that was never seen creates it even without `ExplicitlySpecifyNewCompanyId` (open question 12). */
  unknownCompanyIdCreates: boolean;
  /** A search for what changed after an instant finds what changed at it. */
  changedAfterIncludes: boolean;
  /** What a type group's `AccountId` holds: nothing says whether it is the account's id or its number. */
  typeGroupAccountIs: 'number' | 'id';
  /** Where an order's VAT is rounded to the øre: on each row, or once for each of its rates. */
  vatRounding: 'row' | 'order';
  /** How a list without items comes: as an empty element, or with none at all (fact sheet 2.9). */
  emptyListsAre: 'empty-element' | 'left-out';
}

export function defaultSwitches(): Switches {
  return {
    acceptsPdf: false,
    refusesImages: false,
    duplicateNumberRefused: true,
    duplicateDraftNumberRefused: false,
    splitsVat: true,
    vatLinesCarryComment: false,
    marksPrepostedInJournal: true,
    refusalsAs: 'response',
    retrievalAssignsStamp: true,
    systemType: 'Miscellaneous',
    newCategoryTaxRate: 25,
    productTaxRateIsTaken: false,
    stockTouchesDateChanged: false,
    deletedIdComesBack: false,
    unknownCompanyIdCreates: false,
    changedAfterIncludes: true,
    typeGroupAccountIs: 'number',
    vatRounding: 'row',
    emptyListsAre: 'empty-element',
  };
}
