import { type OrderRow } from '@accounting/port';
import type { InvoiceRow } from './24so.operations.sales.js';
import { LONGEST, Texts, tidy } from './24so.texts.js';
import { decimalIn, priceIn } from './24so.wire.js';

/**
 * What stands in a draft and was not sent by us before, or not like that: somebody's own rows, and rows that somebody
 * changed. By their texts.
 */
export function rowsOfOthers(there: InvoiceRow[], before: OrderRow[]): string[] {
  const left = before.map(sentAs);
  return there.flatMap((row) => {
    const { text, figures } = standsAs(row);
    const at = left.findIndex((sent) => sent.figures === figures && (sent.text === '' || sent.text === text));
    if (at >= 0) left.splice(at, 1);
    return at >= 0 ? [] : [text];
  });
}

/** A row, told by its text and its figures; a row without a text of its own was sent with its product's name. */
interface Told {
  text: string;
  figures: string;
}

const TEXT = 'text';

function sentAs(row: OrderRow): Told {
  const text = new Texts('').take('', row.text, LONGEST.order.row) ?? '';
  if (row.type === 'text') return { text, figures: TEXT };
  return {
    text,
    figures: JSON.stringify([row.price, decimalIn(row.quantity), decimalIn(row.discountPercent)]),
  };
}

function standsAs({ Type = 'Normal', Name = '', Price, Quantity, DiscountRate }: InvoiceRow): Told {
  const text = tidy(Name);
  if (Type !== 'Normal') return { text, figures: TEXT };
  return {
    text,
    figures: JSON.stringify([priceIn(Price), decimalIn(Quantity), decimalIn(DiscountRate) ?? '0']),
  };
}
