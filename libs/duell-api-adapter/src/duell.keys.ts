import { createHash } from 'node:crypto';
import type { HostClient } from '@accounting/port';

/** The names under which processes share what belongs to one client's login. */
export interface Keys {
  session: string;
  budget: string;
  /** What is learnt of the client's account. */
  fact: (name: string) => string;
}

/**
 * The session's key holds a SHA-256 of the login, whose token is long and random, so that nobody guesses it from the
 * hash. DUELL counts a client's calls whatever the token; the client number is no secret.
 */
export function keysOf({ credentials }: Pick<HostClient, 'credentials'>): Keys {
  const { clientNumber = '', clientToken = '' } = credentials;
  const login = createHash('sha256')
    .update(JSON.stringify([clientNumber, clientToken]))
    .digest('hex');
  return {
    session: `duell/session/${login}`,
    budget: `duell/budget/${clientNumber}`,
    fact: (name) => `duell/client/${clientNumber}/${name}`,
  };
}
