import { ORDER, ROW } from './order-fields.js';
import { PAYMENT_METHODS } from './order-rules.js';
import { type Order, type SummedOrder } from './orders.js';
import { STRICTER } from './read.js';
import { written } from './record-fields.js';
import { all, changedSince, givenIn, requested, type ReturnProperties, when } from './requested.js';
import { type OrderIn, saveOrder } from './save-order.js';
import { saveEach } from './saving.js';
import { SoapFault } from './soap.js';
import { type Handler } from './visit.js';

interface Ints {
  int?: number[];
}

interface SearchIn {
  CustomerIds?: Ints;
  ChangedAfter?: string;
  OrderStates?: { OrderSlipStateType?: string[] };
  InvoiceIds?: Ints;
  OrderIds?: Ints;
  ExternalStatus?: Ints;
}

/** Of ids in one search (fact sheet 3.4). */
const MOST_IDS = 1000;

export const invoice: Record<string, Handler> = {
  GetPaymentMethods: () => ({
    PaymentMethod: PAYMENT_METHODS.map(({ id, name }) => ({ Id: id, Name: name })),
  }),

  SaveInvoices({ invoices }: { invoices?: { InvoiceOrder: (OrderIn | undefined)[] } }, visit) {
    const records = invoices?.InvoiceOrder ?? [];
    return { InvoiceOrder: saveEach(records, visit, (sent) => saveOrder(sent, visit)) };
  },

  /** At least one filter, and only what is named comes back (fact sheet 4.4). */
  GetInvoices(
    {
      searchParams,
      invoiceReturnProperties,
      rowReturnProperties,
    }: {
      searchParams?: SearchIn;
      invoiceReturnProperties?: ReturnProperties;
      rowReturnProperties?: ReturnProperties;
    },
    { books: { orders, switches } },
  ) {
    const search = givenIn(searchParams, [
      'CustomerIds',
      'ChangedAfter',
      'OrderStates',
      'InvoiceIds',
      'OrderIds',
      'ExternalStatus',
    ]);
    const names = requested(invoiceReturnProperties, { ...ORDER, InvoiceRows: ROW });
    const rowNames = names.includes('InvoiceRows') ? requested(rowReturnProperties, ROW) : [];
    const { OrderIds } = search;
    const among = OrderIds ? orders.among(few('OrderIds', OrderIds)) : orders.all();
    const found = among.filter(
      all<Order>(
        when(search.CustomerIds, (ids) => isAmong(few('CustomerIds', ids), ({ customerId }) => customerId)),
        when(search.ChangedAfter, (dateTime) => changedSince(dateTime, switches)),
        when(search.OrderStates, (states) => isAmong(states.OrderSlipStateType, ({ status }) => status)),
        when(search.InvoiceIds, ({ int }) => isAmong(int, ({ invoiceId }) => invoiceId)),
        when(search.ExternalStatus, ({ int }) => isAmong(int, ({ externalStatus }) => externalStatus)),
      ),
    );
    return {
      InvoiceOrder: found.map((order) =>
        described(orders.summed(order, switches.vatRounding), names, rowNames),
      ),
    };
  },
};

function few(name: string, { int = [] }: Ints): number[] {
  if (int.length > MOST_IDS) {
    throw SoapFault.because(`${name} has ${int.length} ids, and ${MOST_IDS} at most are taken. ${STRICTER}`);
  }
  return int;
}

function isAmong<Value>(
  wanted: Value[] = [],
  of: (order: Order) => Value | undefined,
): (order: Order) => boolean {
  const values = new Set<Value | undefined>(wanted);
  return (order) => of(order) !== undefined && values.has(of(order));
}

/** Rows come only where `InvoiceRows` is named. */
function described(order: SummedOrder, names: string[], rowNames: string[]): object {
  const rows = order.rows.map((row) => written(row, ROW, rowNames));
  const withRows = names.includes('InvoiceRows') ? { InvoiceRows: { InvoiceRow: rows } } : {};
  return { ...written(order, ORDER, names), ...withRows };
}
