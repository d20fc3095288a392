import { AccountingError, carriesMarker, type CivilDate, type SettlementDocument } from '@accounting/port';
import type { BookVoucher, NewBookVoucher } from './book-voucher.js';
import type { CompanyLists } from './memory-chart.js';
import { whatIsWrong } from './memory-rules.js';
import { testKitReason } from './reasons.js';

/** The vouchers of one company: drafts, and what is in the ledger under a number of its year. */
export class MemoryLedger {
  all: BookVoucher[] = [];
  private lastId = 0;

  constructor(private readonly lists: CompanyLists) {}

  /** The next free number of the year. Reserved for nobody. */
  nextNumber(date: CivilDate): number {
    return Math.max(0, ...this.ofYear(date).map(({ number }) => number ?? 0)) + 1;
  }

  find(marker: string): BookVoucher | undefined {
    return this.all.find(({ lines }) => lines.some(({ text }) => carriesMarker(text, marker)));
  }

  findById(id: string): BookVoucher | undefined {
    return this.all.find((voucher) => voucher.id === id);
  }

  findByNumber(date: CivilDate, number: number): BookVoucher | undefined {
    return this.ofYear(date).find((voucher) => voucher.number === number);
  }

  saveDraft(voucher: NewBookVoucher): BookVoucher {
    this.mustBeRight(voucher);
    return this.keep(voucher, null);
  }

  /** Straight to the ledger, under a number that must be free. */
  post(voucher: NewBookVoucher, number: number): BookVoucher {
    this.mustBeRight(voucher);
    if (this.findByNumber(voucher.date, number)) {
      // It may be ours, from a try whose answer was lost: so this is no plain refusal.
      throw new AccountingError(testKitReason('NUMBER_TAKEN', { number }), 'look-up-first', {
        refused: true,
      });
    }
    return this.keep(voucher, number);
  }

  /** A second document is appended; nothing is replaced. */
  attach(id: string, document: SettlementDocument): void {
    this.get(id).documents.push(document);
  }

  /** Books a draft under the next number. */
  book(id: string): BookVoucher {
    const voucher = this.get(id);
    this.mustBeRight(voucher);
    return Object.assign(voucher, { state: 'posted', number: this.nextNumber(voucher.date) });
  }

  // What a person does

  takeNumber(date: CivilDate): number {
    const number = this.nextNumber(date);
    this.keep({ date, voucherType: null, text: 'Husleie', lines: [], documents: [] }, number);
    return number;
  }

  approve(marker: string, change: Partial<Pick<BookVoucher, 'date' | 'lines'>>): void {
    const draft = this.draftOf(marker);
    Object.assign(draft, change);
    this.book(draft.id);
  }

  delete(marker: string): void {
    const draft = this.draftOf(marker);
    this.all = this.all.filter((voucher) => voucher !== draft);
  }

  private keep(voucher: NewBookVoucher, number: number | null): BookVoucher {
    this.lastId += 1;
    const state = number === null ? ('draft' as const) : ('posted' as const);
    const kept = { ...structuredClone(voucher), id: String(this.lastId), state, number };
    this.all.push(kept);
    return kept;
  }

  private mustBeRight(voucher: NewBookVoucher): void {
    const wrong = whatIsWrong(voucher, this.lists);
    if (wrong) throw new AccountingError(wrong, 'ask-a-human', { refused: true });
  }

  private get(id: string): BookVoucher {
    const voucher = this.findById(id);
    if (voucher) return voucher;
    throw new AccountingError(testKitReason('VOUCHER_GONE', { id }), 'ask-a-human', { refused: true });
  }

  private draftOf(marker: string): BookVoucher {
    const voucher = this.find(marker);
    if (voucher?.state !== 'draft') throw new Error(`These books hold no draft marked [${marker}]`);
    return voucher;
  }

  private ofYear(date: CivilDate): BookVoucher[] {
    return this.all.filter((voucher) => voucher.date.slice(0, 4) === date.slice(0, 4));
  }
}
