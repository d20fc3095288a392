/** Who can mend it. A closed set: the page sorts by it. */
export type Who = 'butikk' | 'regnskapsfører' | 'DUELL';

/**
 * Why a transfer stands where it stands, for people: what happened and why (`message`), what to do (`fix`) and
 * who does it. Texts are Norwegian bokmål; `english` says the same for those who read none.
 */
export interface Reason {
  /** Stable; an entry of docs/errors.md. */
  code: string;
  message: string;
  fix: string;
  who: Who;
  english: string;
  /** Where only a person can tell: the exact things to look for in the accounting system. */
  lookFor?: string[];
}

/** The texts of one code, made from the facts of one case. */
export type Texts = Omit<Reason, 'code'>;

// `never` accepts every parameter type: each entry of a catalogue names the facts it needs.
type Catalogue = Record<string, (facts: never) => Texts>;

/**
 * Turns a catalogue, code → texts, into the function that makes its reasons. Each lib has one catalogue; a test
 * holds all of them against docs/errors.md.
 *
 * @example
 * const reason = reasonsOf({ ACCOUNT_MISSING: ({ account }: { account: string }) => ({ … }) });
 * reason('ACCOUNT_MISSING', { account: '3000' });
 */
export function reasonsOf<C extends Catalogue>(catalogue: C) {
  return <K extends keyof C & string>(code: K, ...facts: Parameters<C[K]>): Reason => {
    const texts = catalogue[code] as unknown as (...facts: Parameters<C[K]>) => Texts;
    return { code, ...texts(...facts) };
  };
}
