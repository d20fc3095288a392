/** A sales type (salgstype): decides the account, and by it the VAT, that a sale goes to (domain sheet, section 3). */
export interface TypeGroup {
  id: number;
  name: string;
  /** The account's number. */
  account: number;
  module: 'Sale' | 'Purchase';
}

/** What a person says of a new one. Sale, unless its account begins with 4. */
export type TypeGroupSeed = Omit<TypeGroup, 'id' | 'module'> & Partial<Pick<TypeGroup, 'id' | 'module'>>;

/** One company's type groups. Every sales and purchase account of the chart has one, unless its seed names them. */
export class TypeGroups {
  readonly #groups: TypeGroup[] = [];
  readonly #followsChart: boolean;

  constructor(
    private readonly chart: { accounts: { number: number; name: string }[] },
    seeds: TypeGroupSeed[] | undefined,
  ) {
    this.#followsChart = seeds === undefined;
    for (const seed of seeds ?? []) this.add(seed);
    this.#follow();
  }

  add({ id = this.#nextId(), name, account, module }: TypeGroupSeed): TypeGroup {
    const group = { id, name, account, module: module ?? moduleOf(account) };
    this.#groups.push(group);
    return group;
  }

  /** Those whose account there is. */
  all(): TypeGroup[] {
    this.#follow();
    const numbers = new Set(this.chart.accounts.map(({ number }) => number));
    return this.#groups.filter(({ account }) => numbers.has(account));
  }

  find(id: number): TypeGroup | undefined {
    return this.all().find((group) => group.id === id);
  }

  /** An account that was added since has a group too: enough for a list to choose from. */
  #follow(): void {
    if (!this.#followsChart) return;
    const grouped = new Set(this.#groups.map(({ account }) => account));
    for (const { number, name } of this.chart.accounts) {
      if (/^[34]/.test(String(number)) && !grouped.has(number)) this.add({ name, account: number });
    }
  }

  #nextId(): number {
    return Math.max(0, ...this.#groups.map(({ id }) => id)) + 1;
  }
}

function moduleOf(account: number): TypeGroup['module'] {
  return String(account).startsWith('4') ? 'Purchase' : 'Sale';
}
