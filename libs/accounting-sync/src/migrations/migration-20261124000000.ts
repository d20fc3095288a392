import { Migration } from '@mikro-orm/migrations';

/** The first tables. Instants are timestamptz; amounts are bigint øre; days are date. */
export class Migration20261124000000 extends Migration {
  override up(): void {
    this.addSql('create schema if not exists accounting');
    this.addSql(`create table accounting.client (
      id text primary key,
      name text null,
      organisation_number text null)`);
    this.addSql(`create table accounting.department (
      client_id text not null,
      id text not null,
      name text null,
      number text null,
      primary key (client_id, id))`);
    this.addSql(`create table accounting.connection (
      client_id text not null,
      department_id text not null,
      adapter text not null,
      sealed_credentials text not null,
      company jsonb null,
      erp_department jsonb null,
      multiple_companies boolean not null,
      multiple_departments boolean not null,
      lane text null,
      updated_at timestamptz not null,
      primary key (client_id, department_id))`);
    this.addSql(`create table accounting.settings (
      client_id text not null,
      department_id text not null,
      choices jsonb not null,
      updated_at timestamptz not null,
      primary key (client_id, department_id))`);
    this.addSql(`create table accounting.account_plan (
      client_id text not null,
      department_id text not null,
      voucher_type text null,
      roles jsonb not null,
      updated_at timestamptz not null,
      primary key (client_id, department_id))`);
    this.addSql(`create table accounting.erp_list (
      client_id text not null,
      department_id text not null,
      name text not null,
      items jsonb not null,
      refreshed_at timestamptz not null,
      primary key (client_id, department_id, name))`);

    this.addSql(`create table accounting.transfer (
      id uuid primary key,
      client_id text not null,
      department_id text not null,
      kind text not null check (kind in ('z-report', 'invoice', 'product', 'customer')),
      document_id text not null,
      number bigint null,
      business_date date null,
      amount bigint null,
      revision int not null,
      content_hash text not null,
      document jsonb not null,
      marker text not null,
      state text not null check (state in
        ('waiting', 'held', 'sending', 'unknown', 'draft', 'posted', 'refused', 'skipped', 'handled')),
      reason jsonb null,
      notes jsonb not null,
      confirmed jsonb not null,
      chosen_mode text null check (chosen_mode in ('draft', 'ledger')),
      superseded_by uuid null,
      lane text null,
      due_at timestamptz null,
      asked_now boolean not null,
      holds_lane boolean not null,
      failures int not null,
      thawed boolean not null,
      delivery int not null,
      frozen jsonb null,
      reference jsonb null,
      handled jsonb null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      version int not null default 1,
      unique (client_id, department_id, kind, document_id, revision))`);
    this.addSql(
      `create index transfer_due on accounting.transfer (lane, due_at) where due_at is not null and lane is not null`,
    );
    this.addSql(`create index transfer_log on accounting.transfer (client_id, created_at desc, id)`);
    this.addSql(
      `create index transfer_sequence on accounting.transfer (client_id, department_id, number) where kind = 'z-report'`,
    );
    this.addSql(`create table accounting.attempt (
      id uuid primary key,
      transfer_id uuid not null references accounting.transfer (id),
      number int not null,
      delivery int not null,
      started_at timestamptz not null,
      finished_at timestamptz null,
      outcome text null,
      reason jsonb null,
      remarks jsonb not null,
      unique (transfer_id, number))`);
    this.addSql(`create table accounting.exchange (
      id uuid primary key,
      attempt_id uuid not null references accounting.attempt (id),
      position int not null,
      operation text not null,
      request text not null,
      response text null,
      started_at timestamptz not null,
      took int not null)`);
    this.addSql(`create index exchange_attempt on accounting.exchange (attempt_id, position)`);
    this.addSql(`create table accounting.step (
      transfer_id uuid not null references accounting.transfer (id),
      delivery int not null,
      name text not null,
      state text not null check (state in ('open', 'undecided', 'done')),
      intent jsonb null,
      result jsonb null,
      holds_lane boolean not null,
      settle_at timestamptz null,
      absent_at timestamptz null,
      sends int not null,
      primary key (transfer_id, delivery, name))`);
    this.addSql(`create table accounting.settlement_document (
      transfer_id uuid not null references accounting.transfer (id),
      delivery int not null,
      file_name text not null,
      sha256 text not null,
      bytes bytea not null,
      primary key (transfer_id, delivery))`);

    this.addSql(`create table accounting.lane (
      key text primary key,
      owner text null,
      generation int not null,
      lease_until timestamptz null)`);
    this.addSql(`create table accounting.erp_session (
      key text primary key,
      sealed text null,
      refused jsonb null,
      claimed_until timestamptz null)`);
    this.addSql(`create table accounting.rate_budget (
      key text primary key,
      tokens double precision not null,
      counted_at timestamptz not null,
      closed_until timestamptz null)`);
    this.addSql(`create table accounting.learnt_fact (
      key text primary key,
      value text not null,
      learnt_at timestamptz not null)`);

    this.addSql(`create table accounting.api_key (
      id uuid primary key,
      name text not null,
      role text not null check (role in ('operator', 'admin', 'accountant', 'viewer', 'core')),
      client_ids jsonb null,
      department_ids jsonb null,
      hash text not null unique,
      created_at timestamptz not null,
      expires_at timestamptz null,
      revoked_at timestamptz null)`);
  }

  override down(): void {
    this.addSql('drop schema if exists accounting cascade');
  }
}
