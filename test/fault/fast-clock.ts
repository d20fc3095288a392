import { type Clock, systemClock } from '@accounting/port';

/** Time that goes `speed` times as fast, the same in every process that knows when it began. */
export class FastClock implements Clock {
  constructor(
    private readonly began: Date,
    private readonly speed: number,
  ) {}

  now(): Date {
    const passed = systemClock.now().getTime() - this.began.getTime();
    return new Date(this.began.getTime() + passed * this.speed);
  }

  monotonic(): number {
    return systemClock.monotonic() * this.speed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms / this.speed, signal);
  }
}
