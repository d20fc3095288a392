import { cut } from '@accounting/port';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { SafTRefusal } from './saf-t-refusal.js';
import { SafTText } from './saf-t-text.js';

/** Of Skatteetaten's SAF-T Cash Register schema 1.00. */
const NAMESPACE = 'urn:StandardAuditFile-Taxation-CashRegister:NO';
const ROOT = 'auditfile';

const MOST_BYTES = 100 * 1024 * 1024;
/** The schema goes nine deep. */
const DEEPEST = 20;
/** The schema's longest text has 9 999 characters. Longer runs without markup would have to be held in memory. */
const LONGEST_TEXT = 65_536;
/** In one record: a receipt with thousands of lines is far below. */
const MOST_ELEMENTS = 100_000;
/** How much of a name is shown. */
const LONGEST_QUOTE = 100;
/** How much is parsed before what was found is handed on: what is found in more outlives a young collection. */
const SLICE = 8_192;
/** From this length V8 keeps a piece of a string as a view of the whole string. */
const SHORTEST_VIEW = 13;

export type SafTSource = AsyncIterable<Uint8Array | string>;

/** An element and what is in it; `text` counts where there are no `parts`. */
export interface SafTElement {
  name: string;
  text: string;
  parts: SafTElement[];
}

/** A record that was read whole, or the end of a mark. `path` is without the root. */
export interface SafTPiece {
  path: string;
  element: SafTElement;
  line: number;
  column: number;
}

/** Which elements become pieces: `records` with everything in them, `marks` as a sign that they have ended. */
export interface WantedPaths {
  records: ReadonlySet<string>;
  marks: ReadonlySet<string>;
}

/**
 * The wanted pieces of a SAF-T Cash Register file in file order, without ever holding more than one record and one
 * slice. Resolves no entity. Throws SafTRefusal.
 */
export async function* readPieces(source: SafTSource, wanted: WantedPaths): AsyncGenerator<SafTPiece> {
  const parser = new PieceParser(wanted);
  for await (const chunk of source) {
    for (const slice of parser.slices(chunk)) yield* parser.parse(slice);
  }
  yield* parser.end();
}

class PieceParser {
  private readonly sax = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  private readonly text = new SafTText((problem) => this.refuse(problem));
  /** Names of the open elements below the root. */
  private readonly path: string[] = [];
  /** The open elements of the record that is being read, outermost first. */
  private readonly open: SafTElement[] = [];
  private depth = 0;
  private elements = 0;
  private bytes = 0;
  private parsed = 0;
  /** Where the last tag, text or comment ended. */
  private lastMarkup = 0;
  private found: SafTPiece[] = [];

  constructor(private readonly wanted: WantedPaths) {
    this.sax.on('opentag', (tag) => this.opened(tag));
    this.sax.on('closetag', () => this.closed());
    this.sax.on('text', (text) => this.said(text));
    this.sax.on('cdata', (text) => this.said(text));
    this.sax.on('comment', () => this.touch());
    this.sax.on('processinginstruction', () => this.touch());
    this.sax.on('doctype', () => this.refuse('Has a DOCTYPE, which a SAF-T file never has'));
    this.sax.on('error', ({ message }) =>
      this.refuse(`Is not well-formed: ${message.replace(/^\d+:\d+: /, '')}`),
    );
  }

  *slices(chunk: Uint8Array | string): Generator<string> {
    this.bytes += chunk.length;
    if (this.bytes > MOST_BYTES) this.refuse('Is larger than 100 MB; export fewer days at a time');
    const text = typeof chunk === 'string' ? chunk : this.text.decode(chunk);
    for (let start = 0; start < text.length; start += SLICE) yield text.slice(start, start + SLICE);
  }

  /** What was whole before a refusal is given, and then it is thrown. */
  *parse(slice: string): Generator<SafTPiece> {
    try {
      this.sax.write(slice);
      this.parsed += slice.length;
      if (this.parsed - this.lastMarkup > LONGEST_TEXT) this.refuseLongText();
    } finally {
      yield* this.take();
    }
  }

  *end(): Generator<SafTPiece> {
    try {
      this.sax.write(this.text.end()).close();
    } finally {
      yield* this.take();
    }
  }

  private take(): SafTPiece[] {
    const found = this.found;
    this.found = [];
    return found;
  }

  private opened({ local, uri }: SaxesTagNS): void {
    this.touch();
    if (this.depth === 0 && (uri !== NAMESPACE || local !== ROOT)) {
      this.refuse(
        `Is not a Norwegian SAF-T Cash Register file: it begins with {${cut(uri, LONGEST_QUOTE)}}${cut(local, LONGEST_QUOTE)}`,
      );
    }
    if (uri !== NAMESPACE)
      this.refuse(
        `Has an element of another schema: {${cut(uri, LONGEST_QUOTE)}}${cut(local, LONGEST_QUOTE)}`,
      );
    if (++this.depth > DEEPEST) this.refuse(`Is nested more than ${DEEPEST} levels deep`);
    if (this.depth === 1) return;
    this.path.push(local);
    if (this.open.length > 0 || this.wanted.records.has(this.path.join('/'))) this.openElement(local);
  }

  private openElement(name: string): void {
    const element: SafTElement = { name, text: '', parts: [] };
    const parent = this.open.at(-1);
    this.elements = parent ? this.elements + 1 : 1;
    if (this.elements > MOST_ELEMENTS) this.refuse(`A record has more than ${MOST_ELEMENTS} elements`);
    parent?.parts.push(element);
    this.open.push(element);
  }

  private closed(): void {
    this.touch();
    this.depth--;
    const element = this.open.pop();
    if (element) element.text = ownCopy(element.text.trim());
    if (this.open.length === 0) {
      const path = this.path.join('/');
      if (element) this.find(path, element);
      else if (this.wanted.marks.has(path))
        this.find(path, { name: this.path.at(-1) ?? '', text: '', parts: [] });
    }
    this.path.pop();
  }

  private find(path: string, element: SafTElement): void {
    this.found.push({ path, element, line: this.sax.line, column: this.sax.column });
  }

  private said(text: string): void {
    this.touch();
    const element = this.open.at(-1);
    if (!element) return;
    element.text += text;
    if (element.text.length > LONGEST_TEXT) this.refuseLongText();
  }

  private touch(): void {
    this.lastMarkup = this.sax.position;
  }

  private refuseLongText(): never {
    this.refuse(`Has a text of more than ${LONGEST_TEXT} characters`);
  }

  private refuse(problem: string): never {
    throw new SafTRefusal(problem, this.sax.line, this.sax.column + 1);
  }
}

/** A view would keep its whole slice of the file in memory for as long as the text is kept. */
function ownCopy(text: string): string {
  return text.length < SHORTEST_VIEW ? text : Buffer.from(text).toString();
}
