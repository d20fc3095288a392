import { type StoredFile, type Flag } from './archive.js';
import { type Draft, type Entry, type Line, type PostedVoucher } from './bookings.js';
import { type Books } from './books.js';
import { SalesPeople } from './sales-people.js';
import { type Account, type FiscalYear, type Named, type Need } from './seed.js';
import { type Switches } from './switches.js';
import { type World } from './world.js';

/** How a draft is pointed out: by the stamp on its lines, or by its id or a part of its name. */
export type Which = number | string;

export interface Posting {
  /** Another voucher number than the draft's; further vouchers of the draft follow it. */
  number?: number;
  /** Another accounting date: `2026-03-15`. */
  date?: string;
  /** What else the accountant changes before posting. */
  edit?: (entries: Entry[]) => Entry[];
}

const NO_RIGHTS = 'The user does not have access to this module';

/** The hands of the people who work in a company's books, and the eyes of a test. Looking settles what is late. */
export class Company extends SalesPeople {
  readonly #books: Books;

  constructor(
    private readonly world: World,
    books: Books,
  ) {
    super();
    this.#books = books;
  }

  protected override get books(): Books {
    this.world.settle();
    return this.#books;
  }

  protected override get now(): Date {
    return this.world.clock.now();
  }

  get switches(): Switches {
    return this.#books.switches;
  }

  vouchers(): PostedVoucher[] {
    return [...this.books.vouchers];
  }

  /** Every line of the ledger, of all vouchers. */
  lines(): Line[] {
    return this.books.vouchers.flatMap(({ lines }) => lines);
  }

  drafts(): Draft[] {
    return [...this.books.drafts];
  }

  /** Documents that were saved; ghosts are not seen. */
  files(): StoredFile[] {
    return this.books.archive.saved();
  }

  /** The accountant posts a draft as it stands, or with what she changed. A number that is taken moves on. */
  accountantPosts(
    which: Which,
    { number, date, edit = (entries) => entries }: Posting = {},
  ): PostedVoucher[] {
    const draft = this.#draft(which);
    const { books, world } = this;
    const year = date === undefined ? draft.year : books.yearOf(date);
    if (!year || year.locked) throw new Error(`No open fiscal year for ${date ?? draft.year.year}`);
    const { series } = draft.vouchers[0]?.type ?? {};
    if (number !== undefined && series !== undefined && books.isInLedger(year, series, number)) {
      throw new Error(`Voucher ${number} is already in the ledger`);
    }
    books.removeDraft(draft);
    return draft.vouchers.map((voucher, index) => {
      const { type } = voucher;
      const wanted = number === undefined ? voucher.number : number + index;
      const taken = books.isInLedger(year, type.series, wanted);
      const entries = edit(voucher.entries.map((entry) => ({ ...entry, date: date ?? entry.date })));
      const numbered = { type, entries, number: taken ? books.nextNumber(year, type.series) : wanted };
      return books.post(year, numbered, draft.direct, world.clock.now());
    });
  }

  /** The only correction there is: the mirror image of a voucher, under a number of its own. */
  accountantReverses(
    number: number,
    { date, comment }: { date?: string; comment?: string } = {},
  ): PostedVoucher {
    const { books, world } = this;
    const original = books.vouchers.find((voucher) => voucher.number === number);
    if (!original) throw new Error(`No voucher ${number}`);
    const { type, year, lines } = original;
    const entries = lines.map((line) => ({
      ...line,
      amount: -line.amount,
      date: date ?? line.date,
      comment: comment ?? line.comment,
    }));
    return books.post(
      year,
      { number: books.nextNumber(year, type.series), type, entries },
      true,
      world.clock.now(),
    );
  }

  accountantDeletesDraft(which: Which): void {
    const draft = this.#draft(which);
    this.books.removeDraft(draft);
    this.books.markDocuments(draft.vouchers, { unset: 'PrepostedInJournal' }, this.world.clock.now());
  }

  /** A person posts a voucher by hand and so takes the next number of a series, or the one named. */
  takeEntryNumber({
    series = 1,
    date,
    number,
  }: { series?: number; date?: string; number?: number } = {}): number {
    const { books, world } = this;
    const day = date ?? world.clock.now().toISOString().slice(0, 10);
    const year = books.yearOf(day);
    const type = books.chart.types.find((candidate) => candidate.series === series && candidate.no > 0);
    if (!year || !type) throw new Error(`No fiscal year for ${day}, or no voucher type in series ${series}`);
    const taken = number ?? books.nextNumber(year, series);
    const entries = [10_000, -10_000].map((amount) => byHand(amount, day));
    books.post(year, { number: taken, type, entries }, true, world.clock.now());
    return taken;
  }

  /** A person scans a document and so takes the next stamp. */
  takeStamp(): number {
    const { archive } = this.books;
    const now = this.world.clock.now();
    const stamp = archive.nextStamp();
    const file = archive.create('Tiff', now);
    archive.save(file, { stamp, location: 'Journal', metadata: [] }, now);
    return stamp;
  }

  /** Somebody approves, declines or distributes a document, or takes that back. */
  markFile(fileId: number, flag: Flag, on = true): void {
    const file = this.books.archive.find(fileId);
    if (!file) throw new Error(`No file ${fileId}`);
    if (on) file.flags.add(flag);
    else file.flags.delete(flag);
    file.changedAt = this.world.clock.now();
  }

  lockYear(year: number, locked = true): void {
    const found = this.books.chart.years.find((candidate) => candidate.year === year);
    if (!found) throw new Error(`No fiscal year ${year}`);
    found.locked = locked;
  }

  addYear(year: FiscalYear): void {
    this.books.chart.years.push(year);
  }

  removeYear(year: number): void {
    const { chart } = this.books;
    chart.years = chart.years.filter((candidate) => candidate.year !== year);
  }

  /** Adds an account, or replaces the one with its number. */
  addAccount(account: Account): void {
    this.removeAccount(account.number);
    this.books.chart.accounts.push(account);
  }

  removeAccount(number: number): void {
    const { chart } = this.books;
    chart.accounts = chart.accounts.filter((account) => account.number !== number);
  }

  addDepartment(department: Named): void {
    this.books.chart.departments.push(department);
  }

  /** From now on, entries on the account must carry this. */
  requireOnAccount(number: number, need: Need): void {
    const account = this.books.chart.accounts.find((candidate) => candidate.number === number);
    if (!account) throw new Error(`No account ${number}`);
    account.needs = [...(account.needs ?? []), need];
  }

  /** The user loses the rights to a service: `AttachmentService`. The text of the fault is ours. */
  refuseModule(service: string, text = NO_RIGHTS): void {
    this.books.missingModules.set(service, text);
  }

  allowModule(service: string): void {
    this.books.missingModules.delete(service);
  }

  expireSessions(): number {
    return this.world.sessions.expire(this.#books.id);
  }

  #draft(which: Which): Draft {
    const found = this.books.drafts.filter((draft) => {
      if (typeof which === 'string') return draft.id === which || draft.name.includes(which);
      return draft.vouchers.some(({ entries }) => entries.some(({ stamp }) => stamp === which));
    });
    const [draft] = found;
    if (!draft || found.length > 1) throw new Error(`${found.length} drafts fit ${which}, not one`);
    return draft;
  }
}

function byHand(amount: number, date: string): Entry {
  const nothing = { department: 0, project: 0, customer: 0, stamp: 0, invoiceNo: '', ocr: '' };
  return { ...nothing, account: 1920, date, amount, taxNo: '0', comment: 'Ført for hånd' };
}
