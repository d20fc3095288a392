import {
  AccountingError,
  type AdapterKeys,
  type AdapterTools,
  type ErpConnection,
  type SendPermit,
} from '@accounting/port';
import type { MemoryCompany } from './memory-company.js';
import { testKitReason } from './reasons.js';

/** Calls the in-memory system as an adapter calls a real one: within the budget, logged in, and written down. */
export class MemoryClient {
  constructor(
    private readonly companies: MemoryCompany[],
    private readonly connection: ErpConnection,
    private readonly keys: AdapterKeys,
    private readonly tools: AdapterTools,
  ) {}

  /** The companies the user reaches. */
  async reached(): Promise<MemoryCompany[]> {
    const { username = '', password = '' } = this.connection.credentials;
    await this.tools.budget.spend(this.keys.budget, this.tools.purpose);
    const login = () => Promise.resolve().then(() => logIn(this.companies, username, password));
    await this.tools.sessions.take(this.keys.session, login);
    return this.companies.filter((company) => company.password === password);
  }

  async read<Answer>(operation: string, read: (company: MemoryCompany) => Answer): Promise<Answer> {
    const company = await this.company();
    return this.written(operation, () => company.read(operation, () => read(company)));
  }

  async write<Answer>(
    operation: string,
    permit: SendPermit,
    save: (company: MemoryCompany) => Answer,
  ): Promise<Answer> {
    const company = await this.company();
    return this.written(operation, () => {
      permit.check();
      return company.write(operation, () => save(company));
    });
  }

  private async company(): Promise<MemoryCompany> {
    const { company: chosen } = this.connection;
    if (!chosen) throw new AccountingError(testKitReason('COMPANY_NOT_CHOSEN'), 'ask-a-human');
    const company = (await this.reached()).find(({ id }) => id === chosen.id);
    if (company) return company;
    throw new AccountingError(testKitReason('COMPANY_UNKNOWN', { company: chosen.name }), 'ask-a-human');
  }

  private written<Answer>(operation: string, call: () => Answer): Answer {
    const { clock, exchanges } = this.tools;
    const exchange = { operation, request: operation, startedAt: clock.now(), took: 0 };
    try {
      const answer = call();
      exchanges.add({ ...exchange, response: JSON.stringify(answer) });
      return answer;
    } catch (error) {
      const refused = error instanceof AccountingError && error.refused;
      exchanges.add({ ...exchange, response: refused ? error.reason.english : null });
      throw error;
    }
  }
}

function logIn(companies: MemoryCompany[], username: string, password: string): string {
  const [own, ...others] = companies;
  const company = others.find((other) => other.password === password) ?? own;
  return company?.login(username, password) ?? '';
}
