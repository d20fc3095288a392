import { Injectable } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { Connection } from '../connection/connection.js';
import { Environment } from '../environment.js';
import { DocumentAdmission } from './admit-document.js';
import { supersedeOvertaken } from './revisions.js';
import { type Transfer } from './transfer.js';

/** Looks at a kept document again with the connection, settings and account plan of today. Asks no accounting system. */
@Injectable()
export class Readmission {
  constructor(
    private readonly documents: DocumentAdmission,
    private readonly environment: Environment,
  ) {}

  /**
   * Inside the transaction that has the transfer locked.
   * @param startAt when it is due, if nothing holds it; left out: as if it had come now.
   */
  async admit(em: EntityManager, transfer: Transfer, startAt?: Date): Promise<void> {
    const now = this.environment.clock.now();
    const { clientId, departmentId } = transfer;
    if (transfer.supersededBy || transfer.direction === 'from-erp') return;
    if (await supersedeOvertaken(em, transfer, now)) return;
    if (transfer.stands) {
      // What is frozen is delivered as it is, where it was begun: nothing chosen since touches it.
      if (startAt) transfer.wait(startAt, now);
      return;
    }
    transfer.lane = (await em.findOne(Connection, { clientId, departmentId }))?.lane ?? null;
    await this.documents.admit(em, transfer, startAt);
  }
}
