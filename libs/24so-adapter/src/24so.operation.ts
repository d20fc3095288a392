/** One operation: what it takes, and what it answers. `null`: the result element came empty or nil. */
export interface Operation<Args, Result> {
  args: Args;
  result: Result | null;
}

export type None = Record<string, never>;

export interface Names {
  string: string[];
}

export interface Ints {
  int: number[];
}

/** At least one filter must be there, and only the properties that are named come back (fact sheet 4.5, 4.6). */
export interface Search<Filter> {
  searchParams: Filter;
  returnProperties: Names;
}
