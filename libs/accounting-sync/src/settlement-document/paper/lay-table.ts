import { columnPlaces, type ColumnPlace } from './column-places.js';
import { type Pen } from './pen.js';
import { RULES, type Style, STYLES } from './styles.js';
import { type Row, type Table, withoutEmptyColumns } from './table.js';
import { wrap } from './wrap.js';

/** Something with a height that is never cut in two. */
export interface Piece {
  height: number;
  draw(x: number, y: number): void;
}

/** A table of a certain width, ready to be placed. */
export interface Block {
  head: Piece;
  /** Begins each further page. */
  headAgain: Piece;
  pieces: Piece[];
  /** Its words have too little room at this width. */
  cramped: boolean;
}

const ROW = { line: 10.1, padding: 1.8, baseline: 8.5 };
const REMARK_LINE = 9.4;

const ROW_STYLES = {
  plain: STYLES.body,
  total: STYLES.strong,
  strong: STYLES.strong,
  aside: STYLES.aside,
} as const;

export function layTable(pen: Pen, whole: Table, width: number): Block {
  const table = withoutEmptyColumns(whole);
  const { places, cramped } = columnPlaces(pen, table, width, styleOf);
  const rows = table.rows.map((row, index) => rowPiece(pen, row, places, width, index > 0));
  const remarks = table.remarks.flatMap((remark) => remarkPieces(pen, remark, width));
  return {
    head: headPiece(pen, table, places, width),
    headAgain: headPiece(pen, { ...table, title: `${table.title} (forts.)` }, places, width),
    pieces: [...keptTogether(table.rows, rows), ...remarks],
    cramped,
  };
}

function styleOf({ is }: Row): Style {
  return ROW_STYLES[is ?? 'plain'];
}

function headPiece(pen: Pen, table: Table, places: ColumnPlace[], width: number): Piece {
  const { title, caption = '', columns } = table;
  const hasHeads = columns.some(({ head }) => head !== undefined);
  return {
    height: hasHeads ? 26.5 : 16,
    draw(x, y) {
      pen.text(title, x, y + 10, STYLES.title);
      pen.textRight(caption, x + width, y + 10, STYLES.remark);
      pen.rule(x, x + width, y + 14.5, RULES.firm);
      if (!hasHeads) return;
      columns.forEach(({ head = '' }, index) => cell(pen, head, places[index], x, y + 22.8, STYLES.label));
      pen.rule(x, x + width, y + 26.2, RULES.hair);
    },
  };
}

function rowPiece(pen: Pen, row: Row, places: ColumnPlace[], width: number, ruled: boolean): Piece {
  const style = styleOf(row);
  const cells = row.cells.map((text, index) => wrap(pen, text, places[index]?.width ?? width, style));
  const lines = Math.max(...cells.map(({ length }) => length));
  return {
    height: lines * ROW.line + ROW.padding,
    draw(x, y) {
      if (row.is === 'total') pen.rule(x, x + width, y, RULES.firm);
      else if (ruled) pen.rule(x, x + width, y, RULES.hair);
      cells.forEach((texts, index) =>
        texts.forEach((text, line) =>
          cell(pen, text, places[index], x, y + ROW.baseline + line * ROW.line, style),
        ),
      );
    },
  };
}

function cell(pen: Pen, text: string, at: ColumnPlace | undefined, x: number, y: number, style: Style): void {
  if (!at) return;
  if (at.right) pen.textRight(text, x + at.left + at.width, y, style);
  else pen.text(text, x + at.left, y, style);
}

/** A line is a piece: a paragraph may go over a page's end, a line may not. */
function remarkPieces(pen: Pen, remark: string, width: number): Piece[] {
  return wrap(pen, remark, width, STYLES.remark).map((line, index) => {
    const above = index === 0 ? 3.5 : 0;
    return {
      height: REMARK_LINE + above,
      draw: (x, y) => pen.text(line, x, y + above + 7, STYLES.remark),
    };
  });
}

/** A total alone on the next page says nothing: it goes with the row before it. */
function keptTogether(rows: Row[], pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  pieces.forEach((piece, index) => {
    const before = kept.at(-1);
    const belongs = rows[index]?.is === 'total' || rows[index]?.is === 'aside';
    if (belongs && before) kept.splice(-1, 1, oneAboveTheOther(before, piece));
    else kept.push(piece);
  });
  return kept;
}

function oneAboveTheOther(upper: Piece, lower: Piece): Piece {
  return {
    height: upper.height + lower.height,
    draw(x, y) {
      upper.draw(x, y);
      lower.draw(x, y + upper.height);
    },
  };
}
