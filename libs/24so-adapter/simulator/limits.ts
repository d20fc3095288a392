import { toStamp } from './formats.js';
import { SoapFault } from './soap.js';

/** What the service allows. The hourly figures are off until a test sets them. */
export interface Limits {
  /** Calls per credential and hour; 24SevenOffice's FAQ says 7200 (fact sheet 3.4). */
  limitPerHour?: number;
  /** Logins per credential and hour. That there is a throttle is documented, its figure is not. */
  loginsPerHour?: number;
  /** A session unused for so long is forgotten: ASP.NET's default; the service's own is not documented. */
  sessionMinutes: number;
  /** Kilobytes of a request, overhead included: ASP.NET's default. 2000 KiB of raw bytes are known to fit. */
  maxRequestKb: number;
  /** Customers on a page of `GetCompanySyncList`: 1000 in life (fact sheet 3.4), fewer where a test wants pages. */
  syncPageSize: number;
}

const HOUR = 3_600_000;

/** Counts calls in hours that begin with a credential's first call. */
export class HourlyCounter {
  readonly #windows = new Map<string, { used: number; until: Date }>();

  count(key: string, now: Date): { used: number; until: Date } {
    let window = this.#windows.get(key);
    if (!window || window.until <= now) window = { used: 0, until: new Date(now.getTime() + HOUR) };
    window.used += 1;
    this.#windows.set(key, window);
    return window;
  }
}

/** The headers that one public client reads, and the quarantine that everybody gets (fact sheet 3.3, 3.4). */
export function rateLimit(
  counter: HourlyCounter,
  limit: number | undefined,
  user: string | undefined,
  now: Date,
): { headers: Record<string, string>; excess?: SoapFault } {
  if (limit === undefined || user === undefined) return { headers: {} };
  const { used, until } = counter.count(user, now);
  const reset = `${toStamp(until)}Z`;
  const headers = { APILimitRemaining: String(Math.max(0, limit - used)), APILimitReset: reset };
  if (used <= limit) return { headers };
  const text = `Limit exceeded by ${used - limit}. Request is blocked. Quarantine ends at ${reset}`;
  return { headers, excess: SoapFault.because(text) };
}
