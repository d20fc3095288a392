import { AccountingError, type HostStock } from '@accounting/port';
import type { DuellClient } from './duell.client.js';
import { decimal, difference, negative, sumOf } from './duell.decimals.js';
import type { Departments } from './duell.departments.js';
import type { ProductFinder } from './duell.find-product.js';
import type { Lists } from './duell.lists.js';
import type { Assumptions } from './duell.options.js';
import { reason } from './duell.reasons.js';
import { Register } from './duell.register.js';
import { requests } from './duell.requests.js';

type Meaning = Assumptions['adjustStock'];
type Disproof = Record<'number' | 'before' | 'wanted' | 'after', string>;

/** What is sent so that `before` becomes `wanted`; and what becomes of `before`, whatever is meant. */
const SENT: Record<Meaning, (before: string, wanted: string) => string> = {
  subtracts: (before, wanted) => difference(before, wanted),
  adds: (before, wanted) => difference(wanted, before),
  sets: (_before, wanted) => wanted,
};
const BECOMES: Record<Meaning, (before: string, sent: string) => string> = {
  subtracts: (before, sent) => sumOf(before, negative(sent)),
  adds: (before, sent) => sumOf(before, sent),
  sets: (_before, sent) => sent,
};

/**
 * Sets how many there are, through a call of which it is not known what its figure means. So the stock is read before,
 * and, until it has been seen once that it became what it should, after: a wrong assumption shows at the first product.
 */
export class StockSetter {
  private readonly registers = new Map<string, Register<HostStock>>();

  constructor(
    private readonly client: DuellClient,
    private readonly lists: Lists,
    private readonly departments: Departments,
    private readonly products: ProductFinder,
  ) {}

  async set(departmentId: string, { productId, quantity, ...stock }: HostStock): Promise<void> {
    const number = stock.number.trim();
    const wanted = decimal(quantity);
    if (wanted === null)
      throw new AccountingError(reason('DUELL_QUANTITY_UNUSABLE', { number, quantity }), 'ask-a-human');
    await this.mustMeanWhatWeThink();
    await this.products.reachedByNumber({ id: productId, number });
    const token = await this.departments.tokenOf(departmentId);
    const register = this.register(departmentId, token);
    const before = await this.quantityOf(productId, register);
    if (before === wanted) return;
    await this.adjust(SENT[this.meaning](before, wanted), { token, number, register });
    await register.put({ productId, number, quantity: wanted }, (row) => row.productId === productId);
    await this.lookOnce({ productId, number, before, wanted }, register);
  }

  private async adjust(
    sent: string,
    { token, number, register }: { token: string; number: string; register: Register<HostStock> },
  ): Promise<void> {
    try {
      await this.client.write(requests.adjustStock(token, number, sent));
    } catch (error) {
      register.forget();
      throw error;
    }
  }

  /** Where nothing is known of a product's stock there is none. */
  private async quantityOf(productId: string, register: Register<HostStock>): Promise<string> {
    const rows = await register.all();
    return rows.find((row) => row.productId === productId)?.quantity ?? '0';
  }

  /** It is saved by now: a look that fails is taken at another product. */
  private async lookOnce(
    { productId, number, before, wanted }: Record<'productId' | 'number' | 'before' | 'wanted', string>,
    register: Register<HostStock>,
  ): Promise<void> {
    const { memory } = this.client.tools;
    const sent = SENT[this.meaning](before, wanted);
    // A figure below 0 may be refused, or taken for one above: it is proven on its own.
    const fact = this.client.keys.fact(`adjust-stock/${sent.startsWith('-') ? 'below-0' : 'above-0'}`);
    if ((await memory.recall(fact)) === this.meaning) return;

    register.forget();
    const after = await this.quantityOf(productId, register).catch(() => null);
    const shown = meaningsThat({ before, sent, after });
    if (shown.length > 0 && !shown.includes(this.meaning)) {
      const facts = { number, before, wanted, after: after ?? '?' };
      await memory.remember(this.disproven, JSON.stringify({ meaning: this.meaning, ...facts }));
      throw new AccountingError(reason('DUELL_STOCK_MEANS_OTHER', facts), 'ask-a-human');
    }
    if (shown.length === 1) await memory.remember(fact, this.meaning);
  }

  /** Once a figure has done something else than it should, no more are sent until the assumption is switched. */
  private async mustMeanWhatWeThink(): Promise<void> {
    const known = await this.client.tools.memory.recall(this.disproven);
    if (known === null) return;
    const { meaning, ...facts } = JSON.parse(known) as { meaning: Meaning } & Disproof;
    if (meaning === this.meaning)
      throw new AccountingError(reason('DUELL_STOCK_MEANS_OTHER', facts), 'ask-a-human');
  }

  private get disproven(): string {
    return this.client.keys.fact('adjust-stock/disproven');
  }

  private get meaning(): Meaning {
    return this.client.options.adjustStock;
  }

  private register(departmentId: string, token: string): Register<HostStock> {
    const { rememberMs } = this.client.options;
    const known =
      this.registers.get(departmentId) ??
      new Register(() => this.lists.stock(departmentId, token), {
        ms: rememberMs,
        clock: this.client.tools.clock,
      });
    this.registers.set(departmentId, known);
    return known;
  }
}

/** Which meanings explain what was seen. None, when somebody sold one meanwhile: then nothing is learnt. */
function meaningsThat({
  before,
  sent,
  after,
}: {
  before: string;
  sent: string;
  after: string | null;
}): Meaning[] {
  const meanings = Object.keys(BECOMES) as Meaning[];
  return meanings.filter((meaning) => BECOMES[meaning](before, sent) === after);
}
