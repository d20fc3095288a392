import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  AccountingError,
  type AccountingAdapter,
  type AccountingPort,
  type AdapterTools,
  type ErpConnection,
  type ExchangeLog,
  type NamedId,
} from '@accounting/port';
import { Environment } from '../environment.js';
import { Connection } from './connection.js';
import { LearntFacts } from './learnt-facts.js';
import { SharedBudget } from './rate-budget.js';
import { reason } from './connection-reasons.js';
import { SharedSessionVault } from './session-vault.js';

/** A connection, ready to speak to. */
export interface OpenBooks {
  adapter: AccountingAdapter;
  port: AccountingPort;
}

/** Opens accounting systems for the application, and lends them what all processes share. */
@Injectable()
export class Books {
  private readonly sessions: SharedSessionVault;
  private readonly memory: LearntFacts;

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {
    this.sessions = new SharedSessionVault(em, environment.clock, environment.seal);
    this.memory = new LearntFacts(em, environment.clock);
  }

  /** Throws an AccountingError (`ask-a-human`) when the adapter is not available to the client. */
  adapter(id: string, clientId: string): AccountingAdapter {
    const adapter = this.environment.adapters.find((candidate) => candidate.id === id);
    const allowed = this.environment.host.allowedAdapters?.(clientId) ?? null;
    if (!adapter || (allowed && !allowed.includes(id)))
      throw new AccountingError(reason('ADAPTER_NOT_AVAILABLE', { adapter: id }), 'ask-a-human');
    return adapter;
  }

  /**
   * @param company the frozen one, when a delivery has begun; else today's choice.
   * Throws an AccountingError (`ask-a-human`) for an adapter or credentials that can't be used.
   */
  open(
    connection: Connection,
    purpose: AdapterTools['purpose'],
    exchanges: ExchangeLog,
    company: NamedId | null = connection.company ?? null,
  ): OpenBooks {
    const adapter = this.adapter(connection.adapter, connection.clientId);
    const { clock, ids } = this.environment;
    const budget = new SharedBudget(this.em, clock, adapter.description.callsPerSecond);
    const tools: AdapterTools = {
      clock,
      ids,
      purpose,
      sessions: this.sessions,
      budget,
      memory: this.memory,
      exchanges,
    };
    return { adapter, port: adapter.open({ ...this.reveal(connection), company }, tools) };
  }

  /** The connection with its credentials in the clear: only for adapters, never for an answer or a log. */
  reveal(connection: Connection): ErpConnection {
    try {
      const sealedFor = Connection.sealedFor(connection.clientId, connection.departmentId);
      const opened = this.environment.seal.open(connection.sealedCredentials, sealedFor);
      return {
        credentials: JSON.parse(opened) as Record<string, string>,
        company: connection.company ?? null,
        erpDepartment: connection.erpDepartment ?? null,
      };
    } catch (cause) {
      throw new AccountingError(reason('CREDENTIALS_UNREADABLE'), 'ask-a-human', { cause });
    }
  }
}
