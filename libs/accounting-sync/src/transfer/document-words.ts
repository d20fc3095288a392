import { type Kind } from './transfer.js';

/** What people call a document in the books, and what they say of it. */
interface Words {
  /** `bilaget`. */
  the: string;
  /** `Bilaget`. */
  The: string;
  /** `det` or `den`. */
  it: string;
  /** `Det` or `Den`. */
  It: string;
  /** What it may be when no answer tells. */
  stored: string;
  /** What it is when it stands there for good. */
  booked: string;
}

const OF_KIND: Record<Kind, Omit<Words, 'The' | 'It'>> = {
  'z-report': { the: 'bilaget', it: 'det', stored: 'ført', booked: 'ført' },
  invoice: { the: 'ordren', it: 'den', stored: 'lagret', booked: 'fakturert' },
  product: { the: 'varen', it: 'den', stored: 'lagret', booked: 'lagret' },
  customer: { the: 'kunden', it: 'den', stored: 'lagret', booked: 'lagret' },
};

export function wordsFor(kind: Kind): Words {
  const words = OF_KIND[kind];
  return { ...words, The: capital(words.the), It: capital(words.it) };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
