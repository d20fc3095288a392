import { Migration } from '@mikro-orm/migrations';

/**
 * The days whose credit sales should have come as invoices are found; numbers that X reports took are kept; and
 * until when something that was sent may still come through.
 */
export class Migration20261126000000 extends Migration {
  override up(): void {
    this.addSql(`create index transfer_credit_sales on accounting.transfer (created_at)
      where kind = 'z-report' and jsonb_array_length(document->'creditSales'->'invoiceIds') > 0`);
    this.addSql('alter table accounting.transfer add column not_before timestamptz null');
    this.addSql('alter table accounting.step add column vouched boolean not null default false');
    this.addSql('alter table accounting.step add column leaves_voucher boolean not null default false');
    this.addSql(`create table accounting.x_number (
      client_id text not null,
      department_id text not null,
      number bigint not null,
      primary key (client_id, department_id, number))`);
  }

  override down(): void {
    this.addSql('drop table accounting.x_number');
    this.addSql('alter table accounting.step drop column leaves_voucher');
    this.addSql('alter table accounting.step drop column vouched');
    this.addSql('alter table accounting.transfer drop column not_before');
    this.addSql('drop index accounting.transfer_credit_sales');
  }
}
