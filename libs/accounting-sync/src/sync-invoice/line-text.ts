import { type InvoiceLine } from './invoice.js';

/** A line of an invoice, as people find it again. */
export interface NamedLine {
  /** `linje 1 (Kaffe 1 kg)`. */
  text: string;
  /** `lines[0]`. */
  path: string;
}

const LONGEST = 40;

export function namedLine(line: InvoiceLine, index: number): NamedLine {
  const number = line.type === 'product' ? line.productNumber : undefined;
  const name = line.description.trim() || (number ?? '');
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  return { text: `linje ${index + 1}${short === '' ? '' : ` (${short})`}`, path: `lines[${index}]` };
}
