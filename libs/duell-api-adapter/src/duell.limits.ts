import type { Carried } from '@accounting/http';

/** Longer than this no header makes us wait: a wrong one would stop a client's transfers for good. */
const LONGEST_WAIT_MS = 3_600_000;
/** When a refusal does not say how long. */
const UNTOLD_WAIT_MS = 60_000;
/** A figure below this is no instant of ours, whatever else it may be. */
const EARLIEST_EPOCH_SECONDS = 1_000_000_000;

type Headers = Carried['headers'];

/** When DUELL takes calls again, after it refused one for being too many. */
export function openAgainAt(headers: Headers, now: Date): Date {
  const told = [retryAfter(headers, now), reset(headers)].filter((instant) => instant !== null);
  const latest = told.length > 0 ? Math.max(...told) : now.getTime() + UNTOLD_WAIT_MS;
  return believable(latest, now);
}

/** How many calls are left until when; null when DUELL does not say. */
export function callsLeft(headers: Headers, now: Date): { remaining: number; resetAt: Date } | null {
  const remaining = Number(one(headers, 'x-duell-ratelimit-remaining') ?? NaN);
  const resetAt = reset(headers);
  if (!Number.isInteger(remaining) || resetAt === null || resetAt <= now.getTime()) return null;
  return { remaining, resetAt: believable(resetAt, now) };
}

/** Seconds, or a date. */
function retryAfter(headers: Headers, now: Date): number | null {
  const text = one(headers, 'retry-after') ?? '';
  const instant = /^\d+$/.test(text) ? now.getTime() + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}

/** Seconds since 1970. */
function reset(headers: Headers): number | null {
  const text = one(headers, 'x-duell-ratelimit-reset') ?? '';
  return /^\d+$/.test(text) && Number(text) >= EARLIEST_EPOCH_SECONDS ? Number(text) * 1000 : null;
}

/** At least a second, at most an hour from now. */
function believable(instant: number, now: Date): Date {
  const wait = Math.min(Math.max(instant - now.getTime(), 1000), LONGEST_WAIT_MS);
  return new Date(now.getTime() + wait);
}

function one(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim();
}
