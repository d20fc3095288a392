import { Migration } from '@mikro-orm/migrations';

/** Finds the days whose credit sales should have come as invoices. */
export class Migration20261126000000 extends Migration {
  override up(): void {
    this.addSql(`create index transfer_credit_sales on accounting.transfer (created_at)
      where kind = 'z-report' and jsonb_array_length(document->'creditSales'->'invoiceIds') > 0`);
  }

  override down(): void {
    this.addSql('drop index accounting.transfer_credit_sales');
  }
}
