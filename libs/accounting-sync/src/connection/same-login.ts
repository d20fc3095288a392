import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type AccountingAdapter, AccountingError } from '@accounting/port';
import { Environment } from '../environment.js';
import { beginRunsAnew } from '../schedule/schedule-run.js';
import { Reexamination } from '../transfer/reexamine.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Books } from './books.js';
import { Connection } from './connection.js';

/** Departments, of one client or of many, often have one login: what stopped it stopped all of them. */
@Injectable()
export class SameLogin {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly books: Books,
    private readonly reexamination: Reexamination,
  ) {}

  /**
   * A refusal was forgotten: every department that logs in under one of these keys begins anew. After the saving
   * transaction: another department that is being saved just then waits for nobody. Should we die over it, the next
   * plans of these runs find out by themselves.
   */
  async beginAnew(adapterId: string, keys: readonly string[]): Promise<void> {
    const adapter = this.environment.adapters.find(({ id }) => id === adapterId);
    if (!adapter || keys.length === 0) return;
    const now = this.environment.clock.now();
    for (const connection of await this.em.fork().find(Connection, { adapter: adapterId })) {
      if (!keys.includes(this.keyOf(adapter, connection))) continue;
      const place: Place = { clientId: connection.clientId, departmentId: connection.departmentId };
      await this.em.fork().transactional(async (tx) => {
        await beginRunsAnew(tx, place, now);
        await this.reexamination.ask(tx, place);
      });
    }
  }

  /** Where the credentials can't be read any more there is no login to share. */
  private keyOf(adapter: AccountingAdapter, connection: Connection): string {
    try {
      return adapter.keys(this.books.reveal(connection)).session;
    } catch (error) {
      if (error instanceof AccountingError) return '';
      throw error;
    }
  }
}
