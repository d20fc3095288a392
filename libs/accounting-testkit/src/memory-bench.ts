import type { AccountingAdapter } from '@accounting/port';
import type { Bench } from './bench.js';
import { aConnection } from './builders.js';
import { InMemoryBooks } from './in-memory-books.js';
import { ordersOf, registersOf } from './memory-bench-sales.js';
import { MemoryCompany } from './memory-company.js';
import type { InMemoryBooksOptions } from './memory-port.js';
import { memoryTools } from './memory-tools.js';
import { TestClock } from './test-clock.js';

/** The in-memory books with their levers; `breakIt` puts something between them and the suite. */
export function memoryBench(
  options: Partial<InMemoryBooksOptions> = {},
  breakIt: (adapter: AccountingAdapter, company: MemoryCompany) => AccountingAdapter = (adapter) => adapter,
): Bench {
  const clock = new TestClock();
  const company = new MemoryCompany({ clock });
  return {
    adapter: breakIt(new InMemoryBooks(company, options), company),
    connection: aConnection(),
    tools: { ...memoryTools({ clock }), clock },
    held: () => [...company.vouchers(), ...company.drafts()],
    documentCount: () => company.documents().length,
    loseNextAnswer: (how) => company.loseNextAnswer(how),
    goDown: () => company.goDown(),
    comeBack: () => company.comeBack(),
    accountantPosts: (marker) => company.accountantPosts(marker),
    accountantDeletes: (marker) => company.accountantDeletes(marker),
    personTakesNumber: () => void company.personTakesNumber(),
    registers: registersOf(company),
    orders: ordersOf(company),
  };
}
