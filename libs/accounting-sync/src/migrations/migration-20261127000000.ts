import { Migration } from '@mikro-orm/migrations';

/** Orders, products and customers: registers of the accounting systems, links to them, batches. */
export class Migration20261127000000 extends Migration {
  override up(): void {
    this.addSql(`update accounting.transfer set frozen = jsonb_set(frozen, '{is}', '"voucher"')
      where frozen is not null and frozen->'is' is null`);
    this.addSql(`alter table accounting.transfer add column direction text not null default 'to-erp'
      check (direction in ('to-erp', 'from-erp'))`);
    // Kept until now: from this version on a run starts them, or a person.
    this.addSql(`update accounting.transfer set reason = null
      where state = 'waiting' and reason->>'code' = 'KIND_NOT_YET_DELIVERED'`);
    this.addSql('alter table accounting.attempt add column batch_id uuid null');
    this.addSql(
      'create index transfer_kind on accounting.transfer (client_id, department_id, kind, created_at desc)',
    );
    this
      .addSql(`create index transfer_waiting on accounting.transfer (client_id, department_id, kind, created_at)
      where state = 'waiting' and direction = 'to-erp'`);
    this.addSql(`create index transfer_held on accounting.transfer (client_id, department_id, kind)
      where state = 'held'`);
    this.addSql(`create index transfer_pull_open on accounting.transfer (client_id, department_id, kind)
      where direction = 'from-erp' and state in ('held', 'refused', 'waiting')`);
    this.addSql(`create index transfer_held_invoice on accounting.transfer (client_id)
      where kind = 'invoice' and state = 'held'`);
    this.addSql(
      `create index transfer_blocking on accounting.transfer (lane) where state = 'sending' or holds_lane`,
    );
    this.addSql('create index transfer_document on accounting.transfer (client_id, kind, document_id)');
    this.addSql(
      `create index step_undecided on accounting.step (transfer_id, delivery) where state = 'undecided'`,
    );
    this.addSql(`create table accounting.link (
      client_id text not null,
      department_id text not null,
      kind text not null check (kind in ('product', 'customer')),
      document_id text not null,
      adapter text not null,
      company_id text not null,
      erp_id text not null,
      sent_hash text null,
      sent_stock text null,
      updated_at timestamptz not null,
      primary key (client_id, department_id, kind, document_id, adapter, company_id))`);
    this.addSql('create index link_erp on accounting.link (adapter, company_id, kind, erp_id)');
    this.addSql('create index link_client on accounting.link (client_id, kind, document_id)');
    this.addSql('create sequence accounting.register_change');
    this.addSql(`create table accounting.register_record (
      adapter text not null,
      company_id text not null,
      kind text not null check (kind in ('product', 'customer')),
      record_id text not null,
      number text not null,
      external_id text null,
      organisation_number text null,
      active boolean not null,
      fields jsonb not null,
      content_hash text not null,
      change bigint not null,
      seen_at timestamptz not null,
      primary key (adapter, company_id, kind, record_id))`);
    this.addSql(
      'create index register_record_number on accounting.register_record (adapter, company_id, kind, number)',
    );
    this
      .addSql(`create index register_record_external on accounting.register_record (adapter, company_id, kind, external_id)
      where external_id is not null`);
    this.addSql(`create index register_record_organisation on accounting.register_record
      (adapter, company_id, kind, organisation_number) where organisation_number is not null`);
    this.addSql(
      'create index register_record_change on accounting.register_record (adapter, company_id, kind, change)',
    );
    this.addSql(`create table accounting.register (
      adapter text not null,
      company_id text not null,
      kind text not null check (kind in ('product', 'customer')),
      read_through timestamptz not null,
      read_whole_at timestamptz not null,
      doubted boolean not null default false,
      primary key (adapter, company_id, kind))`);
    this.addSql(`create table accounting.host_connection (
      client_id text primary key,
      sealed_credentials text not null,
      updated_at timestamptz not null)`);
    this.addSql(`create table accounting.pull (
      client_id text not null,
      department_id text not null,
      kind text not null check (kind in ('product', 'customer')),
      adapter text not null,
      company_id text not null,
      change bigint not null,
      primary key (client_id, department_id, kind, adapter, company_id))`);
    this.addSql(`create table accounting.schedule_run (
      client_id text not null,
      department_id text not null,
      kind text not null check (kind in ('z-report', 'invoice', 'product', 'customer')),
      started_at timestamptz not null,
      last_run_at timestamptz null,
      outcome text null check (outcome in ('changed', 'nothing-new', 'failed')),
      reason jsonb null,
      failures int not null,
      last_change_at timestamptz null,
      asked_at timestamptz null,
      next_run_at timestamptz null,
      planned_at timestamptz null,
      lease_until timestamptz null,
      lease_owner uuid null,
      primary key (client_id, department_id, kind))`);
    this.addSql(
      'create index schedule_run_asked on accounting.schedule_run (asked_at) where asked_at is not null',
    );
    this.addSql(
      'create index schedule_run_next on accounting.schedule_run (next_run_at) where next_run_at is not null',
    );
    this.addSql('create index schedule_run_planned on accounting.schedule_run (planned_at nulls first)');
    this.addSql(`insert into accounting.schedule_run (client_id, department_id, kind, started_at, failures)
      select s.client_id, s.department_id, kind, now(), 0 from accounting.settings s
      cross join unnest(array['z-report', 'invoice', 'product', 'customer']) as kind`);
  }
}
