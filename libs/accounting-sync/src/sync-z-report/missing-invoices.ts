import { Injectable } from '@nestjs/common';
import { EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { Transfer } from '../transfer/transfer.js';
import { zReportReason } from './z-report-reasons.js';
import { type ZReport } from './z-report.js';

const HOUR = 3_600_000;
/** An invoice basis may come so long after its day was closed. */
const GRACE_MS = 24 * HOUR;
/** What nobody looked at for so long (all workers were down) is not brought up any more. */
const LONGEST_BACK_MS = 30 * 24 * HOUR;
const LOOK_EVERY_MS = HOUR;

/**
 * A settlement names the invoices of its credit sales. Those that no invoice basis has come for after a day are said
 * in a note on the settlement: their sale is in no books otherwise.
 */
@Injectable()
export class MissingInvoices {
  private lookedAt = 0;

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** At most once an hour a process. */
  async run(): Promise<void> {
    const now = this.environment.clock.now();
    if (now.getTime() - this.lookedAt < LOOK_EVERY_MS) return;
    this.lookedAt = now.getTime();
    const due = await this.em.fork().execute<{ id: string; missing: string[] }[]>(
      `select z.id, array_agg(invoice_id order by invoice_id) as missing
       from accounting.transfer z, jsonb_array_elements_text(z.document->'creditSales'->'invoiceIds') as invoice_id
       where z.kind = 'z-report' and jsonb_array_length(z.document->'creditSales'->'invoiceIds') > 0
         and z.created_at between ? and ? and z.superseded_by is null
         and not z.notes @> '[{"code": "CREDIT_SALES_NOT_TRANSFERRED"}]'
         and not exists (select 1 from accounting.transfer i where i.client_id = z.client_id
           and i.department_id = z.department_id and i.kind = 'invoice' and i.document_id = invoice_id)
       group by z.id`,
      [new Date(now.getTime() - LONGEST_BACK_MS), new Date(now.getTime() - GRACE_MS)],
    );
    for (const { id, missing } of due) await this.say(id, missing, now);
  }

  private async say(id: string, invoiceIds: string[], now: Date): Promise<void> {
    await this.em.fork().transactional(async (tx) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const transfer = await tx.findOneOrFail(Transfer, { id }, { populate: ['document'], lockMode });
      // A worker is at it: the next look says it.
      if (transfer.state === 'sending') return;
      const { amount } = (transfer.document as ZReport).creditSales;
      const facts = { amount, why: 'not-arrived' as const, invoiceIds };
      transfer.say({ ...zReportReason('CREDIT_SALES_NOT_TRANSFERRED', facts), amount }, now);
    });
  }
}
