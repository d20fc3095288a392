import { norwegianKroner, type Ore } from '@accounting/port';
import { extended, perPiece, percentOf } from './decimal.js';
import { type Invoice, type InvoiceLine } from './invoice.js';

export type ProductLine = Extract<InvoiceLine, { type: 'product' }>;

/** How one row states its amount. */
export interface RowPrice {
  price: Ore;
  discountPercent: string;
  /** The discount in words, where the price holds it already. */
  discountInText?: string;
  /** What price, quantity and discount come to: net, or gross where prices hold VAT. */
  comesTo: Ore;
}

export interface OrderPrices {
  /** The prices of the whole order hold VAT. */
  incVat: boolean;
  /** For each product line, in order. */
  rows: Map<ProductLine, RowPrice>;
}

/**
 * A row goes as the till shows it where that comes to its net. Where one does not, all go with VAT in their prices, if
 * that reproduces every gross; else those rows go with the price after discount, and the discount in words.
 */
export function orderPrices({ lines }: Pick<Invoice, 'lines'>): OrderPrices {
  const products = lines.filter((line) => line.type === 'product');
  const shown = new Map(products.map((line) => [line, asShown(line)]));
  const fits = (line: ProductLine) => shown.get(line)?.comesTo === line.net;
  if (!products.every(fits)) {
    const withVat = new Map(products.map((line) => [line, withVatIn(line)]));
    if (products.every((line) => withVat.get(line)?.comesTo === line.gross))
      return { incVat: true, rows: defined(withVat) };
  }
  const rows = products.map(
    (line) => [line, (fits(line) ? shown.get(line) : null) ?? afterDiscount(line)] as const,
  );
  return { incVat: false, rows: new Map(rows) };
}

function asShown(line: ProductLine): RowPrice | null {
  const { unitPriceExVat: price, quantity } = line;
  return price === undefined
    ? null
    : discounted(price, quantity, discountOf(line, extended(price, quantity, '0')));
}

function withVatIn(line: ProductLine): RowPrice | null {
  const { unitPriceIncVat: price, quantity, discountAmount } = line;
  // A discount in kroner is without VAT: as a part of the price it is the same.
  const whole = line.unitPriceExVat === undefined ? null : extended(line.unitPriceExVat, quantity, '0');
  if (price === undefined || (discountAmount && whole === null)) return null;
  return discounted(price, quantity, discountOf(line, whole ?? 0));
}

/** The discount in percent; one in kroner as far as two decimals tell it. */
function discountOf({ discountPercent, discountAmount }: ProductLine, whole: Ore): string {
  return discountAmount ? percentOf(discountAmount, whole) : (discountPercent ?? '0');
}

function discounted(price: Ore, quantity: string, discountPercent: string): RowPrice {
  return { price, discountPercent, comesTo: extended(price, quantity, discountPercent) };
}

function afterDiscount({ net, quantity, discountPercent, discountAmount }: ProductLine): RowPrice {
  const price = perPiece(net, quantity);
  const discount = discountInWords(discountPercent, discountAmount);
  return {
    price,
    discountPercent: '0',
    comesTo: extended(price, quantity, '0'),
    ...(discount === null ? {} : { discountInText: discount }),
  };
}

function discountInWords(percent: string | undefined, amount: Ore | undefined): string | null {
  if (amount) return `rabatt ${norwegianKroner(amount)} kr`;
  return percent && Number(percent) !== 0 ? `rabatt ${percent.replace('.', ',')} %` : null;
}

function defined(rows: Map<ProductLine, RowPrice | null>): Map<ProductLine, RowPrice> {
  return new Map([...rows].flatMap(([line, price]) => (price ? [[line, price] as const] : [])));
}
