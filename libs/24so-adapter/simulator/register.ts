/** Records by their id. An id is given once: one that was removed does not come back by itself. */
export class Register<Kept> {
  readonly #records = new Map<number, Kept>();
  readonly #removed = new Set<number>();
  #highest: number;

  constructor(first = 1) {
    this.#highest = first - 1;
  }

  nextId(): number {
    return this.#highest + 1;
  }

  find(id: number): Kept | undefined {
    return this.#records.get(id);
  }

  add(id: number, record: Kept): Kept {
    this.#records.set(id, record);
    this.#removed.delete(id);
    this.#highest = Math.max(this.#highest, id);
    return record;
  }

  remove(id: number): void {
    if (this.#records.delete(id)) this.#removed.add(id);
  }

  wasRemoved(id: number): boolean {
    return this.#removed.has(id);
  }

  all(): Kept[] {
    return [...this.#records.values()];
  }

  /** Those with these ids, each once. */
  among(ids: number[]): Kept[] {
    return [...new Set(ids)].flatMap((id) => this.find(id) ?? []);
  }
}
