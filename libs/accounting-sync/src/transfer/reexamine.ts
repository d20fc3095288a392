import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Department } from '../department/department.js';
import { Environment } from '../environment.js';
import { LaneQueue } from '../queue/lane-queue.js';
import { BringAnew } from '../register/bring-anew.js';
import { Readmission } from './readmission.js';
import { type Place } from './transfer-filter.js';
import { Transfer } from './transfer.js';

/**
 * Looks again at what is held after a connection, settings or an account plan were saved. What is cured goes; what
 * is not gets its new reason; what waits and can't go any more is held; what today's choices would have sent goes. The wish stands on the department's row in
 * the saving transaction and is taken away when it is done, so that no crash loses it.
 */
@Injectable()
export class Reexamination {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly queue: LaneQueue,
    private readonly readmission: Readmission,
    private readonly anew: BringAnew,
  ) {}

  /**
   * Inside the transaction that saves. {@link Upkeep} does it, at once or at the next tick of any worker. Later than a
   * wish that stands there already, so that whoever fulfils that one does not take this one away.
   */
  async ask(tx: EntityManager, { clientId, departmentId }: Place): Promise<void> {
    await tx.execute(
      `update accounting.department set reexamine_at = greatest(?, reexamine_at + interval '1 millisecond')
       where client_id = ? and id = ?`,
      [this.environment.clock.now(), clientId, departmentId],
    );
  }

  async run(): Promise<void> {
    for (const id of [...(await this.whoseCustomerCame()), ...(await this.whoseInvoiceCame())])
      await this.lookAgain(id);
    const asked = await this.em.fork().find(Department, { reexamineAt: { $ne: null } });
    for (const { clientId, id, reexamineAt } of asked) {
      await this.reexamine({ clientId, departmentId: id });
      await this.anew.run({ clientId, departmentId: id });
      // Asked once more meanwhile: then it stays for the next round.
      await this.em.fork().nativeUpdate(Department, { clientId, id, reexamineAt }, { reexamineAt: null });
    }
  }

  /** Invoices that were held for a customer whom DUELL has sent since, wherever in the client. */
  private async whoseCustomerCame(): Promise<string[]> {
    const rows = await this.em.fork().execute<{ id: string }[]>(
      `select i.id from accounting.transfer i where i.kind = 'invoice' and i.state = 'held'
         and i.reason->>'code' = 'INVOICE_CUSTOMER_UNKNOWN' and exists (
           select 1 from accounting.transfer c where c.client_id = i.client_id and c.kind = 'customer'
             and c.direction = 'to-erp' and c.document_id = i.document->'customer'->>'id')
       order by i.created_at`,
    );
    return rows.map(({ id }) => id);
  }

  /** Credit notes that were held for an invoice that came later, or was mended since: they go after it. */
  private async whoseInvoiceCame(): Promise<string[]> {
    const rows = await this.em.fork().execute<{ id: string }[]>(
      `select i.id from accounting.transfer i where i.kind = 'invoice' and i.state = 'held'
         and i.reason->>'code' = 'CREDITED_INVOICE_NOT_SENT' and exists (
           select 1 from accounting.transfer o where o.client_id = i.client_id and o.department_id = i.department_id
             and o.kind = 'invoice' and o.document_id = i.document->>'credits' and o.document_id <> i.document_id
             and (o.state in ('waiting', 'sending', 'unknown')
               or (o.state in ('draft', 'posted') and o.reference->>'orderId' is not null)))
       order by i.created_at`,
    );
    return rows.map(({ id }) => id);
  }

  private async reexamine(place: Place): Promise<void> {
    const open = await this.em
      .fork()
      .find(
        Transfer,
        { clientId: place.clientId, departmentId: place.departmentId, state: ['held', 'waiting'] },
        { orderBy: { businessDate: 'asc', number: 'asc', revision: 'asc' }, fields: ['id'] },
      );
    for (const { id } of open) await this.lookAgain(id);
  }

  private async lookAgain(id: string): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      const transfer = await tx.findOneOrFail(Transfer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (transfer.state === 'waiting') await this.checkWaiting(tx, transfer);
      else if (transfer.state === 'held') await this.readmission.admit(tx, transfer);
      await tx.flush();
      if (transfer.state === 'waiting' && transfer.dueAt && transfer.lane)
        await this.queue.wake(tx, transfer.lane);
    });
  }

  /** When and why it waits stays as it is, unless it can't go at all. */
  private async checkWaiting(tx: EntityManager, transfer: Transfer): Promise<void> {
    const { dueAt, reason, notes, updatedAt } = transfer;
    await this.readmission.admit(tx, transfer);
    if (transfer.state === 'waiting') Object.assign(transfer, { dueAt, reason, notes, updatedAt });
  }
}
