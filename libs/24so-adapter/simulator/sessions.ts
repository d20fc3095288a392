import { type Ids } from '@accounting/port';
import { type Limits } from './limits.js';
import { type UserSeed } from './seed.js';

/** A user in one company (fact sheet 3.2). */
export interface Identity {
  id: string;
  company: string;
  isDefault: boolean;
  blocked: boolean;
}

export interface User {
  applicationId: string;
  username: string;
  password: string;
  name: string;
  identities: Identity[];
}

/** Which company a session works in is the server's own memory: one session, one company. */
export interface Session {
  id: string;
  user: User;
  identity: Identity;
  lastUsed: Date;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class Sessions {
  readonly users: User[] = [];
  readonly #open = new Map<string, Session>();

  constructor(
    private readonly ids: Ids,
    private readonly limits: Limits,
  ) {}

  addUser(seed: UserSeed): void {
    const identities = seed.identities.map((identity) => ({ isDefault: false, blocked: false, ...identity }));
    this.users.push({ name: 'Integrasjon', ...seed, identities });
  }

  /** The user that a credential names, when application, name and password all fit. */
  userOf(applicationId: string, username: string, password: string): User | undefined {
    return this.users.find(
      (user) =>
        user.username === username && user.password === password && user.applicationId === applicationId,
    );
  }

  open(user: User, identity: Identity, now: Date): Session {
    const id = Array.from(this.ids.random(24), (byte) => ALPHABET.charAt(byte % 36)).join('');
    const session = { id, user, identity, lastUsed: now };
    this.#open.set(id, session);
    return session;
  }

  /** The session, kept alive by being used; undefined when it is unknown, expired or was ended. */
  find(id: string | undefined, now: Date): Session | undefined {
    const session = this.#open.get(id ?? '');
    if (!session) return undefined;
    if (now.getTime() - session.lastUsed.getTime() > this.limits.sessionMinutes * 60_000) {
      this.end(session);
      return undefined;
    }
    session.lastUsed = now;
    return session;
  }

  end(session: Session): void {
    this.#open.delete(session.id);
  }

  /** Ends every session, or those that stand in one company. Returns how many there were. */
  expire(company?: string): number {
    const ending = [...this.#open.values()].filter((s) => !company || s.identity.company === company);
    for (const session of ending) this.end(session);
    return ending.length;
  }

  count(): number {
    return this.#open.size;
  }
}
