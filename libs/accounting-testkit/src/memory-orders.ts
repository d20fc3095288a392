import { AccountingError, type OrderReadBack, type Reason } from '@accounting/port';
import type { BookItemRow, BookOrder, NewBookOrder } from './book-order.js';
import type { CompanyLists } from './memory-chart.js';
import type { MemoryRegister } from './memory-register.js';
import { totalsOf } from './memory-totals.js';
import { testKitReason } from './reasons.js';

/** The orders of one company. They are drafts until a person issues them; what is issued is locked. */
export class MemoryOrders {
  all: BookOrder[] = [];
  private lastId = 0;

  constructor(
    private readonly register: MemoryRegister,
    private readonly lists: CompanyLists,
  ) {}

  find(marker: string): BookOrder | undefined {
    return this.all.find((order) => order.marker === marker);
  }

  findById(id: string): BookOrder | undefined {
    return this.all.find((order) => order.id === id);
  }

  /** A new draft, or the draft `id` as it shall be. */
  save(order: NewBookOrder, id: string | null): BookOrder {
    this.mustBeRight(order);
    if (id !== null) return Object.assign(this.draft(id), structuredClone(order));
    this.lastId += 1;
    const made = {
      ...structuredClone(order),
      id: `O${this.lastId}`,
      state: 'draft' as const,
      invoiceNumber: null,
    };
    this.all.push(made);
    return made;
  }

  /** What it adds up to by the books' own VAT codes. */
  totals({ rows, pricesIncVat }: BookOrder): OrderReadBack {
    const items = rows.filter((row) => row.type === 'item');
    return totalsOf(
      items.map((row) => ({ ...row, vatRate: this.rateOf(row) })),
      pricesIncVat,
    );
  }

  /** Percent. */
  rateOf({ productId, vatCode }: Pick<BookItemRow, 'productId' | 'vatCode'>): number {
    if (vatCode === null) return this.register.product(productId).vatRate ?? 0;
    return this.lists.vatCodes.find(({ code }) => code === vatCode)?.rate ?? 0;
  }

  // What a person does

  issue(marker: string): void {
    const order = this.marked(marker);
    const invoiceNumber = this.all.filter(({ state }) => state === 'posted').length + 1;
    Object.assign(this.draft(order.id), { state: 'posted', invoiceNumber });
  }

  delete(marker: string): void {
    const order = this.marked(marker);
    this.all = this.all.filter((other) => other !== order);
  }

  edit(marker: string, change: Partial<NewBookOrder>): void {
    Object.assign(this.marked(marker), change);
  }

  private draft(id: string): BookOrder {
    const order = this.findById(id);
    if (order?.state === 'draft') return order;
    throw refusal(testKitReason(order ? 'ORDER_ISSUED' : 'ORDER_GONE', { id }));
  }

  private marked(marker: string): BookOrder {
    const order = this.find(marker);
    if (order) return order;
    throw new Error(`These books hold no order marked [${marker}]`);
  }

  private mustBeRight({ customerId, department, rows }: NewBookOrder): void {
    this.register.customer(customerId);
    const { accounts, vatCodes, departments } = this.lists;
    if (department !== null && !departments.some(({ id }) => id === department))
      throw refusal(testKitReason('DEPARTMENT_UNKNOWN', { department }));
    for (const row of rows) {
      if (row.type === 'text') continue;
      const { account, vatCode } = row;
      this.register.product(row.productId);
      if (!accounts.some(({ number }) => number === account))
        throw refusal(testKitReason('ACCOUNT_UNKNOWN', { account }));
      if (vatCode !== null && !vatCodes.some(({ code }) => code === vatCode))
        throw refusal(testKitReason('VAT_CODE_UNKNOWN', { vatCode, account }));
    }
  }
}

function refusal(why: Reason): AccountingError {
  return new AccountingError(why, 'ask-a-human', { refused: true });
}
