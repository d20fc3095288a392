import { describeAccountingPort } from './describe-accounting-port.js';
import { InMemoryBooks } from './in-memory-books.js';
import { memoryBench } from './memory-bench.js';

/** Only a voucher that goes to the ledger in one write carries a number of ours, which shuts out another try. */
function describeBooks(name: string, options: ConstructorParameters<typeof InMemoryBooks>[1]): void {
  const { description } = new InMemoryBooks([], options);
  const numbersExclude = options?.steps !== 'three-step';
  describeAccountingPort(name, { description, numbersExclude }, () => memoryBench(options));
}

describeBooks('Books that take a whole voucher', { steps: 'one-step' });
describeBooks('Books in three steps', { steps: 'three-step' });
describeBooks('Books whose drafts cannot be proven', { steps: 'one-step', draftsCanBeProven: false });
describeBooks('Books in three steps that prove no draft', { steps: 'three-step', draftsCanBeProven: false });
describeBooks('Books that take two records in a write', { recordsPerWrite: 2, recordsPerPage: 3 });
describeBooks('Books that take one record in a write', { recordsPerWrite: 1, recordsPerPage: 1 });
describeBooks('Books whose rows have the VAT of their products', { rowVat: false, stockWrite: false });
describeBooks('Books that take vouchers only', { orders: false, products: false, customers: false });
