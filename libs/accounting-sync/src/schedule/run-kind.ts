import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { type Reason } from '@accounting/port';
import { HostConnections } from '../connection/host-connection.js';
import { situationOf } from '../department/situation.js';
import { Environment } from '../environment.js';
import { FetchFromDuell } from '../pull/fetch-from-duell.js';
import { PullFromErp } from '../pull/pull-from-erp.js';
import { pullReason } from '../pull/pull-reasons.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { type RecordKind } from '../register/register-record.js';
import { type Settings } from '../settings/settings.js';
import { isEnabled, masterOf } from '../settings/why-unwanted.js';
import { Readmission } from '../transfer/readmission.js';
import { StartTogether } from '../transfer/start-together.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type Kind, Transfer } from '../transfer/transfer.js';
import { type Lease } from './run-lease.js';

/** Holds that time, or somebody in the accounting system, may have cured: each run tries them again. */
const PASSING_HOLDS = [
  'CUSTOMER_NOT_IN_ERP',
  'PRODUCT_NOT_IN_ERP',
  'GIFTCARD_MISSING',
  'GIFTCARD_HAS_VAT',
  'CREDITED_INVOICE_NOT_SENT',
  'PRODUCT_NUMBER_DUPLICATE',
  'ERP_NUMBER_AMBIGUOUS',
  'ORGANISATION_NUMBER_AMBIGUOUS',
];

/** Rows that could not be read or taken: a person mends a few at a time. */
const TOLD_AT_MOST = 3;

export interface Ran {
  outcome: 'changed' | 'nothing-new';
  why: Reason | null;
}

interface Running<K extends Kind> {
  place: Place;
  kind: K;
  lease: Lease;
}

/** What an automatic run does: finds what was not pushed or could not go, and follows who is master. */
@Injectable()
export class RunKind {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
    private readonly readmission: Readmission,
    private readonly together: StartTogether,
    private readonly hosts: HostConnections,
    private readonly fetching: FetchFromDuell,
    private readonly pulling: PullFromErp,
  ) {}

  /**
   * Whether anything came of it, and what had to be left out. Throws AccountingErrors, and LeaseLost when it is
   * somebody else's run by then.
   */
  async run(place: Place, kind: Kind, lease: Lease): Promise<Ran> {
    const { settings } = await situationOf(this.em.fork(), place.clientId, place.departmentId);
    if (!isEnabled(settings, kind)) return { outcome: 'nothing-new', why: null };
    const rows = { count: 0, first: [] as Reason[] };
    const leftOut = (why: Reason) => {
      rows.count += 1;
      if (rows.first.length < TOLD_AT_MOST) rows.first.push(why);
    };
    const followed =
      kind === 'product' || kind === 'customer'
        ? await this.follow({ place, kind, lease }, settings, leftOut)
        : 0;
    const started = await this.tryAgain({ place, kind, lease }, settings.automatic);
    return {
      outcome: followed + started > 0 ? 'changed' : 'nothing-new',
      why: rows.count > 0 ? pullReason('ROWS_LEFT_OUT', rows) : null,
    };
  }

  /** How many changes came from who is master. Where DUELL's catalogue can't be asked, it pushes, and none come. */
  private async follow(
    { place, kind, lease }: Running<RecordKind>,
    settings: Settings,
    leftOut: (why: Reason) => void,
  ): Promise<number> {
    if (!(await this.hosts.isReady(place.clientId))) return 0;
    if (masterOf(settings, kind) === 'duell') return this.fetching.run(place, kind, { lease, leftOut });
    const { create, change } = await this.pulling.run(place, kind, { lease, leftOut });
    // What an invoice lacked may have come to be there.
    await this.tryAgain({ place, kind: 'invoice', lease }, settings.automatic);
    return create + change;
  }

  /** What waits for no time of its own goes now; what is held by what may be cured is looked at again. */
  private async tryAgain({ place, kind, lease }: Running<Kind>, automatic: boolean): Promise<number> {
    const { clientId, departmentId } = place;
    const rows = await this.em.fork().execute<{ id: string }[]>(
      `select id from accounting.transfer where client_id = ? and department_id = ? and kind = ? and direction = 'to-erp'
         and ((state = 'waiting' and due_at is null and ?)
           or (state = 'held' and reason->>'code' in (${PASSING_HOLDS.map(() => '?').join(', ')})))
       order by business_date, number, created_at`,
      [clientId, departmentId, kind, automatic, ...PASSING_HOLDS],
    );
    let started = 0;
    for (const { id } of rows) {
      await lease.mustHold();
      if (await this.readmit(id, automatic ? this.together.dueFor(kind) : undefined)) started += 1;
    }
    if (started > 0) await this.together.go(place);
    return started;
  }

  private async readmit(id: string, dueAt: Date | undefined): Promise<boolean> {
    return this.em.fork().transactional(async (tx) => {
      const transfer = await tx.findOneOrFail(Transfer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (transfer.state !== 'waiting' && transfer.state !== 'held') return false;
      await this.readmission.admit(tx, transfer, dueAt);
      await tx.flush();
      if (transfer.state !== 'waiting' || !transfer.dueAt || !transfer.lane) return false;
      if (transfer.dueAt <= this.environment.clock.now()) await this.queue.wake(tx, transfer.lane);
      return true;
    });
  }
}
