import { type Books } from './books.js';
import { type RecordFault } from './faults.js';
import { type Session } from './sessions.js';
import { SoapFault } from './soap.js';
import { type World } from './world.js';

/** One call: who makes it, and when. The session is looked up once, on arrival. */
export class Visit {
  readonly #session: Session | undefined;

  private constructor(
    readonly world: World,
    readonly now: Date,
    session: Session | undefined,
    /** The record of this call that is to fail, whatever is in it. */
    readonly failing?: RecordFault,
  ) {
    this.#session = session;
  }

  static arrive(world: World, now: Date, sessionId: string | undefined): Visit {
    return new Visit(world, now, world.sessions.find(sessionId, now));
  }

  /** The same caller at another time: work done late does not ask again who sent it. */
  at(now: Date): Visit {
    return new Visit(this.world, now, this.#session);
  }

  /** The same call, with one record in it that fails. */
  struckBy(failing: RecordFault): Visit {
    return new Visit(this.world, this.now, this.#session, failing);
  }

  get hasSession(): boolean {
    return this.#session !== undefined;
  }

  get session(): Session {
    if (!this.#session) throw SoapFault.notAuthenticated();
    return this.#session;
  }

  /** The books of the session's company. */
  get books(): Books {
    const { identity } = this.session;
    const books = this.world.companies.get(identity.company);
    if (!books || identity.blocked) throw SoapFault.because('Client is not authenticated on this identity');
    return books;
  }
}

/** What a service does for an operation: arguments in, content of the `…Result` element out. */
export type Handler = (body: never, visit: Visit) => unknown;
