import { Injectable } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { type OpenBooks } from '../connection/books.js';
import { type Connection } from '../connection/connection.js';
import { type Situation } from '../department/situation.js';
import { InvoicePreparation } from '../sync-invoice/prepare-invoice.js';
import { ZReportPreparation } from '../sync-z-report/prepare-z-report.js';
import { type Prepared } from './prepared.js';
import { type Transfer } from './transfer.js';

/** What a settlement or an invoice becomes: each kind has its own bookkeeping. Products and customers go in batches. */
@Injectable()
export class Preparations {
  constructor(
    private readonly zReports: ZReportPreparation,
    private readonly invoices: InvoicePreparation,
  ) {}

  /** For a delivery. May ask the accounting system; throws AccountingErrors. */
  prepare(transfer: Transfer, connection: Connection, books: OpenBooks): Promise<Prepared> {
    return this.of(transfer).prepare(transfer, connection, books);
  }

  /** For acceptance and preview: against what is known here. Asks nobody. `em` may be inside a transaction. */
  foresee(em: EntityManager, transfer: Transfer, situation: Situation): Promise<Prepared> {
    return this.of(transfer).foresee(em, transfer, situation);
  }

  private of({ kind }: Transfer): ZReportPreparation | InvoicePreparation {
    if (kind === 'z-report') return this.zReports;
    if (kind === 'invoice') return this.invoices;
    throw new RangeError(`A ${kind} is no voucher and no order`);
  }
}
