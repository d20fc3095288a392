/** A call whose connection died, and whose work is still under way. */
export interface LateCommit {
  operation: string;
  /** The instant at which the work is done, whenever somebody looks. */
  at: Date;
  /** `waiting`, then what the caller would have been told. */
  outcome: string;
}

/**
 * Work that outlives its connection. Nothing runs in the background: whoever looks at the books settles first
 * what fell due before, in the order of time. So a clock that tests move needs no real waiting.
 */
export class LateCommits {
  readonly #commits: (LateCommit & { commit: (at: Date) => string })[] = [];

  add(operation: string, at: Date, commit: (at: Date) => string): void {
    this.#commits.push({ operation, at, outcome: 'waiting', commit });
    this.#commits.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  settle(now: Date): void {
    for (const late of this.#commits) {
      if (late.outcome === 'waiting' && late.at <= now) late.outcome = late.commit(late.at);
    }
  }

  all(): LateCommit[] {
    return this.#commits.map(({ operation, at, outcome }) => ({ operation, at, outcome }));
  }
}
