import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { drawable, freshFonts } from './fonts.js';
import { RULES, type Style } from './styles.js';

export interface Metadata {
  title: string;
  author: string;
  creator: string;
  madeAt: Date;
}

/**
 * Writes on pages. Knows nothing of what is written. Everything between construction and {@link Pen.finish} happens
 * without a pause: the fonts are shared with the document after it.
 */
export class Pen {
  private readonly pdf: PDFKit.PDFDocument;
  private set: Style | undefined;

  constructor({ title, author, creator, madeAt }: Metadata) {
    this.pdf = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: 'nb-NO',
      displayTitle: true,
      // Fixed dates: pdfkit makes the file's id of these entries, so equal inputs give equal bytes.
      info: { Title: title, Author: author, Creator: creator, CreationDate: madeAt, ModDate: madeAt },
    });
    for (const [name, font] of Object.entries(freshFonts()))
      // pdfkit also takes a font that is parsed already; its types do not say so.
      this.pdf.registerFont(name, font as unknown as Buffer);
  }

  /** How wide a text is. */
  width(text: string, style: Style): number {
    this.use(style);
    return this.pdf.widthOfString(toDraw(text));
  }

  /** `y` is the baseline. */
  text(text: string, x: number, y: number, style: Style): void {
    if (text === '') return;
    this.use(style);
    this.pdf.text(toDraw(text), x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  textRight(text: string, right: number, y: number, style: Style): void {
    this.text(text, right - this.width(text, style), y, style);
  }

  rule(left: number, right: number, y: number, { weight, colour }: (typeof RULES)[keyof typeof RULES]): void {
    this.pdf.lineWidth(weight).moveTo(left, y).lineTo(right, y).stroke(colour);
  }

  frame(left: number, top: number, width: number, height: number): void {
    this.pdf.lineWidth(RULES.firm.weight).rect(left, top, width, height).stroke(RULES.firm.colour);
  }

  newPage(): void {
    this.pdf.addPage({ size: 'A4', margin: 0 });
    this.set = undefined;
  }

  /** Once more on every page, when their number is known. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.pdf.switchToPage(index);
      this.set = undefined;
      draw(index + 1, count);
    }
  }

  async finish(): Promise<Uint8Array> {
    this.pdf.end();
    return new Uint8Array(await buffer(this.pdf));
  }

  private use(style: Style): void {
    if (this.set === style) return;
    this.pdf.font(style.font).fontSize(style.size).fillColor(style.colour);
    this.set = style;
  }
}

/** A no-break space has kept the line together; on paper, and to who searches `1 234,50`, it is a space. */
function toDraw(text: string): string {
  return drawable(text).replace(/\u00a0/g, ' ');
}
