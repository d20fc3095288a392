import type { Ids } from '@accounting/port';

/** About three days, as one client saw. */
const LIFE_MS = 3 * 24 * 3_600_000;

interface Token {
  bearer: string;
  clientNumber: string;
  ip: string;
  endsAt: number;
}

/** Bearers: each is for one client, from one address, for some days. An older one stays good when a new one is made. */
export class Tokens {
  private held: Token[] = [];

  constructor(private readonly ids: Ids) {}

  make(clientNumber: string, ip: string, now: Date): string {
    const secret = Buffer.from(this.ids.random(24)).toString('base64url');
    const bearer = `eyJ0eXAiOiJKV1QifQ.${secret}.c2ltdWxhdG9y`;
    this.held.push({ bearer, clientNumber, ip, endsAt: now.getTime() + LIFE_MS });
    return bearer;
  }

  /** The client that a bearer is for; undefined when it is not taken. */
  clientOf(bearer: string | undefined, ip: string, now: Date): string | undefined {
    const isGood = (token: Token) =>
      token.bearer === bearer && token.ip === ip && token.endsAt > now.getTime();
    return this.held.find(isGood)?.clientNumber;
  }

  end(bearer: string | undefined): void {
    this.held = this.held.filter((token) => token.bearer !== bearer);
  }

  /** Returns how many there were. */
  expireAll(): number {
    const count = this.held.length;
    this.held = [];
    return count;
  }

  count(): number {
    return this.held.length;
  }
}
