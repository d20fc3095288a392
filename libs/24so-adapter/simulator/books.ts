import { type Ids } from '@accounting/port';
import { Archive } from './archive.js';
import { type Draft, type DraftVoucher, type PostedVoucher } from './bookings.js';
import { type Customers } from './customers.js';
import { Orders } from './orders.js';
import { type Products } from './products.js';
import { customersOf, norwegianSales, productsOf } from './sales-seed.js';
import { type Chart, type CompanySeed, type FiscalYear, norwegianChart } from './seed.js';
import { defaultSwitches } from './switches.js';
import { TypeGroups } from './type-groups.js';
import { ledgerEntries } from './vat.js';

/** One company's books: what the vendor's database would hold. */
export class Books {
  readonly id: string;
  readonly name: string;
  readonly organizationNumber: string;
  readonly chart: Chart;
  readonly archive: Archive;
  readonly products: Products;
  readonly customers: Customers;
  readonly orders = new Orders();
  readonly typeGroups: TypeGroups;
  readonly drafts: Draft[] = [];
  readonly vouchers: PostedVoucher[] = [];
  /** Service names that the user has no rights to, with the text of the fault. */
  readonly missingModules = new Map<string, string>();
  /** Texts of which each has the next record that holds it refused. */
  readonly refusing = new Set<string>();
  readonly switches = defaultSwitches();
  /** The highest number ever used, by fiscal year and series; a deleted draft does not give its number back. */
  readonly #highest = new Map<string, number>();
  #draftCount = 0;

  constructor(
    seed: CompanySeed,
    now: Date,
    private readonly ids: Ids,
  ) {
    this.id = seed.id;
    this.name = seed.name;
    this.organizationNumber = seed.organizationNumber;
    const { categories, products, customers, typeGroups, ...chart } = structuredClone({
      ...norwegianChart(now.getUTCFullYear()),
      ...norwegianSales(),
      ...seed.chart,
    });
    this.chart = chart;
    this.products = productsOf(categories, products, now);
    this.customers = customersOf(customers, now);
    this.typeGroups = new TypeGroups(chart, typeGroups);
    this.archive = new Archive(seed.firstStamp ?? 90_001);
  }

  yearOf(date: string): FiscalYear | undefined {
    return this.chart.years.find((year) => year.start <= date && date < year.end);
  }

  /** The next voucher number. Asking does not reserve it. */
  nextNumber(year: FiscalYear, series: number): number {
    const first = this.chart.series.find(({ id }) => id === series)?.first ?? 1;
    return (this.#highest.get(`${year.year}/${series}`) ?? first - 1) + 1;
  }

  isInLedger(year: FiscalYear, series: number, number: number): boolean {
    return this.vouchers.some(
      (v) => v.number === number && v.type.series === series && v.year.year === year.year,
    );
  }

  isInDraft(year: FiscalYear, series: number, number: number): boolean {
    return this.drafts.some(
      (draft) =>
        draft.year.year === year.year &&
        draft.vouchers.some((v) => v.number === number && v.type.series === series),
    );
  }

  saveDraft(content: Omit<Draft, 'id' | 'savedAt'>, now: Date): Draft {
    this.#draftCount += 1;
    const draft = { ...content, id: `draft-${this.#draftCount}`, savedAt: now };
    this.drafts.push(draft);
    for (const { number, type } of draft.vouchers) this.#use(draft.year, type.series, number);
    this.markDocuments(draft.vouchers, { set: 'PrepostedInJournal' }, now);
    return draft;
  }

  removeDraft(draft: Draft): void {
    this.drafts.splice(this.drafts.indexOf(draft), 1);
  }

  /** Puts a voucher in the ledger, as it is. Who calls has checked it. */
  post(year: FiscalYear, voucher: DraftVoucher, direct: boolean, now: Date): PostedVoucher {
    const entries = direct ? voucher.entries : ledgerEntries(voucher.entries, this.chart, this.switches);
    const posted: PostedVoucher = {
      number: voucher.number,
      type: voucher.type,
      year,
      lines: entries.map((entry) => ({ ...entry, id: this.ids.uuid() })),
      registeredAt: now,
      changedAt: now,
    };
    this.vouchers.push(posted);
    this.#use(year, voucher.type.series, voucher.number);
    this.markDocuments([voucher], { set: 'PostedInJournal', unset: 'PrepostedInJournal' }, now);
    return posted;
  }

  markDocuments(vouchers: DraftVoucher[], flags: Parameters<Archive['mark']>[1], now: Date): void {
    if (!this.switches.marksPrepostedInJournal) return;
    const stamps = vouchers.flatMap(({ entries }) => entries.map(({ stamp }) => stamp));
    this.archive.mark(new Set(stamps.filter((stamp) => stamp > 0)), flags, now);
  }

  #use(year: FiscalYear, series: number, number: number): void {
    const key = `${year.year}/${series}`;
    this.#highest.set(key, Math.max(number, this.nextNumber(year, series) - 1));
  }
}
