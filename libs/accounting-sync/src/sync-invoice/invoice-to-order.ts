import {
  type CustomerRecord,
  type ErpVatCode,
  GIFT_CARD_NUMBER,
  norwegianDate,
  type Order,
  type OrderDelivery,
  type OrderRow,
  type Ore,
  type ProductRecord,
  type Reason,
  sum,
} from '@accounting/port';
import { type AccountPlan, findRole, type FoundRole } from '../account-plan/account-plan.js';
import { accountPlanReason } from '../account-plan/account-plan-reasons.js';
import { type Note } from '../transfer/transfer.js';
import { invoiceReason } from './invoice-reasons.js';
import { type Invoice, type InvoiceLine } from './invoice.js';
import { namedLine, type NamedLine } from './line-text.js';
import { orderPrices, type OrderPrices } from './order-prices.js';

/** What the pure translation needs besides the invoice. Ids and codes are the accounting system's own. */
export interface OrderContext {
  plan: AccountPlan;
  marker: string;
  department: string | null;
  noVatCode: string;
  /** null: could not be read, so nothing is held against it. */
  vatCodes: ErpVatCode[] | null;
  /** DUELL counts the goods: Lager or Beholdningsendring is on. */
  skipStock: boolean;
  customer: CustomerRecord;
  /** By {@link productKeyOf}. */
  products: ReadonlyMap<string, ProductRecord>;
  /** The order that the invoice credits; null: it credits none. */
  credits: Order['credits'];
  changes: OrderDelivery['changes'];
  confirmed: readonly string[];
}

export type PlannedOrder =
  { is: 'held'; reasons: Reason[] } | { is: 'order'; delivery: OrderDelivery; notes: Note[] };

/** Which product a line names; undefined: none. */
export function productKeyOf(line: InvoiceLine): string | undefined {
  if (line.type === 'text') return undefined;
  if (line.type === 'giftCard') return GIFT_CARD_NUMBER;
  return line.productId ?? (line.productNumber === undefined ? undefined : `number:${line.productNumber}`);
}

/** The invoice basis as an order draft. Pure: every row knows which line and which rule of the account plan made it. */
export function invoiceToOrder(invoice: Invoice, context: OrderContext): PlannedOrder {
  const places = invoice.lines.map((line) => placeOf(line, context.plan));
  const reasons = [...unplaced(invoice, places), ...vatFaults(invoice, places, context)];
  if (reasons.length > 0) return { is: 'held', reasons };

  const prices = orderPrices(invoice);
  const rows = invoice.lines.map((line, index) => rowOf(line, index, places[index] ?? null, prices, context));
  const used = new Set(rows.flatMap((row) => (row.type === 'item' ? [row.product] : [])));
  const order: Order = {
    invoiceId: invoice.id,
    text: `Faktura ${invoice.id} ${norwegianDate(invoice.date)}`,
    marker: context.marker,
    orderNumber: invoice.orderNumber ?? null,
    date: invoice.date,
    dueDate: invoice.dueDate ?? null,
    deliveryDate: invoice.deliveryDate ?? null,
    yourReference: invoice.yourReference,
    ourReference: invoice.ourReference,
    orderReference: invoice.orderReference,
    note: invoice.note,
    department: context.department,
    pricesIncVat: prices.incVat,
    rows,
    totals: totalsOf(rows),
    skipStock: context.skipStock,
    credits: context.credits,
  };
  const { customer, changes } = context;
  const products = [...used].flatMap((key) => context.products.get(key) ?? []);
  return { is: 'order', delivery: { order, customer, products, changes }, notes: notesOn(invoice, prices) };
}

/** Account and VAT come from the sale, and not from the category that a product fell into. */
function placeOf(line: InvoiceLine, plan: AccountPlan): FoundRole | null {
  if (line.type === 'text') return null;
  const roles =
    line.type === 'giftCard'
      ? ['giftCardSold']
      : [
          ...(line.group === undefined ? [] : [`sales:${line.vatCode}:${line.group}`]),
          `sales:${line.vatCode}`,
        ];
  return findRole(plan, roles) ?? null;
}

function unplaced({ lines }: Invoice, places: (FoundRole | null)[]): Reason[] {
  const roles = lines.flatMap((line, index) => {
    if (line.type === 'text' || places[index]) return [];
    return line.type === 'giftCard' ? ['giftCardSold'] : [`sales:${line.vatCode}`];
  });
  const bare = places.flatMap((place) =>
    place && place.role.startsWith('sales:') && place.target.vatCode === undefined ? [place.role] : [],
  );
  return [
    ...(roles.length > 0 ? [accountPlanReason('ACCOUNT_NOT_MAPPED', { roles: [...new Set(roles)] })] : []),
    ...(bare.length > 0 ? [accountPlanReason('VAT_CODE_MISSING', { roles: [...new Set(bare)] })] : []),
  ];
}

/** Percentage points; two systems may write 11.11 and 11.1 for the same rate. */
const RATE_TOLERANCE = 0.0201;

function vatFaults(
  { lines }: Invoice,
  places: (FoundRole | null)[],
  { vatCodes, confirmed }: OrderContext,
): Reason[] {
  const unknown = new Set<string>();
  const differing: (NamedLine & { rate: number; vatCode: string; listed: number })[] = [];
  lines.forEach((line, index) => {
    const vatCode = places[index]?.target.vatCode;
    if (line.type !== 'product' || vatCode === undefined || vatCodes === null) return;
    const listed = vatCodes.find(({ code }) => code === vatCode);
    if (!listed) unknown.add(vatCode);
    else if (Math.abs(listed.rate - line.vatRate) > RATE_TOLERANCE)
      differing.push({ ...namedLine(line, index), rate: line.vatRate, vatCode, listed: listed.rate });
  });
  return [
    ...[...unknown].map((vatCode) =>
      accountPlanReason('VAT_CODE_UNKNOWN', { vatCode, roles: rolesWith(vatCode, places) }),
    ),
    ...(differing.length === 0 || confirmed.includes('VAT_RATE_DIFFERS')
      ? []
      : [invoiceReason('VAT_RATE_DIFFERS', { lines: differing })]),
  ];
}

function rolesWith(vatCode: string, places: (FoundRole | null)[]): string[] {
  return [...new Set(places.flatMap((place) => (place?.target.vatCode === vatCode ? [place.role] : [])))];
}

function rowOf(
  line: InvoiceLine,
  index: number,
  place: FoundRole | null,
  prices: OrderPrices,
  { noVatCode }: OrderContext,
): OrderRow {
  if (line.type === 'text' || !place) return { type: 'text', text: line.description };
  const common = {
    type: 'item' as const,
    product: productKeyOf(line) ?? '',
    account: place.target.account,
    role: place.role,
    path: `lines[${index}]`,
  };
  if (line.type === 'giftCard') {
    const { gross, description: text } = line;
    const none = { vatCode: noVatCode, vatRate: 0, vat: 0, discountPercent: '0' };
    return { ...common, ...none, ...giftCardPrice(line), text, net: gross, gross };
  }
  const { net, vat, gross, vatRate, quantity } = line;
  const stated = prices.rows.get(line);
  if (!stated) throw new Error(`${common.path} has no price`);
  const { price, discountPercent, discountInText } = stated;
  const text = discountInText === undefined ? line.description : `${line.description} (${discountInText})`;
  const vatCode = place.target.vatCode ?? '';
  return { ...common, text, quantity, price, discountPercent, vatCode, vatRate, net, vat, gross };
}

/** One price for each card where that is whole øre; else one row of the whole amount. */
function giftCardPrice({ gross, quantity = '1' }: { gross: Ore; quantity?: string | undefined }) {
  const count = Number(quantity);
  const isWhole = Number.isInteger(count) && count !== 0 && gross % count === 0;
  return isWhole ? { quantity, price: gross / count } : { quantity: '1', price: gross };
}

function totalsOf(rows: OrderRow[]): Order['totals'] {
  const items = rows.filter((row) => row.type === 'item');
  return {
    net: sum(items.map(({ net }) => net)),
    vat: sum(items.map(({ vat }) => vat)),
    gross: sum(items.map(({ gross }) => gross)),
  };
}

function notesOn({ rounding }: Invoice, { incVat, rows }: OrderPrices): Note[] {
  const off = sum(
    [...rows].map(([line, { comesTo }]) => Math.abs(comesTo - (incVat ? line.gross : line.net))),
  );
  return [
    ...(off === 0 ? [] : [{ ...invoiceReason('ORDER_ROW_ROUNDED', { amount: off }), amount: off }]),
    ...(rounding === 0
      ? []
      : [{ ...invoiceReason('ORDER_ROUNDING_NOT_SENT', { amount: rounding }), amount: rounding }]),
  ];
}
