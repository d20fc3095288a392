import { Migration } from '@mikro-orm/migrations';

/** What is to be done again in the background, and an index for figures of the last hour. Only adds. */
export class Migration20261125000000 extends Migration {
  override up(): void {
    this.addSql('alter table accounting.department add column reexamine_at timestamptz null');
    this.addSql('alter table accounting.connection add column unresolved jsonb null');
    this.addSql('alter table accounting.connection add column resolve_at timestamptz null');
    this.addSql('create index exchange_started on accounting.exchange (started_at)');
  }

  override down(): void {
    this.addSql('drop index accounting.exchange_started');
    this.addSql('alter table accounting.connection drop column resolve_at, drop column unresolved');
    this.addSql('alter table accounting.department drop column reexamine_at');
  }
}
