import { type Block, layTable, type Piece } from './lay-table.js';
import { type Pen } from './pen.js';
import { PAGE, WIDTH } from './styles.js';
import { type Table } from './table.js';

export type Side = 'left' | 'right';

export interface Placed {
  side: Side;
  table: Table;
}

type Laid = Placed & { block: Block };

const BETWEEN = 11;
const GUTTER = 22;
const LEFT = Math.round((WIDTH - GUTTER) * 0.56);
const WIDTHS = { left: LEFT, right: WIDTH - GUTTER - LEFT };
/** More rows than this are read more easily over the whole width. */
const LONG = 16;

/** Puts tables on pages from top to bottom: no head without a row, no row in two pieces. */
export class Flow {
  constructor(
    private readonly pen: Pen,
    private y: number,
    /** Draws what stands at the top of each further page, and answers where the rest begins. */
    private readonly furtherPage: () => number,
  ) {}

  /** Over the whole width, on as many pages as it takes. */
  full(table: Table): void {
    const { head, headAgain, pieces } = layTable(this.pen, table, WIDTH);
    const [first, ...others] = pieces;
    if (!this.fits(head.height + (first?.height ?? 0))) this.turnPage();
    for (const piece of first ? [head, first] : [head]) this.put(piece);
    for (const piece of others) {
      if (!this.fits(piece.height)) {
        this.turnPage();
        this.put(headAgain);
      }
      this.put(piece);
    }
    this.y += BETWEEN;
  }

  /** In two columns, which stay on one page; what is too long or too wide for its column goes above them. */
  sideBySide(placed: Placed[]): void {
    const laid = placed.map((each) => ({
      ...each,
      block: layTable(this.pen, each.table, WIDTHS[each.side]),
    }));
    const tooBig = laid.filter(({ table, block }) => block.cramped || table.rows.length > LONG);
    for (const { table } of tooBig) this.full(table);

    const kept = laid.filter((each) => !tooBig.includes(each));
    const height = Math.max(heightOf(kept, 'left'), heightOf(kept, 'right'));
    if (height > PAGE.bottom - PAGE.top - BETWEEN * 2) {
      for (const { table } of kept) this.full(table);
      return;
    }
    if (height === 0) return;
    if (!this.fits(height)) this.turnPage();
    this.drawColumn(kept, 'left', PAGE.left);
    this.drawColumn(kept, 'right', PAGE.right - WIDTHS.right);
    this.y += height + BETWEEN;
  }

  private drawColumn(laid: Laid[], side: Side, x: number): void {
    let { y } = this;
    for (const { block } of onSide(laid, side)) {
      for (const piece of [block.head, ...block.pieces]) {
        piece.draw(x, y);
        y += piece.height;
      }
      y += BETWEEN;
    }
  }

  private put(piece: Piece): void {
    piece.draw(PAGE.left, this.y);
    this.y += piece.height;
  }

  private fits(height: number): boolean {
    return this.y + height <= PAGE.bottom;
  }

  private turnPage(): void {
    this.y = this.furtherPage();
  }
}

function onSide(laid: Laid[], side: Side): Laid[] {
  return laid.filter((each) => each.side === side);
}

function heightOf(laid: Laid[], side: Side): number {
  const heights = onSide(laid, side)
    .flatMap(({ block: { head, pieces } }) => [BETWEEN, head.height, ...pieces.map(({ height }) => height)])
    .slice(1);
  return heights.reduce((total, height) => total + height, 0);
}
