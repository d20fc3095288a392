import type { Carried } from '@accounting/http';
import { openAgainAt } from './duell.limits.js';

export type Body = Record<string, unknown>;

/** What came of a call, before anybody judges it. */
export type Outcome =
  /** `status: true`. */
  | { is: 'answer'; body: Body }
  /** `status: false`, whatever the HTTP status: `code` is the body's, else HTTP's when that is a failure. */
  | { is: 'refused'; code: number | null; text: string }
  /** The bearer is not, or no longer, taken. Comes before any work. */
  | { is: 'logged-out'; text: string }
  | { is: 'limited'; until: Date }
  /** A page for a browser: a firewall's, or of a server that is in trouble. */
  | { is: 'html'; status: number }
  /** Something came that is no answer. */
  | { is: 'unreadable'; why: string }
  /** It was sent, and nothing came. */
  | { is: 'lost'; why: string }
  /** Not a byte was sent. */
  | { is: 'unsent'; cause: unknown };

/** What DUELL answered. `status` in the body decides, not HTTP's. */
export function outcomeOf({ status, headers, body }: Carried, now: Date): Outcome {
  if (status === 429) return { is: 'limited', until: openAgainAt(headers, now) };
  if (status !== 401 && isHtml(headers, body)) return { is: 'html', status };
  const parsed = parse(body);
  if (status === 401) return { is: 'logged-out', text: (parsed && textIn(parsed)) ?? 'HTTP 401' };
  if (!parsed) return { is: 'unreadable', why: `HTTP ${status} without a JSON object` };

  const done = truth(parsed.status);
  if (done === null) return { is: 'unreadable', why: `HTTP ${status} with JSON without a status` };
  if (done)
    return status < 300
      ? { is: 'answer', body: parsed }
      : { is: 'unreadable', why: `HTTP ${status} with status true` };

  const code = numberIn(parsed.code) ?? (status >= 400 ? status : null);
  const text = textIn(parsed) ?? `HTTP ${status}`;
  if (code === 429) return { is: 'limited', until: openAgainAt(headers, now) };
  if (code === 401 || code === 403) return { is: 'logged-out', text };
  return { is: 'refused', code, text };
}

function isHtml(headers: Carried['headers'], body: string): boolean {
  return /\bhtml\b/i.test(String(headers['content-type'])) || body.trimStart().startsWith('<');
}

function parse(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}

/** PHP's ways of saying yes and no. */
function truth(value: unknown): boolean | null {
  if ([true, 1, '1', 'true'].includes(value as never)) return true;
  return [false, 0, '0', 'false'].includes(value as never) ? false : null;
}

function numberIn(value: unknown): number | null {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** `message` and `validation_message`, which may be a text, a list, or fields with lists. */
function textIn({ message, validation_message: validation }: Body): string | null {
  const texts = [message, validation].flatMap(wordsOf).map((text) => text.replace(/\s+/g, ' ').trim());
  const said = [...new Set(texts)].filter((text) => text !== '').join('; ');
  if (said === '') return null;
  return said.length > 300 ? `${said.slice(0, 299)}…` : said;
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([field, said]) => `${field}: ${wordsOf(said).join(', ')}`);
}
