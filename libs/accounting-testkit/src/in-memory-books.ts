import type {
  AccountingAdapter,
  AccountingPort,
  AdapterDescription,
  AdapterKeys,
  AdapterTools,
  ErpConnection,
} from '@accounting/port';
import { LINE_TEXT_LENGTH } from './book-voucher.js';
import { MemoryClient } from './memory-client.js';
import { MemoryCompany } from './memory-company.js';
import { MemoryPort, type InMemoryBooksOptions } from './memory-port.js';

/**
 * A whole accounting system in memory: the port's second implementation. What is kept is in the companies; the
 * books around them are thrown away and opened again, as when a worker dies.
 *
 * @example
 * const company = new MemoryCompany({ clock });
 * const port = new InMemoryBooks(company).open(aConnection(), memoryTools({ clock }));
 */
export class InMemoryBooks implements AccountingAdapter {
  readonly id = 'memory';
  readonly description: AdapterDescription;
  readonly companies: MemoryCompany[];
  private readonly options: InMemoryBooksOptions;

  constructor(
    companies: MemoryCompany | MemoryCompany[] = new MemoryCompany(),
    options: Partial<InMemoryBooksOptions> = {},
  ) {
    this.companies = [companies].flat();
    this.options = { ...USUAL, ...options };
    this.description = describeBooks(this.options);
  }

  keys({ credentials, company }: ErpConnection): AdapterKeys {
    const username = credentials.username ?? '';
    return {
      lane: company && `memory:${company.id}`,
      session: `memory:${username}:${company?.id ?? ''}`,
      budget: `memory:${username}`,
    };
  }

  open(connection: ErpConnection, tools: AdapterTools): AccountingPort {
    const client = new MemoryClient(this.companies, connection, this.keys(connection), tools);
    return new MemoryPort(client, connection, this.options);
  }
}

const USUAL: InMemoryBooksOptions = {
  steps: 'one-step',
  draftsCanBeProven: true,
  orders: true,
  products: true,
  customers: true,
  stockWrite: true,
  rowVat: true,
  recordsPerWrite: 100,
  recordsPerPage: 50,
};

function describeBooks({ steps, draftsCanBeProven, ...options }: InMemoryBooksOptions): AdapterDescription {
  const { orders, products, customers, stockWrite, rowVat, recordsPerWrite } = options;
  return {
    name: 'Regnskap i minnet',
    credentials: [
      { name: 'username', label: 'Brukernavn', secret: false, maxLength: 100 },
      { name: 'password', label: 'Passord', secret: true, maxLength: 100 },
    ],
    capabilities: {
      modes: ['draft', 'ledger'],
      attachment: 'pdf',
      findByMarker: draftsCanBeProven ? ['draft', 'ledger'] : steps === 'one-step' ? ['ledger'] : [],
      departments: true,
      projects: false,
      voucherTypes: true,
      fiscalYears: true,
      ...{ orders, products, customers, stockWrite, rowVat },
    },
    recordsPerWrite,
    lineTextLength: LINE_TEXT_LENGTH,
    noVatCode: '0',
    callsPerSecond: 0,
    subLedgerAccounts: ['1500'],
    draftPlace: { name: 'Utkast', path: 'Regnskap > Utkast' },
    orderPlace: { name: 'Ordre', path: 'Salg > Ordre' },
  };
}
