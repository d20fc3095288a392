import type { Clock, Ids } from '@accounting/port';

interface Sleeper {
  wakeAt: number;
  wake(): void;
}

/**
 * Time that moves only when a test says so. `autoAdvance`: a sleep moves it at once, for code under test that
 * waits while nobody is there to advance.
 *
 * @example
 * const clock = new TestClock('2026-11-23T20:04:00+01:00');
 * await clock.advance(5 * 60_000);
 */
export class TestClock implements Clock {
  private wall: number;
  private passed = 0;
  private sleepers: Sleeper[] = [];
  private readonly autoAdvance: boolean;

  constructor(start = '2026-11-23T20:04:00+01:00', { autoAdvance = false } = {}) {
    this.wall = Date.parse(start);
    this.autoAdvance = autoAdvance;
  }

  now(): Date {
    return new Date(this.wall);
  }

  monotonic(): number {
    return this.passed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (this.autoAdvance) return this.advance(ms);
    await new Promise<void>((resolve) => {
      const sleeper = { wakeAt: this.passed + ms, wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      const stop = () => (this.sleepers = this.sleepers.filter((other) => other !== sleeper));
      function wake(): void {
        stop();
        signal?.removeEventListener('abort', wake);
        resolve();
      }
    });
  }

  /** Moves time on. Who sleeps is woken in order, each at its own instant, and may sleep again meanwhile. */
  async advance(ms: number): Promise<void> {
    const end = this.passed + ms;
    for (let next = this.firstBefore(end); next; next = this.firstBefore(end)) {
      this.moveTo(next.wakeAt);
      next.wake();
      await settled();
    }
    this.moveTo(end);
  }

  /** Moves on to an instant; stays where it is when that has passed. */
  async advanceTo(instant: Date): Promise<void> {
    await this.advance(Math.max(0, instant.getTime() - this.wall));
  }

  /** Someone sets the computer's clock: the wall time jumps, and no time passes. */
  jump(ms: number): void {
    this.wall += ms;
  }

  private firstBefore(end: number): Sleeper | undefined {
    // sort is stable: who lay down first wakes first.
    return this.sleepers.filter(({ wakeAt }) => wakeAt <= end).sort((a, b) => a.wakeAt - b.wakeAt)[0];
  }

  private moveTo(passed: number): void {
    this.wall += Math.max(0, passed - this.passed);
    this.passed = Math.max(passed, this.passed);
  }
}

/** Lets what was woken run until it waits for something else. Promises only: no real timer is involved. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** Ids and "random" bytes that are the same in every run of a test. Not fit for secrets. */
export class TestIds implements Ids {
  constructor(private seed = 1) {}

  uuid(): string {
    const hex = Array.from(this.random(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
  }

  random(bytes: number): Uint8Array {
    return Uint8Array.from({ length: bytes }, () => this.next() & 0xff);
  }

  // mulberry32, a generator small enough to read.
  private next(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
