import { type Pen } from './pen.js';
import { type Style, STYLES } from './styles.js';
import { type Column, type Row, type Table } from './table.js';

/** Where a column stands in its table. */
export interface ColumnPlace {
  left: number;
  width: number;
  right: boolean;
}

const GAP = 9;
/** A longer text is broken: one long name must not eat the table. Amounts never are: the largest takes 90. */
const WIDEST = 110;
const LEAST_FOR_WORDS = 40;

/** Each column as wide as what is in it; the growing ones share the rest. */
export function columnPlaces(
  pen: Pen,
  { columns, rows }: Table,
  width: number,
  styleOf: (row: Row) => Style,
): { places: ColumnPlace[]; cramped: boolean } {
  const fixed = columns.map((column, index) =>
    column.grows ? 0 : Math.min(WIDEST, natural(pen, column, index, rows, styleOf)),
  );
  const shares = columns.reduce((total, { grows = 0 }) => total + grows, 0);
  const rest = width - fixed.reduce((total, each) => total + each, 0) - GAP * (columns.length - 1);
  const room = Math.max(rest, LEAST_FOR_WORDS * shares);

  let left = 0;
  const places = columns.map(({ grows, align }, index) => {
    const own = grows ? (room * grows) / shares : (fixed[index] ?? 0);
    const place = { left, width: own, right: align === 'right' };
    left += own + GAP;
    return place;
  });
  return { places, cramped: rest < room };
}

function natural(
  pen: Pen,
  { head = '' }: Column,
  index: number,
  rows: Row[],
  styleOf: (row: Row) => Style,
): number {
  return rows.reduce(
    (widest, row) => Math.max(widest, pen.width(row.cells[index] ?? '', styleOf(row))),
    pen.width(head, STYLES.label),
  );
}
