/** Calls a client may make in a window. Off until a test sets it: DUELL's own figures are not known. */
export class Limits {
  calls: number | null = null;
  windowSeconds = 60;
  private readonly windows = new Map<string, { used: number; until: number }>();

  /** Counts a call. The headers that one client in the open reads, and whether it was one too many. */
  count(client: string, now: Date): { headers: Record<string, string>; excess: boolean } {
    if (this.calls === null) return { headers: {}, excess: false };
    let window = this.windows.get(client);
    if (!window || window.until <= now.getTime())
      window = { used: 0, until: now.getTime() + this.windowSeconds * 1000 };
    window.used += 1;
    this.windows.set(client, window);
    const excess = window.used > this.calls;
    return {
      excess,
      headers: {
        'x-duell-ratelimit-remaining': String(Math.max(0, this.calls - window.used)),
        'x-duell-ratelimit-reset': String(Math.ceil(window.until / 1000)),
        ...(excess ? { 'Retry-After': String(Math.ceil((window.until - now.getTime()) / 1000)) } : {}),
      },
    };
  }
}
