import type {
  AccountingPort,
  Check,
  ConnectionQuestion,
  DraftFinding,
  DraftInBooks,
  ErpConnection,
  ErpLists,
  StepJournal,
  VoucherDelivery,
  VoucherReceipt,
} from '@accounting/port';
import { defaultLists } from './memory-chart.js';
import { testConnection } from './memory-checks.js';
import type { MemoryClient } from './memory-client.js';
import type { MemoryCompany } from './memory-company.js';
import { deliverInOneStep, deliverInThreeSteps, notesOn, receiptOf } from './memory-delivery.js';

export interface InMemoryBooksOptions {
  /** `one-step`: a voucher arrives whole. `three-step`: as a draft, then its document, then it is booked. */
  steps: 'one-step' | 'three-step';
  /** false: nobody can ask whether a draft is there, as in 24SevenOffice. */
  draftsCanBeProven: boolean;
}

/** One company's books, as the application sees them. */
export class MemoryPort implements AccountingPort {
  readonly timing = { writeTimeoutMs: 20_000, settleAfterMs: 60_000 };

  constructor(
    private readonly client: MemoryClient,
    private readonly connection: ErpConnection,
    private readonly options: InMemoryBooksOptions,
  ) {}

  async list<Name extends keyof ErpLists>(name: Name): Promise<ErpLists[Name][]> {
    const companies = (await this.client.reached()).map((company) => ({
      id: company.id,
      name: company.name,
    }));
    // Companies are listed before one is chosen; the other lists are those of the chosen one.
    const own = name === 'companies' ? defaultLists() : await this.client.read(name, ({ lists }) => lists);
    const lists: { [Each in keyof ErpLists]: ErpLists[Each][] } = { ...own, companies };
    return lists[name];
  }

  test(question: ConnectionQuestion): Promise<Check[]> {
    return testConnection(this.client, this.connection, question);
  }

  deliver(delivery: VoucherDelivery, journal: StepJournal): Promise<VoucherReceipt> {
    const { steps, draftsCanBeProven } = this.options;
    const deliver = steps === 'one-step' ? deliverInOneStep : deliverInThreeSteps;
    return deliver({ client: this.client, journal, delivery, draftsCanBeProven });
  }

  lookUpDrafts(drafts: DraftInBooks[]): Promise<DraftFinding[]> {
    return this.client.read('find-vouchers', (company) => drafts.map((draft) => findingOf(company, draft)));
  }
}

/** With the id of the answer a draft is found even where none can be searched for. */
function findingOf(company: MemoryCompany, { voucher, reference }: DraftInBooks): DraftFinding {
  const found = company.findById(reference.voucherId ?? '');
  if (!found) return { is: 'gone' };
  if (found.state === 'draft') return { is: 'draft' };
  return { is: 'posted', reference: receiptOf(found).reference, notes: notesOn(found, { voucher }) };
}
