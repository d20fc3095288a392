import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AccountingError } from '@accounting/port';
import { Books } from '../connection/books.js';
import { Connection } from '../connection/connection.js';
import { reason as connectionReason } from '../connection/connection-reasons.js';
import { Environment } from '../environment.js';
import { prepareRecords } from '../register/prepare-records.js';
import { type RecordKind } from '../register/register-record.js';
import { type Settings } from '../settings/settings.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Transfer } from '../transfer/transfer.js';
import { type PullCounts } from './pull-from-erp.js';

const AT_A_TIME = 500;

interface PushOrder {
  place: Place;
  kind: RecordKind;
  settings: Settings;
}

/** What DUELL as master would do to the accounting system with all that it has sent us. Reads, and saves nothing. */
@Injectable()
export class PushPlan {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly connections: Books,
  ) {}

  /** Throws AccountingErrors. */
  async of({ place, kind, settings }: PushOrder): Promise<PullCounts> {
    const { clock } = this.environment;
    const em = this.em.fork();
    const connection = await em.findOne(Connection, place);
    if (!connection?.company)
      throw new AccountingError(connectionReason('CONNECTION_MISSING'), 'ask-a-human');
    const { adapter, port } = this.connections.open(connection, 'work', { add: () => undefined });
    const { defaultCategory = null, syncStock } = settings.products;
    const { clientId, departmentId } = place;
    const books = { clientId, departmentId, adapter: adapter.id, companyId: connection.company.id };
    const counts: PullCounts = { create: 0, change: 0, leave: 0, held: 0 };
    const ids = await this.latest(place, kind);
    for (let from = 0; from < ids.length; from += AT_A_TIME) {
      const some = this.em.fork();
      const transfers = await some.find(
        Transfer,
        { id: ids.slice(from, from + AT_A_TIME) },
        { populate: ['document'] },
      );
      const choices = { defaultCategory, syncStock };
      const prepared = await prepareRecords(transfers, { em: some, port, books, kind, choices, clock });
      for (const one of prepared.values()) {
        if (one.is === 'ready') counts[one.record.erpId === null ? 'create' : 'change'] += 1;
        else if (one.is === 'held') counts.held += 1;
        else counts.leave += 1;
      }
    }
    return counts;
  }

  private async latest({ clientId, departmentId }: Place, kind: RecordKind): Promise<string[]> {
    const rows = await this.em.fork().execute<{ id: string }[]>(
      `select distinct on (document_id) id from accounting.transfer
       where client_id = ? and department_id = ? and kind = ? and direction = 'to-erp'
       order by document_id, revision desc`,
      [clientId, departmentId, kind],
    );
    return rows.map(({ id }) => id);
  }
}
