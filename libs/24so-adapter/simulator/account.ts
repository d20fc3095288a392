import { type Books } from './books.js';
import { toCivilDate, toDecimal } from './formats.js';
import { type BundleListIn, type CheckedBundle, checkBundles, Refusal } from './rules.js';
import { STRICTER } from './read.js';
import { accountIdOf } from './seed.js';
import { SoapFault } from './soap.js';
import { type Handler } from './visit.js';

interface SaveResponse {
  Type: 'Ok' | 'DuplicateData' | 'Exception';
  Description: string;
}

export const account: Record<string, Handler> = {
  /** All or nothing; whether the service is so with several vouchers is unknown (fact sheet 4.2). */
  SaveBundleList({ BundleList: list }: { BundleList?: BundleListIn }, { books, now }): SaveResponse {
    try {
      if (!list) throw new Refusal('BundleIsEmptyException', 'There is no bundle to save');
      const bundles = checkBundles(list, books);
      const ledger = list.SaveOption === 0;
      const duplicate = duplicateIn(bundles, ledger, books);
      if (duplicate !== undefined) {
        return { Type: 'DuplicateData', Description: `Voucher ${duplicate} is already in use` };
      }
      for (const bundle of bundles) save(bundle, ledger, books, now);
      return { Type: 'Ok', Description: '' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (books.switches.refusalsAs === 'fault') throw SoapFault.because(error.message);
      return { Type: 'Exception', Description: error.message };
    }
  },

  /** Does not reserve. A year that is not set up answers -100, an unknown series -1 (fact sheet 4.2, low confidence). */
  GetEntryId({ argEntryId }: { argEntryId?: { Date: string; SortNo: number } }, { books }) {
    if (!argEntryId) return undefined;
    const { Date: date, SortNo: series } = argEntryId;
    const day = toCivilDate(date);
    if (!day) throw SoapFault.because(`${date} is not a day without time and offset. ${STRICTER}`);
    const year = books.yearOf(day);
    const known = books.chart.series.some(({ id }) => id === series);
    const number = !year ? -100 : known ? books.nextNumber(year, series) : -1;
    return { Date: date, SortNo: series, EntryNo: number };
  },

  /** Account numbers are shorts here, so those above 32767 are not listed (fact sheet 2.13). */
  GetAccountList: (_body: object, { books: { chart } }) => ({
    AccountData: chart.accounts
      .filter(({ number }) => number <= 32_767)
      .map(({ number, name, taxNo = '0' }) => ({
        AccountId: accountIdOf(number),
        AccountNo: number,
        AccountName: name,
        AccountTax: chart.taxCodes.find((code) => code.no === taxNo)?.id,
        TaxNo: Number(taxNo),
      })),
  }),

  GetTypeList: (_body: object, { books: { chart } }) => ({
    TypeData: chart.types.map(({ id, no, title, series }) => ({
      TypeId: id,
      Title: title,
      EntrySeriesId: series,
      TypeNo: no,
    })),
  }),

  GetTaxCodeList: (_body: object, { books: { chart } }) => ({
    TaxCodeElement: chart.taxCodes.map((code) => ({
      TaxId: code.id,
      TaxNo: code.no,
      TaxName: code.name,
      TaxRate: toDecimal(code.rate * 100),
      AccountNo: code.account ?? null,
    })),
  }),
};

/** The first number that is in the way: of the ledger, or of another voucher in the same call. */
function duplicateIn(bundles: CheckedBundle[], ledger: boolean, books: Books): number | undefined {
  const { duplicateNumberRefused, duplicateDraftNumberRefused } = books.switches;
  if (ledger ? !duplicateNumberRefused : !duplicateDraftNumberRefused) return undefined;
  const seen = new Set<string>();
  for (const { year, vouchers } of bundles) {
    for (const { number, type } of vouchers) {
      const key = `${year.year}/${type.series}/${number}`;
      const inDraft = !ledger && books.isInDraft(year, type.series, number);
      if (inDraft || books.isInLedger(year, type.series, number) || seen.has(key)) return number;
      seen.add(key);
    }
  }
  return undefined;
}

function save(
  { year, name, direct, vouchers }: CheckedBundle,
  ledger: boolean,
  books: Books,
  now: Date,
): void {
  if (ledger) for (const voucher of vouchers) books.post(year, voucher, direct, now);
  else books.saveDraft({ name, year, direct, vouchers }, now);
}
