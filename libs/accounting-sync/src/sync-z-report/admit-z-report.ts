import { Injectable } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { type Transfer } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { ZReportPreparation } from './prepare-z-report.js';
import { whyUnwanted } from './why-unwanted.js';

/** Where a kept Z-report stands with what is chosen today: when it comes, when a person starts it, when something was mended. */
@Injectable()
export class ZReportAdmission {
  constructor(
    private readonly preparation: ZReportPreparation,
    private readonly environment: Environment,
  ) {}

  /**
   * Inside a transaction; asks no accounting system.
   * @param startAt when it is due; left out: at once where the department sends by itself, else when a person starts it.
   */
  async admit(em: EntityManager, transfer: Transfer, startAt?: Date): Promise<void> {
    const now = this.environment.clock.now();
    const situation = await situationOf(em, transfer.clientId, transfer.departmentId);
    const { settings } = situation;
    const unwanted = whyUnwanted(settings, transfer.businessDate ?? null);
    if (unwanted) {
      transfer.skip(unwanted, now);
      return;
    }
    const prepared = await this.preparation.foresee(em, transfer, situation);
    if (prepared.is === 'zero') {
      transfer.skip(reason('ZERO_REPORT'), now);
      return;
    }
    if (prepared.is === 'held') {
      transfer.hold(prepared.reason, now);
      return;
    }
    for (const note of prepared.notes) transfer.say(note, now);
    transfer.wait(startAt ?? (settings.automatic ? now : null), now);
  }
}
