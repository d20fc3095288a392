import {
  AccountingError,
  type AdapterTools,
  type Budget,
  type Exchange,
  type ExchangeLog,
  type Memory,
  type SessionVault,
} from '@accounting/port';
import { testKitReason } from './reasons.js';
import { TestClock, TestIds } from './test-clock.js';

export interface MemoryTools extends AdapterTools {
  sessions: MemorySessions;
  budget: MemoryBudget;
  memory: MemoryMemory;
  exchanges: MemoryExchanges;
}

/** What the application lends an adapter, in memory, and open for a test to look into. */
export function memoryTools(over: Partial<MemoryTools> = {}): MemoryTools {
  const clock = over.clock ?? new TestClock();
  return {
    clock,
    ids: new TestIds(),
    purpose: 'work',
    sessions: new MemorySessions(),
    budget: new MemoryBudget(clock),
    memory: new MemoryMemory(),
    exchanges: new MemoryExchanges(),
    ...over,
  };
}

export class MemorySessions implements SessionVault {
  private readonly held = new Map<string, string>();
  private readonly refused = new Map<string, AccountingError>();
  private readonly running = new Map<string, Promise<string>>();

  async take(key: string, login: () => Promise<string>, stale?: string): Promise<string> {
    const refusal = this.refused.get(key);
    if (refusal) throw refusal;

    const session = this.held.get(key);
    if (session !== undefined && session !== stale) return session;

    const running = this.running.get(key) ?? this.login(key, login);
    this.running.set(key, running);
    return running;
  }

  /** Somebody put the connection again: a refused login, and the session, are forgotten. */
  forget(key: string): void {
    this.refused.delete(key);
    this.held.delete(key);
  }

  private async login(key: string, login: () => Promise<string>): Promise<string> {
    try {
      const session = await login();
      this.held.set(key, session);
      return session;
    } catch (error) {
      if (error instanceof AccountingError && error.next === 'ask-a-human') this.refused.set(key, error);
      throw error;
    } finally {
      this.running.delete(key);
    }
  }
}

export class MemoryBudget implements Budget {
  readonly spent: { key: string; purpose: AdapterTools['purpose']; at: Date }[] = [];
  private readonly closedUntil = new Map<string, Date>();

  constructor(private readonly clock: AdapterTools['clock']) {}

  async spend(key: string, purpose: AdapterTools['purpose']): Promise<void> {
    const until = this.closedUntil.get(key);
    if (until && until > this.clock.now()) {
      throw new AccountingError(testKitReason('BUDGET_CLOSED', { until }), 'retry', { retryAt: until });
    }
    this.spent.push({ key, purpose, at: this.clock.now() });
    return Promise.resolve();
  }

  async report(key: string, left: { remaining: number; resetAt: Date }): Promise<void> {
    if (left.remaining <= 0) await this.close(key, left.resetAt);
  }

  async close(key: string, until: Date): Promise<void> {
    this.closedUntil.set(key, until);
    return Promise.resolve();
  }
}

export class MemoryMemory implements Memory {
  readonly facts = new Map<string, string>();

  recall(key: string): Promise<string | null> {
    return Promise.resolve(this.facts.get(key) ?? null);
  }

  remember(key: string, value: string): Promise<void> {
    this.facts.set(key, value);
    return Promise.resolve();
  }
}

export class MemoryExchanges implements ExchangeLog {
  readonly all: Exchange[] = [];

  add(exchange: Exchange): void {
    this.all.push(exchange);
  }
}
