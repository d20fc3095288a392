import {
  AccountingError,
  type CivilDate,
  type Clock,
  type Reason,
  type SettlementDocument,
} from '@accounting/port';
import type { Loss } from './bench.js';
import type { BookOrder, NewBookOrder } from './book-order.js';
import type { BookCategory, BookCustomer, BookProduct } from './book-register.js';
import type { BookVoucher } from './book-voucher.js';
import { MemoryCalls } from './memory-calls.js';
import { defaultLists } from './memory-chart.js';
import { MemoryLedger } from './memory-ledger.js';
import { MemoryOrders } from './memory-orders.js';
import { MemoryRegister } from './memory-register.js';
import { testKitReason } from './reasons.js';
import { TestClock } from './test-clock.js';

export interface MemoryCompanyOptions {
  id?: string;
  name?: string;
  /** For what is saved late, and for when a record was changed. */
  clock?: Clock;
  password?: string;
}

/** What there is of one company, as a call finds it. */
interface Parts {
  ledger: MemoryLedger;
  register: MemoryRegister;
  orders: MemoryOrders;
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

  private readonly calls: MemoryCalls;
  private readonly parts: Parts;

  constructor({ id = '1', name = 'Testkafe AS', clock, password = 'hemmelig' }: MemoryCompanyOptions = {}) {
    this.id = id;
    this.name = name;
    this.password = password;
    const time = clock ?? new TestClock();
    const register = new MemoryRegister(time);
    this.calls = new MemoryCalls(time);
    this.parts = {
      ledger: new MemoryLedger(this.lists),
      register,
      orders: new MemoryOrders(register, this.lists),
    };
  }

  // What a test sees and does behind the port

  vouchers(): BookVoucher[] {
    return structuredClone(this.inside.ledger.all.filter(({ state }) => state === 'posted'));
  }

  drafts(): BookVoucher[] {
    return structuredClone(this.inside.ledger.all.filter(({ state }) => state === 'draft'));
  }

  documents(): SettlementDocument[] {
    return structuredClone(this.inside.ledger.all.flatMap(({ documents }) => documents));
  }

  products(): BookProduct[] {
    return structuredClone(this.inside.register.products);
  }

  /** Deleted ones too. */
  customers(): BookCustomer[] {
    return structuredClone(this.inside.register.customers);
  }

  categories(): BookCategory[] {
    return structuredClone(this.inside.register.categories);
  }

  orders(): BookOrder[] {
    return structuredClone(this.inside.orders.all);
  }

  /** How many writes came in, by operation, whatever became of them. */
  writes(): Record<string, number> {
    return this.calls.writes();
  }

  /** The next write's answer never comes. `savedLater`: it is saved that many milliseconds after the drop. */
  loseNextAnswer(how: Loss): void {
    this.calls.loseNextAnswer(how);
  }

  /** Asked before each write: whether its answer is lost. */
  loseAnswers(weather: () => Loss | null): void {
    this.calls.loseAnswers(weather);
  }

  /** The next write is read, understood and refused. */
  refuseNext(reason: Reason): void {
    this.calls.refuseNext(reason);
  }

  /** The next write that holds the product or customer of this number or name refuses it, and saves the others. */
  refuseRecord(
    numberOrName: string,
    reason = testKitReason('RECORD_REFUSED', { record: numberOrName }),
  ): void {
    this.inside.register.refuse(numberOrName, reason);
  }

  goDown(): void {
    this.calls.setDown(true);
  }

  comeBack(): void {
    this.calls.setDown(false);
  }

  lockYear(year: string): void {
    for (const fiscalYear of this.lists.fiscalYears) fiscalYear.locked ||= fiscalYear.from.startsWith(year);
  }

  /** A person posts a voucher of their own, and so takes the next number of the year. */
  personTakesNumber(date: CivilDate = '2026-11-23'): number {
    return this.inside.ledger.takeNumber(date);
  }

  /** The accountant approves a draft, and may change it first. */
  accountantPosts(marker: string, change: Partial<Pick<BookVoucher, 'date' | 'lines'>> = {}): void {
    this.inside.ledger.approve(marker, change);
  }

  accountantDeletes(marker: string): void {
    this.inside.ledger.delete(marker);
  }

  personChangesProduct(id: string, change: Partial<Omit<BookProduct, 'id' | 'changedAt'>>): void {
    const { register } = this.inside;
    register.change(register.product(id), change);
  }

  personDeletesCustomer(id: string): void {
    const { register } = this.inside;
    register.change(register.customer(id), { active: false });
  }

  /** Makes an invoice of it: from then on it is locked. */
  personIssuesOrder(marker: string): void {
    this.inside.orders.issue(marker);
  }

  personDeletesOrder(marker: string): void {
    this.inside.orders.delete(marker);
  }

  personEditsOrder(marker: string, change: Partial<NewBookOrder>): void {
    this.inside.orders.edit(marker, change);
  }

  // What happens when it is called

  login(username: string, password: string): string {
    this.calls.mustBeUp('login');
    if (password === this.password) return `session-of-${username}`;
    throw new AccountingError(testKitReason('LOGIN_REFUSED', { username }), 'ask-a-human');
  }

  read<Answer>(operation: string, read: () => Answer): Answer {
    return this.calls.read(operation, read);
  }

  /** Does a write and answers it, unless a lever says otherwise. */
  write<Answer>(operation: string, save: () => Answer): Answer {
    return this.calls.write(operation, save);
  }

  get ledger(): MemoryLedger {
    return this.inside.ledger;
  }

  get register(): MemoryRegister {
    return this.inside.register;
  }

  get orderBook(): MemoryOrders {
    return this.inside.orders;
  }

  /** What is there now, with what came through late. */
  private get inside(): Parts {
    this.calls.comeThrough();
    return this.parts;
  }
}
