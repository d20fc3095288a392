/**
 * Time comes in here and nowhere else, so that five-minute waits, midnight and summer time are tested in
 * milliseconds. A lint rule forbids `Date.now`, `new Date()` and `setTimeout` outside this file.
 */
export interface Clock {
  /** The instant. Processes that share a database must agree on it within five seconds (NTP). */
  now(): Date;
  /** Milliseconds that never run backwards and never jump: for windows that must close, not for dates. */
  monotonic(): number;
  /** Resolves after `ms`, or at once, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The one source of ids and randomness. */
export interface Ids {
  /** A new UUID, as text. */
  uuid(): string;
  /** `bytes` random bytes, fit for secrets. */
  random(bytes: number): Uint8Array;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      }
    }),
};

export const systemIds: Ids = {
  uuid: () => crypto.randomUUID(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};
