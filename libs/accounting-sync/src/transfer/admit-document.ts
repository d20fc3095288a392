import { Injectable } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { type Reason } from '@accounting/port';
import { whyNotConnected } from '../connection/why-not-connected.js';
import { type Situation, situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { whyUnwanted } from '../settings/why-unwanted.js';
import { Preparations } from './preparations.js';
import { type Kind, type Transfer } from './transfer.js';
import { reason } from './transfer-reasons.js';

/** Where a kept document stands with what is chosen today: when it comes, when a person starts it, when something was mended. */
@Injectable()
export class DocumentAdmission {
  constructor(
    private readonly preparations: Preparations,
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
    const unwanted = whyUnwanted(settings, transfer.kind, transfer.businessDate ?? null);
    if (unwanted) {
      transfer.skip(unwanted, now);
      return;
    }
    const blocked = this.whyNotTaken(transfer, situation);
    if (blocked) {
      transfer.hold(blocked, now);
      return;
    }
    let waitsFor: Reason | null = null;
    if (transfer.kind === 'z-report' || transfer.kind === 'invoice') {
      const prepared = await this.preparations.foresee(em, transfer, situation);
      if (prepared.is === 'skipped') transfer.skip(prepared.reason, now);
      else if (prepared.is === 'held') transfer.hold(prepared.reason, now);
      else if (prepared.is === 'waits') waitsFor = prepared.reason;
      else for (const note of prepared.notes) transfer.say(note, now);
      if (prepared.is === 'skipped' || prepared.is === 'held') return;
    }
    transfer.wait(startAt ?? (settings.automatic ? firstDue(transfer, now) : null), now, waitsFor);
  }

  /** Products and customers: settlements and invoices name what is in their own way first. */
  private whyNotTaken({ kind }: Transfer, { connection }: Situation): Reason | null {
    if (!comesInCrowds(kind)) return null;
    const adapter = this.environment.adapters.find(({ id }) => id === connection?.adapter);
    const { name = '', capabilities } = adapter?.description ?? {};
    const isTaken = kind === 'product' ? capabilities?.products : capabilities?.customers;
    if (isTaken === false)
      return reason('KIND_NOT_SUPPORTED', { system: name, kind: kind === 'product' ? 'varer' : 'kunder' });
    return whyNotConnected(connection, adapter);
  }
}

/** Products and customers come in crowds: so long each waits for those that go with it in one write. */
export const TOGETHER_MS = 2_000;

export function comesInCrowds(kind: Kind): boolean {
  return kind === 'product' || kind === 'customer';
}

function firstDue({ kind }: Transfer, now: Date): Date {
  return comesInCrowds(kind) ? new Date(now.getTime() + TOGETHER_MS) : now;
}
