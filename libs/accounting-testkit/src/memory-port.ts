import {
  AccountingError,
  type AccountingPort,
  type BatchJournal,
  type Check,
  type ConnectionQuestion,
  type CustomerRecord,
  type DraftFinding,
  type DraftInBooks,
  type ErpConnection,
  type ErpCustomer,
  type ErpLists,
  type ErpProduct,
  type OrderDelivery,
  type OrderFinding,
  type OrderInBooks,
  type OrderReceipt,
  type ProductRecord,
  type RecordOutcome,
  type StepJournal,
  type VoucherDelivery,
  type VoucherReceipt,
} from '@accounting/port';
import { defaultLists } from './memory-chart.js';
import { testConnection } from './memory-checks.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryCompany } from './memory-company.js';
import { deliverInOneStep, deliverInThreeSteps, notesOn, receiptOf } from './memory-delivery.js';
import { deliverOrder, orderFinding } from './memory-order-delivery.js';
import { customerPages, productPages } from './memory-pages.js';
import { saveCustomers, saveProducts } from './memory-saving.js';
import { testKitReason } from './reasons.js';

export interface InMemoryBooksOptions {
  /** `one-step`: a voucher arrives whole. `three-step`: as a draft, then its document, then it is booked. */
  steps: 'one-step' | 'three-step';
  /** false: nobody can ask whether a draft is there, as in 24SevenOffice. */
  draftsCanBeProven: boolean;
  orders: boolean;
  products: boolean;
  customers: boolean;
  stockWrite: boolean;
  /** false: the VAT of a row is its product's. */
  rowVat: boolean;
  /** How many products or customers it takes in one write. */
  recordsPerWrite: number;
  /** How many products or customers it answers in one page. */
  recordsPerPage: number;
}

/** One company's books, as the application sees them. */
export class MemoryPort implements AccountingPort {
  readonly timing = { writeTimeoutMs: 20_000, settleAfterMs: 60_000 };

  constructor(
    private readonly client: MemoryClient,
    private readonly connection: ErpConnection,
    private readonly options: InMemoryBooksOptions,
  ) {}

  async list<Name extends keyof ErpLists>(name: Name): Promise<ErpLists[Name][]> {
    const companies = (await this.client.reached()).map((company) => ({
      id: company.id,
      name: company.name,
    }));
    // Companies are listed before one is chosen; the other lists are those of the chosen one.
    const own = name === 'companies' ? defaultLists() : await this.client.read(name, ({ lists }) => lists);
    const lists: { [Each in keyof ErpLists]: ErpLists[Each][] } = { ...own, companies };
    return lists[name];
  }

  test(question: ConnectionQuestion): Promise<Check[]> {
    return testConnection(this.client, this.connection, question);
  }

  deliver(delivery: VoucherDelivery, journal: StepJournal): Promise<VoucherReceipt> {
    const { steps, draftsCanBeProven } = this.options;
    const deliver = steps === 'one-step' ? deliverInOneStep : deliverInThreeSteps;
    return deliver({ client: this.client, journal, delivery, draftsCanBeProven });
  }

  lookUpDrafts(drafts: DraftInBooks[]): Promise<DraftFinding[]> {
    return this.client.read('find-vouchers', (company) => drafts.map((draft) => findingOf(company, draft)));
  }

  async deliverOrder(delivery: OrderDelivery, journal: StepJournal): Promise<OrderReceipt> {
    this.mustOffer('orders');
    const { client, options } = this;
    return deliverOrder({ client, journal, delivery, rowVat: options.rowVat });
  }

  async lookUpOrders(orders: OrderInBooks[]): Promise<OrderFinding[]> {
    this.mustOffer('orders');
    return this.client.read('find-orders', (company) => orders.map((order) => orderFinding(company, order)));
  }

  async saveProducts(
    products: ProductRecord[],
    journal: BatchJournal,
    categoriesToCome: string[],
  ): Promise<Map<string, RecordOutcome>> {
    this.mustOffer('products');
    const { client, options } = this;
    return saveProducts({ client, journal, stockWrite: options.stockWrite }, products, categoriesToCome);
  }

  async saveCustomers(
    customers: CustomerRecord[],
    journal: BatchJournal,
  ): Promise<Map<string, RecordOutcome>> {
    this.mustOffer('customers');
    return saveCustomers({ client: this.client, journal }, customers);
  }

  products(changedSince: Date | null): AsyncIterable<ErpProduct[]> {
    this.mustOffer('products');
    return productPages(this.client, changedSince, this.options.recordsPerPage);
  }

  customers(changedSince: Date | null): AsyncIterable<ErpCustomer[]> {
    this.mustOffer('customers');
    return customerPages(this.client, changedSince, this.options.recordsPerPage);
  }

  private mustOffer(what: 'orders' | 'products' | 'customers'): void {
    if (this.options[what]) return;
    throw new AccountingError(testKitReason('NOT_OFFERED', { what: NAMES[what] }), 'ask-a-human');
  }
}

const NAMES = { orders: 'ordrer', products: 'varer', customers: 'kunder' };

/** With the id of the answer a draft is found even where none can be searched for. */
function findingOf(company: MemoryCompany, { voucher, reference }: DraftInBooks): DraftFinding {
  const found = company.ledger.findById(reference.voucherId ?? '');
  if (!found) return { is: 'gone' };
  if (found.state === 'draft') return { is: 'draft' };
  return { is: 'posted', reference: receiptOf(found).reference, notes: notesOn(found, { voucher }) };
}
