import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { type Customer, type Product } from '@accounting/port';
import { Connection } from '../connection/connection.js';
import { situationOf } from '../department/situation.js';
import { type Settings } from '../settings/settings.js';
import { isEnabled, masterOf } from '../settings/why-unwanted.js';
import { TransferIntake } from '../transfer/accept.js';
import { type Place } from '../transfer/transfer-filter.js';
import { Transfer } from '../transfer/transfer.js';
import { RecordIntake } from './record-intake.js';
import { type RecordKind } from './register-record.js';

const AT_A_TIME = 200;

/**
 * What DUELL has sent, and today's choices would have sent in another way: products and customers that never came to the
 * books that are connected now, and stock that was left out while Lager was off. DUELL sends none of it again,
 * for nothing of it has changed there. Each becomes a revision of its own, with the same content.
 */
@Injectable()
export class BringAnew {
  constructor(
    private readonly em: EntityManager,
    private readonly intake: TransferIntake,
    private readonly records: RecordIntake,
  ) {}

  async run(place: Place): Promise<void> {
    const { settings } = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    for (const kind of ['product', 'customer'] as const)
      if (isEnabled(settings, kind) && masterOf(settings, kind) === 'duell')
        await this.bring(place, kind, await this.wanting(place, kind, settings));
  }

  private async bring(place: Place, kind: RecordKind, ids: string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += AT_A_TIME) {
      const some = await this.em
        .fork()
        .find(Transfer, { id: ids.slice(from, from + AT_A_TIME) }, { populate: ['document'] });
      await this.intake.together(async () => {
        for (const { id, document } of some)
          await this.records.acceptAgain(place, kind, document as Product | Customer, id);
      });
    }
  }

  /** Latest revisions, by their ids: a catalogue is too much to have in memory. */
  private async wanting(
    { clientId, departmentId }: Place,
    kind: RecordKind,
    { products }: Settings,
  ): Promise<string[]> {
    const em = this.em.fork();
    const connection = await em.findOne(Connection, { clientId, departmentId });
    if (!connection?.company) return [];
    const rows = await em.execute<{ id: string }[]>(
      `select latest.id
       from (select distinct on (document_id) id, document_id, state, document from accounting.transfer
             where client_id = ? and department_id = ? and kind = ? and direction = 'to-erp'
             order by document_id, revision desc) latest
       left join accounting.link link on link.client_id = ? and link.department_id = ? and link.kind = ?
         and link.document_id = latest.document_id and link.adapter = ? and link.company_id = ?
       where latest.state = 'posted' and not (latest.document->>'deleted')::boolean
         and (link.erp_id is null
           or (? and (latest.document->>'stock')::numeric is distinct from link.sent_stock::numeric
                 and latest.document->'stock' is not null and not (latest.document->>'isService')::boolean))`,
      [
        ...[clientId, departmentId, kind],
        ...[clientId, departmentId, kind, connection.adapter, connection.company.id],
        kind === 'product' && products.syncStock,
      ],
    );
    return rows.map(({ id }) => id);
  }
}
