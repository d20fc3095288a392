import { cut, type Reason } from '@accounting/port';
import { reason } from './24so.reasons.js';
import { xmlText } from './24so.wire.js';

/** Longest texts, in UTF-16 units (fact sheet 4.4–4.6). Where none is known, one that nobody will miss. */
export const LONGEST = {
  product: { name: 125, number: 100, barcode: 50, description: 500 },
  /** Not known. */
  category: 100,
  customer: { name: 200, firstName: 50, organisationNumber: 20 },
  address: { street: 250, postalCode: 16, city: 100 },
  order: { yourReference: 50, title: 300, text: 750, referenceNumber: 50, row: 300 },
  /** `CustomerReferenceNo`: not known; as long as the other references. */
  customerReference: 50,
} as const;

/** A text that is ours, in their words, and what had to be said of it. */
export interface Translated<Sent> {
  sent: Sent;
  notes: Reason[];
}

/** Makes texts fit, and remembers which did not. */
export class Texts {
  /** By field, how long it may be. */
  private readonly cut = new Map<string, number>();

  /** @param of what they belong to: `Vare K-1000` */
  constructor(private readonly of: string) {}

  /** One for all that was cut: of two notes with one code, a transfer keeps the later. */
  get notes(): Reason[] {
    const fields = [...this.cut].map(([field, longest]) => ({ field, longest }));
    return fields.length === 0 ? [] : [reason('TEXT_CUT', { of: this.of, fields })];
  }

  /** undefined where there is nothing to send: an empty text means "not given" there (fact sheet 2.3). */
  take(field: string, text: string | null | undefined, longest: number): string | undefined {
    const whole = tidy(text ?? '');
    if (whole.length > longest) this.cut.set(field, longest);
    return cut(whole, longest).trimEnd() || undefined;
  }

  /** A category's name ends with the rate of its goods, which keeps it apart from others: that end stays. */
  category(name: string): string {
    const whole = tidy(name);
    if (whole.length > LONGEST.category) this.cut.set('kategori', LONGEST.category);
    const [rate = ''] = / \d+(?:,\d+)? %$/.exec(whole) ?? [];
    const head = whole.slice(0, whole.length - rate.length);
    return cut(head, LONGEST.category - rate.length).trimEnd() + rate;
  }
}

/** As XML brings it back: a line ends with one character, and nothing stands around the text. */
export function tidy(text: string): string {
  return xmlText(text).replace(/\r\n?/g, '\n').trim();
}

/** An element with this text, or none: an empty one is never sent. */
export function given<Name extends string>(
  name: Name,
  text: string | undefined,
): Partial<Record<Name, string>> {
  return text === undefined ? {} : ({ [name]: text } as Record<Name, string>);
}

/** An element with these parts, or none. */
export function grouped<Name extends string, Part extends object>(
  name: Name,
  part: Part,
): Partial<Record<Name, Part>> {
  return Object.keys(part).length === 0 ? {} : ({ [name]: part } as Record<Name, Part>);
}
