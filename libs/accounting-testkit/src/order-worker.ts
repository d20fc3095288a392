import type {
  ItemRow,
  Order,
  OrderDelivery,
  OrderFinding,
  OrderReceipt,
  OrderRow,
  StepJournal,
} from '@accounting/port';
import type { Bench } from './bench.js';
import type {
  HeldErpCustomer,
  HeldOrder,
  HeldErpProduct,
  OrdersBench,
  RegistersBench,
} from './bench-sales.js';
import { aMarker } from './builders.js';
import { anOrder, anOrderDelivery, totalsOfRows } from './builders-sales.js';
import { MemoryJournal, type MemoryJournalOptions } from './memory-journal.js';
import { waitAfter } from './worker.js';

/** What a scenario about orders does with its bench. */
export class OrderWorker {
  readonly orders: OrdersBench;
  readonly registers: RegistersBench;
  private made = 0;

  constructor(readonly bench: Bench) {
    const { orders, registers } = bench;
    if (!orders || !registers)
      throw new Error('Books that take orders need a bench with orders and registers');
    this.orders = orders;
    this.registers = registers;
  }

  open() {
    return this.bench.adapter.open(this.bench.connection, this.bench.tools);
  }

  journal(over: Partial<MemoryJournalOptions> = {}): MemoryJournal {
    return new MemoryJournal({ clock: this.bench.tools.clock, timing: this.open().timing, ...over });
  }

  /** An order, a customer and products of their own identity each time it is called. */
  delivery(over: Partial<Order> = {}, products = anOrderDelivery().products): OrderDelivery {
    this.made += 1;
    const n = this.made;
    const { capabilities } = this.bench.adapter.description;
    const { customer } = anOrderDelivery();
    const order = anOrder({ marker: aMarker(n), invoiceId: `F-${n}`, ...over });
    const rows = order.rows.map((row) => this.numbered(row, n));
    const department = capabilities.departments ? (this.bench.connection.erpDepartment?.id ?? null) : null;
    return {
      order: { ...order, rows, department, totals: over.totals ?? totalsOfRows(rows) },
      customer: {
        ...customer,
        ...{ key: `${customer.key}-${n}`, externalId: `duell-50${n}`, name: `Kafe Fjord ${n} AS` },
        organisationNumber: String(999_888_000 + n),
      },
      products: products.map((product) => ({
        ...product,
        key: `${product.key}-${n}`,
        number: `${product.number}-${n}`,
        // Its own too, so that there is one to make.
        category: product.category && `${product.category} (${n})`,
      })),
      changes: null,
    };
  }

  /** One attempt, by a worker that has just started. */
  async deliver(delivery: OrderDelivery, journal: StepJournal = this.journal()): Promise<OrderReceipt> {
    return this.open().deliverOrder(delivery, journal);
  }

  /** Attempt after attempt, each when the one before said so, until it is done. Throws what only a person mends. */
  async deliverToTheEnd(delivery: OrderDelivery, journal: MemoryJournal): Promise<OrderReceipt> {
    for (let attempt = 0; attempt < 16; attempt++) {
      try {
        return await this.deliver(delivery, journal);
      } catch (error) {
        await waitAfter(error, this.bench.tools.clock, journal);
      }
    }
    throw new Error(`Order ${delivery.order.marker} is not delivered after sixteen attempts`);
  }

  /** The names of the steps of a delivery: by making one. */
  async stepsOf(delivery = this.delivery()): Promise<string[]> {
    const journal = this.journal();
    await this.deliver(delivery, journal);
    return [...new Set(journal.sent)];
  }

  async lookUp(delivery: OrderDelivery, { reference }: OrderReceipt): Promise<OrderFinding> {
    const [finding] = await this.open().lookUpOrders([{ order: delivery.order, reference }]);
    if (!finding) throw new Error('Asked for one order, and got no answer');
    return finding;
  }

  // What the system holds of a delivery

  async held({ order }: OrderDelivery): Promise<HeldOrder[]> {
    return (await this.orders.orders()).filter(({ marker }) => marker === order.marker);
  }

  async heldCustomers({ customer }: OrderDelivery): Promise<HeldErpCustomer[]> {
    return (await this.registers.customers()).filter(({ name }) => name === customer.name);
  }

  async heldProducts({ products }: OrderDelivery): Promise<HeldErpProduct[]> {
    const numbers = products.map(({ number }) => number);
    return (await this.registers.products()).filter(({ number }) => numbers.includes(number));
  }

  /** Everything that is there, as text. */
  async snapshot(): Promise<string> {
    const { registers, orders } = this;
    const records = [await registers.categories(), await registers.products(), await registers.customers()];
    return JSON.stringify([await orders.orders(), ...records]);
  }

  private numbered(row: OrderRow, n: number): OrderRow {
    if (row.type === 'text') return row;
    const product = `${row.product}-${n}`;
    const own: ItemRow =
      row.role === 'giftCardSold' ? { ...row, vatCode: this.bench.adapter.description.noVatCode } : row;
    return (this.orders.row ?? ((same) => same))({ ...own, product });
  }
}

/** The order with one row less and another quantity, as the change of the draft that `receipt` tells of. */
export function revised(delivery: OrderDelivery, receipt: OrderReceipt): OrderDelivery {
  const [row] = delivery.order.rows.filter((each) => each.type === 'item');
  if (!row) throw new Error('An order without a row cannot be revised');
  const rows: OrderRow[] = [
    { ...row, quantity: '6', net: 2 * row.net, vat: 2 * row.vat, gross: 2 * row.gross },
    { type: 'text', text: 'Rettet 24.11.' },
  ];
  const { orderId } = receipt.reference;
  if (orderId === undefined) throw new Error('The receipt of an order names no orderId');
  return {
    ...inPlace(delivery, receipt),
    order: { ...delivery.order, rows, totals: totalsOfRows(rows) },
    changes: { orderId },
  };
}

/** The delivery once the application has stored what the receipt tells. */
export function inPlace(delivery: OrderDelivery, receipt: OrderReceipt): OrderDelivery {
  return {
    ...delivery,
    customer: { ...delivery.customer, erpId: receipt.customerId },
    products: delivery.products.map((product) => ({
      ...product,
      erpId: receipt.productIds[product.key] ?? null,
    })),
  };
}
