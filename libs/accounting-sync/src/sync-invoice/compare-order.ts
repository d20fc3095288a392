import { GIFT_CARD_NUMBER, type Order, type OrderReadBack, type Ore, sum } from '@accounting/port';
import { type Note } from '../transfer/transfer.js';
import { invoiceReason } from './invoice-reasons.js';

/** Percentage points: 11.11 and 11.1 are one rate. */
const SAME_RATE = 0.0201;

/** What {@link compareOrder} says. Where it is said no more, it holds no more. */
export const COMPARISON_CODES = [
  'ORDER_TOTAL_ROUNDED',
  'ORDER_TOTAL_DIFFERS',
  'ORDER_VAT_DIFFERS',
  'ORDER_GIFTCARD_HAS_VAT',
] as const;

/**
 * What the accounting system adds the order up to, against the sale. Up to one øre a row is the rounding of prices
 * without VAT, and a note; more is a warning. Nothing is corrected, nothing is hidden.
 */
export function compareOrder(order: Order, read: OrderReadBack): Note[] {
  const rows = order.rows.filter((row) => row.type === 'item');
  const off = read.gross - order.totals.gross;
  const facts = { duell: order.totals.gross, erp: read.gross, rows: rows.length };
  const code = Math.abs(off) <= rows.length ? 'ORDER_TOTAL_ROUNDED' : 'ORDER_TOTAL_DIFFERS';
  return [
    ...(off === 0 ? [] : [{ ...invoiceReason(code, facts), amount: off }]),
    ...vatNote(order, read),
    ...giftCardNote(order, read),
  ];
}

/** The row said that it has no VAT, and the product's own counted all the same. */
function giftCardNote({ rows }: Order, { byRate }: OrderReadBack): Note[] {
  const cards = rows
    .filter((row) => row.type === 'item')
    .filter(({ product }) => product === GIFT_CARD_NUMBER);
  if (byRate === null || cards.length === 0) return [];
  const sold = sum(cards.map(({ net }) => Math.abs(net)));
  const withoutVat = sum(byRate.filter(({ rate }) => same(rate, 0)).map(({ net }) => Math.abs(net)));
  return withoutVat < sold - cards.length ? [invoiceReason('ORDER_GIFTCARD_HAS_VAT')] : [];
}

function vatNote(order: Order, { byRate }: OrderReadBack): Note[] {
  if (byRate === null) return [];
  const rows = order.rows.filter((row) => row.type === 'item');
  const rates = distinctRates([...rows.map(({ vatRate }) => vatRate), ...byRate.map(({ rate }) => rate)]);
  const differing = rates.flatMap((rate) => {
    const ofRate = rows.filter(({ vatRate }) => same(vatRate, rate));
    const duell = sum(ofRate.map(({ net }) => net));
    const erp = sum(byRate.filter((read) => same(read.rate, rate)).map(({ net }) => net));
    return Math.abs(duell - erp) <= ofRate.length ? [] : [{ rate, duell, erp }];
  });
  if (differing.length === 0) return [];
  const amount: Ore = sum(differing.map(({ duell, erp }) => Math.abs(duell - erp)));
  return [{ ...invoiceReason('ORDER_VAT_DIFFERS', { rates: differing }), amount }];
}

function distinctRates(rates: number[]): number[] {
  return rates.filter((rate, index) => rates.findIndex((other) => same(other, rate)) === index);
}

function same(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME_RATE;
}
