import { SaxesParser } from 'saxes';

/** One element of a parsed document, with the place where it began, for error texts. */
export interface XmlElement {
  uri: string;
  local: string;
  attributes: { uri: string; local: string; value: string }[];
  children: XmlElement[];
  text: string;
  line: number;
  column: number;
}

/** A document that cannot be read, with the place where reading stopped. */
export class XmlError extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** What .NET answers to a document type: it resolves no entities, and neither does this parser. */
const NO_DTD = 'For security reasons DTD is prohibited in this XML document.';

export function parseXml(xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: XmlElement = { uri: '', local: '', attributes: [], children: [], text: '', line: 0, column: 0 };
  const open = [root];
  const current = (): XmlElement => open.at(-1) ?? root;
  const stop = (reason: string): never => {
    throw new XmlError(parser.line, parser.column, reason);
  };

  parser.on('error', (error) => stop(error.message));
  parser.on('doctype', () => stop(NO_DTD));
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes).map(({ uri, local, value }) => ({ uri, local, value }));
    const { line, column } = parser;
    const element = { uri: tag.uri, local: tag.local, attributes, children: [], text: '', line, column };
    current().children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => (current().text += text));
  parser.on('cdata', (text) => (current().text += text));
  parser.write(xml).close();

  return root.children[0] ?? stop('Root element is missing.');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
