import type { BatchJournal } from './batch.js';
import type { CustomerRecord, ErpCustomer, ErpProduct, ProductRecord, RecordOutcome } from './catalogue.js';
import type { Clock, Ids } from './clock.js';
import type { CivilDate } from './dates.js';
import type { StepJournal } from './journal.js';
import type { OrderDelivery, OrderFinding, OrderInBooks, OrderReceipt } from './order.js';
import type { Reason, Who } from './reasons.js';
import type { Mode, Voucher, VoucherDelivery, VoucherReceipt } from './voucher.js';

/** One accounting system that can be plugged in. Stateless: what must be remembered is in {@link AdapterTools}. */
export interface AccountingAdapter {
  /** `24so`, `tripletex`, `fiken`. */
  readonly id: string;
  readonly description: AdapterDescription;
  /** Pure: three texts, from the connection alone. */
  keys(connection: ErpConnection): AdapterKeys;
  /** Opens the books of the connection's company. Reads and writes nothing yet. */
  open(connection: ErpConnection, tools: AdapterTools): AccountingPort;
}

export interface ErpConnection {
  /** Fields as {@link AdapterDescription.credentials} names them. Secret. */
  credentials: Record<string, string>;
  /** The chosen company. null: none is chosen; then only lists that need none can be read. */
  company: NamedId | null;
  erpDepartment: NamedId | null;
}

export interface NamedId {
  id: string;
  name: string;
}

export interface AdapterKeys {
  /** Whose writes exclude one another. null while no company is chosen. */
  lane: string | null;
  /**
   * Credential and company: who shares one login. Holds no secret in the clear. When the connection is put again, what
   * the vault and the memory hold under it and below `session/` is forgotten: of the company, and of none.
   */
  session: string;
  /** What the vendor counts calls against. Holds no secret in the clear. */
  budget: string;
}

/** What we ask of one company's books. Failures are AccountingErrors. */
export interface AccountingPort {
  /** How long a write may take, and how long after that a lost one is asked for (milliseconds). */
  readonly timing: { writeTimeoutMs: number; settleAfterMs: number };
  /** A list as the system has it now. */
  list<Name extends keyof ErpLists>(name: Name): Promise<ErpLists[Name][]>;
  /** "Test integrasjon": looks at one thing after the other and changes nothing. Never throws for what it finds. */
  test(question: ConnectionQuestion): Promise<Check[]>;
  /** Puts the voucher with its document in the books, through the journal. */
  deliver(delivery: VoucherDelivery, journal: StepJournal): Promise<VoucherReceipt>;
  /** What became of drafts. Many at once; answers in the same order. */
  lookUpDrafts(drafts: DraftInBooks[]): Promise<DraftFinding[]>;

  /**
   * Puts the order, and before it the customer and the products it lacks, in the books as a draft, or changes the draft
   * that is there. Never issues an invoice. What is issued already is refused with `ORDER_ISSUED`.
   */
  deliverOrder(delivery: OrderDelivery, journal: StepJournal): Promise<OrderReceipt>;
  /** What became of order drafts, and what they add up to. Many at once; answers in the same order. */
  lookUpOrders(orders: OrderInBooks[]): Promise<OrderFinding[]>;
  /** Puts up to {@link AdapterDescription.recordsPerWrite} products in the register. One outcome for each, by key. */
  saveProducts(
    products: ProductRecord[],
    journal: BatchJournal,
    /** Categories that later batches will ask for, so that they are made at once. */
    categoriesToCome: string[],
  ): Promise<Map<string, RecordOutcome>>;
  saveCustomers(customers: CustomerRecord[], journal: BatchJournal): Promise<Map<string, RecordOutcome>>;
  /** The register of products, page by page. `changedSince` null: all; else at least those that changed since. */
  products(changedSince: Date | null): AsyncIterable<ErpProduct[]>;
  /** The register of customers, deleted ones too. */
  customers(changedSince: Date | null): AsyncIterable<ErpCustomer[]>;
}

export interface ErpLists {
  companies: NamedId & { organisationNumber?: string };
  departments: NamedId;
  accounts: ErpAccount;
  vatCodes: ErpVatCode;
  /** `id` is what a delivery carries; `series` names the number series behind it. */
  voucherTypes: NamedId & { number: string; series?: string };
  fiscalYears: { from: CivilDate; /** Inclusive. */ to: CivilDate; locked: boolean };
}

export interface ErpAccount {
  number: string;
  name: string;
  /** The account's own default. */
  vatCode?: string;
  /** Has what sales need besides the account itself (24SO: a type group). undefined: the system has no such thing. */
  salesReady?: boolean;
}

export interface ErpVatCode {
  code: string;
  name: string;
  /** Percent. */
  rate: number;
}

export interface DraftInBooks {
  voucher: Voucher;
  reference: VoucherReceipt['reference'];
}

export type DraftFinding =
  | { is: 'draft' }
  /** Approved. The number and the date may be others than ours; `notes` say what a person changed. */
  | { is: 'posted'; reference: VoucherReceipt['reference']; notes: Reason[] }
  | { is: 'gone' };

/** What Test integrasjon is asked to look for. */
export interface ConnectionQuestion {
  multipleCompanies: boolean;
  multipleDepartments: boolean;
  voucherType: string | null;
  /** Every mapped role. */
  roles: { role: string; account: string; vatCode?: string; project?: string; customer?: string }[];
  invoices: boolean;
  /** Products, or customers, go there or come from there. Left out: they do not. */
  products?: boolean;
  customers?: boolean;
  mode: Mode;
  today: CivilDate;
}

/** One looked-at thing. `message` and `fix` are Norwegian. */
export interface Check {
  code: string;
  status: 'ok' | 'warning' | 'failed';
  message: string;
  fix: string | null;
  who: Who;
}

export interface AdapterDescription {
  name: string;
  /** The settings form, as data: the page draws it and the application checks it. */
  credentials: { name: string; label: string; secret: boolean; maxLength: number }[];
  capabilities: {
    modes: Mode[];
    attachment: 'pdf' | 'images' | 'pdf-or-images';
    findByMarker: Mode[];
    departments: boolean;
    projects: boolean;
    voucherTypes: boolean;
    fiscalYears: boolean;
    stockWrite: boolean;
    orders: boolean;
    products: boolean;
    customers: boolean;
    /** A row of an order can have another VAT than its product. */
    rowVat: boolean;
  };
  /** How many products or customers go in one write. */
  recordsPerWrite: number;
  /** Longest text of a line, marker included. */
  lineTextLength: number;
  /** The code that means "no VAT" on a line, written out. */
  noVatCode: string;
  /** What one credential may ask in a second, over all processes; 0: no limit of ours. */
  callsPerSecond: number;
  /** Accounts behind the sub-ledger (reskontro), where the system does not tell. */
  subLedgerAccounts: string[];
  /** Where a draft waits, for people: name and menu path, in today's and the earlier version. */
  draftPlace: { name: string; path: string; earlierPath?: string };
  /** Where an order waits to be invoiced. */
  orderPlace: { name: string; path: string; earlierPath?: string };
}

/** What the application lends an adapter. Shared by all processes on one database, except the clock. */
export interface AdapterTools {
  clock: Clock;
  ids: Ids;
  /** `person`: somebody waits at a page; then a session and a share of the budget of their own. */
  purpose: 'work' | 'person';
  sessions: SessionVault;
  budget: Budget;
  memory: Memory;
  exchanges: ExchangeLog;
}

/** Sessions, sealed and shared: one login a key, however many processes meet an expired one. */
export interface SessionVault {
  /**
   * The session of `key`; `login` makes one when there is none, or when the one there is `stale`. A login that the
   * vendor refused (`ask-a-human`) is remembered and thrown again without a call, until it is forgotten.
   */
  take(key: string, login: () => Promise<string>, stale?: string): Promise<string>;
}

/** Calls a second, counted for all processes, before the vendor has to. */
export interface Budget {
  /** Waits for the right to make one call. Throws an AccountingError (`retry`) when that would take too long. */
  spend(key: string, purpose: AdapterTools['purpose']): Promise<void>;
  /** What the vendor said: how many calls are left until when. */
  report(key: string, left: { remaining: number; resetAt: Date }): Promise<void>;
  /** Nobody calls before `until`. */
  close(key: string, until: Date): Promise<void>;
}

/** Small facts learnt about a company, such as "takes no PDF". Not secret. */
export interface Memory {
  recall(key: string): Promise<string | null>;
  remember(key: string, value: string): Promise<void>;
}

/** Messages exchanged, for the log of the attempt. The adapter has taken its secrets out. */
export interface ExchangeLog {
  add(exchange: Exchange): void;
}

export interface Exchange {
  operation: string;
  request: string;
  /** null: no answer came. */
  response: string | null;
  startedAt: Date;
  /** Milliseconds. */
  took: number;
}
