import { type Addresses } from './customers.js';
import { Register } from './register.js';
import { type Totals, totalsOf } from './totals.js';

export interface TaxSettings {
  TaxAccount?: number;
  TaxCode?: number;
  /** A decimal. */
  TaxRate?: string;
}

/** A row of an order. Amounts are in øre, without VAT or with it as the order says. */
export interface OrderRow {
  rowId: number;
  type: 'Normal' | 'Text' | 'TextBold';
  productId?: number;
  /** The product's, as it was when the row was saved. */
  productNo?: string;
  name?: string;
  price?: number;
  /** A decimal with at most four places. */
  quantity?: string;
  /** Percent, a decimal. */
  discountRate?: string;
  /** Percent, as it was when the row was saved; a text row has none. */
  vatRate?: number;
  /** As on the wire, where they were sent. */
  taxSettings?: TaxSettings;
  typeGroupId?: number;
  departmentId?: number;
  projectId?: number;
  cost?: number;
  inPrice?: number;
  quantityDelivered?: string;
  quantityOrdered?: string;
  quantityRest?: string;
  sequenceNumber?: number;
  hidden?: boolean;
  accrualDate?: string;
  accrualLength?: number;
  accountProject?: boolean;
  serialNumber?: string;
}

/** An order, which is an invoice once it has an `invoiceId`. */
export interface Order {
  orderId: number;
  invoiceId?: number;
  /** Who made an invoice of it: nothing of ours should ever have. */
  invoicedBy?: 'api' | 'person';
  customerId: number;
  /** `OrderSlipStateType`: `Draft`, `Invoiced`, …. */
  status: string;
  /** As it was sent: false when it was nil. */
  includeVat: boolean;
  rows: OrderRow[];
  registeredAt: Date;
  changedAt: Date;
  customerName?: string;
  customerDeliveryName?: string;
  customerDeliveryPhone?: string;
  addresses?: Addresses;
  /** `2026-03-14`. */
  dateOrdered?: string;
  dateInvoiced?: string;
  paymentTime?: number;
  customerReferenceNo?: string;
  projectId?: number;
  ourReference?: number;
  yourReference?: string;
  invoiceTitle?: string;
  invoiceText?: string;
  ocr?: string;
  customerOrgNo?: string;
  paymentMethodId?: number;
  typeOfSaleId?: number;
  distributor?: string;
  distributionMethod?: string;
  departmentId?: number;
  externalStatus?: number;
  invoiceEmailAddress?: string;
  productionNumber?: string;
  deliveryDate?: string;
  referenceInvoiceId?: number;
  referenceOrderId?: number;
  referenceNumber?: string;
  skipStock?: boolean;
  deliveryAlternative?: string;
  glnNumber?: string;
}

/** An order as it is looked at: with its sums. */
export type SummedOrder = Order & Totals;

/** One company's orders. An order keeps its number for good; a deleted one does not give it back. */
export class Orders {
  readonly #orders = new Register<Order>(1001);
  #invoiceCount = 0;
  #rowCount = 0;

  nextId(): number {
    return this.#orders.nextId();
  }

  nextRowId(): number {
    this.#rowCount += 1;
    return 70_000 + this.#rowCount;
  }

  find(orderId: number): Order | undefined {
    return this.#orders.find(orderId);
  }

  among(orderIds: number[]): Order[] {
    return this.#orders.among(orderIds);
  }

  all(): Order[] {
    return this.#orders.all();
  }

  put(order: Order): Order {
    return this.#orders.add(order.orderId, order);
  }

  remove(orderId: number): void {
    this.#orders.remove(orderId);
  }

  /** Gives an order its invoice number and locks it so. Posting and sending the invoice are not modelled. */
  invoice(order: Order, invoicedBy: 'api' | 'person', now: Date): number {
    this.#invoiceCount += 1;
    order.invoiceId = 10_000 + this.#invoiceCount;
    order.invoicedBy = invoicedBy;
    order.dateInvoiced ??= now.toISOString().slice(0, 10);
    order.changedAt = now;
    return order.invoiceId;
  }

  summed(order: Order, vatRounding: 'row' | 'order'): SummedOrder {
    return { ...order, ...totalsOf(order.rows, order.includeVat, vatRounding) };
  }
}
