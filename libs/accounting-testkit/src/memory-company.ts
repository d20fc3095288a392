import {
  AccountingError,
  carriesMarker,
  type CivilDate,
  type Clock,
  type Reason,
  type SettlementDocument,
} from '@accounting/port';
import type { Loss } from './bench.js';
import type { BookVoucher, NewBookVoucher } from './book-voucher.js';
import { defaultLists } from './memory-chart.js';
import { whatIsWrong } from './memory-rules.js';
import { testKitReason } from './reasons.js';
import { TestClock } from './test-clock.js';

export interface MemoryCompanyOptions {
  id?: string;
  name?: string;
  /** Only for what is saved late. */
  clock?: Clock;
  password?: string;
}

/**
 * One company's books in an accounting system, in memory: what is there, what a call does to it, and the levers a
 * test needs behind the port. It outlives the workers that write to it.
 */
export class MemoryCompany {
  readonly id: string;
  readonly name: string;
  readonly lists = defaultLists();
  /** The one password it takes. */
  password: string;

  private readonly clock: Clock;
  private held: BookVoucher[] = [];
  private late: { at: number; save: () => void }[] = [];
  private lastId = 0;
  private down = false;
  private losesNext: Loss | null = null;
  private weather: () => Loss | null = () => null;
  private refusesNext: Reason | null = null;

  constructor({ id = '1', name = 'Testkafe AS', clock, password = 'hemmelig' }: MemoryCompanyOptions = {}) {
    this.id = id;
    this.name = name;
    this.clock = clock ?? new TestClock();
    this.password = password;
  }

  // What a test sees and does behind the port

  vouchers(): BookVoucher[] {
    return structuredClone(this.all().filter(({ state }) => state === 'posted'));
  }

  drafts(): BookVoucher[] {
    return structuredClone(this.all().filter(({ state }) => state === 'draft'));
  }

  documents(): SettlementDocument[] {
    return structuredClone(this.all().flatMap(({ documents }) => documents));
  }

  /** The next write's answer never comes. `savedLater`: it is saved that many milliseconds after the drop. */
  loseNextAnswer(how: Loss): void {
    this.losesNext = how;
  }

  /** Asked before each write: whether its answer is lost. */
  loseAnswers(weather: () => Loss | null): void {
    this.weather = weather;
  }

  /** The next write is read, understood and refused. */
  refuseNext(reason: Reason): void {
    this.refusesNext = reason;
  }

  goDown(): void {
    this.down = true;
  }

  comeBack(): void {
    this.down = false;
  }

  lockYear(year: string): void {
    for (const fiscalYear of this.lists.fiscalYears) fiscalYear.locked ||= fiscalYear.from.startsWith(year);
  }

  /** A person posts a voucher of their own, and so takes the next number of the year. */
  personTakesNumber(date: CivilDate = '2026-11-23'): number {
    const number = this.nextNumber(date);
    this.keep({ date, voucherType: null, text: 'Husleie', lines: [], documents: [] }, number);
    return number;
  }

  /** The accountant approves a draft, and may change it first. */
  accountantPosts(marker: string, change: Partial<Pick<BookVoucher, 'date' | 'lines'>> = {}): void {
    const draft = this.draftOf(marker);
    Object.assign(draft, change);
    this.book(draft.id);
  }

  accountantDeletes(marker: string): void {
    const draft = this.draftOf(marker);
    this.held = this.held.filter((voucher) => voucher !== draft);
  }

  // What happens when it is called

  login(username: string, password: string): string {
    this.mustBeUp('login');
    if (password === this.password) return `session-of-${username}`;
    throw new AccountingError(testKitReason('LOGIN_REFUSED', { username }), 'ask-a-human', { refused: true });
  }

  read<Answer>(operation: string, read: () => Answer): Answer {
    this.mustBeUp(operation);
    return structuredClone(read());
  }

  /** Does a write and answers it, unless a lever says otherwise. */
  write<Answer>(operation: string, save: () => Answer): Answer {
    this.mustBeUp(operation);
    const [refusal, loss] = [this.refusesNext, this.losesNext ?? this.weather()];
    this.refusesNext = this.losesNext = null;
    if (refusal) throw new AccountingError(refusal, 'ask-a-human', { refused: true });
    if (!loss) return structuredClone(save());

    if (loss.savedLater !== undefined) this.late.push({ at: this.now() + loss.savedLater, save });
    else if (loss.saved) save();
    throw new AccountingError(testKitReason('ANSWER_LOST', { operation }), 'look-up-first');
  }

  /** The next free number of the year. Reserved for nobody. */
  nextNumber(date: CivilDate): number {
    return Math.max(0, ...this.ofYear(date).map(({ number }) => number ?? 0)) + 1;
  }

  find(marker: string): BookVoucher | undefined {
    return this.all().find(({ lines }) => lines.some(({ text }) => carriesMarker(text, marker)));
  }

  findById(id: string): BookVoucher | undefined {
    return this.all().find((voucher) => voucher.id === id);
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

  private keep(voucher: NewBookVoucher, number: number | null): BookVoucher {
    this.lastId += 1;
    const state = number === null ? ('draft' as const) : ('posted' as const);
    const kept = { ...structuredClone(voucher), id: String(this.lastId), state, number };
    this.held.push(kept);
    return kept;
  }

  private mustBeRight(voucher: NewBookVoucher): void {
    const wrong = whatIsWrong(voucher, this.lists);
    if (wrong) throw new AccountingError(wrong, 'ask-a-human', { refused: true });
  }

  private mustBeUp(operation: string): void {
    if (this.down) throw new AccountingError(testKitReason('BOOKS_DOWN', { operation }), 'retry');
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
    return this.all().filter((voucher) => voucher.date.slice(0, 4) === date.slice(0, 4));
  }

  /** What is there now, with what came through late. */
  private all(): BookVoucher[] {
    const due = this.late.filter(({ at }) => at <= this.now());
    this.late = this.late.filter((save) => !due.includes(save));
    for (const { save } of due) this.saveUnheard(save);
    return this.held;
  }

  /** Nobody hears why a late write was refused. */
  private saveUnheard(save: () => void): void {
    try {
      save();
    } catch (error) {
      if (!(error instanceof AccountingError)) throw error;
    }
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
