import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { type AccountingAdapter, type Clock, type Ids, systemClock, systemIds } from '@accounting/port';
import { ApiKeys } from './access/api-keys.js';
import { PutAccountPlan } from './account-plan/put-account-plan.js';
import { Books } from './connection/books.js';
import { ErpPickers } from './connection/erp-pickers.js';
import { Connections } from './connection/put-connection.js';
import { SameLogin } from './connection/same-login.js';
import { CompanyResolver } from './connection/resolve-company.js';
import { Seal } from './connection/seal.js';
import { TestConnection } from './connection/test-connection.js';
import { AccountingDatabase } from './database.js';
import { Departments } from './department/departments.js';
import { type AccountingHost, Environment } from './environment.js';
import { AccountingWorker, type ProcessRole } from './queue/accounting-worker.js';
import { LaneQueue } from './queue/lane-queue.js';
import { Figures } from './schedule/figures.js';
import { Schedule } from './schedule/schedule.js';
import { RunFactsOf } from './schedule/run-facts.js';
import { RunKind } from './schedule/run-kind.js';
import { RunPlans } from './schedule/run-plans.js';
import { Scheduler } from './schedule/scheduler.js';
import { Upkeep } from './schedule/upkeep.js';
import { HostConnections } from './connection/host-connection.js';
import { FetchFromDuell } from './pull/fetch-from-duell.js';
import { PullFromErp } from './pull/pull-from-erp.js';
import { PushPlan } from './pull/push-plan.js';
import { StartPull } from './pull/start-pull.js';
import { PutSettings } from './settings/put-settings.js';
import { SyncInvoiceHandler } from './sync-invoice/sync-invoice.js';
import { XNumbers } from './sync-z-report/x-number.js';
import { ZReportPreparation } from './sync-z-report/prepare-z-report.js';
import { SafTUpload } from './saf-t/upload-saf-t.js';
import { SyncZReportHandler } from './sync-z-report/sync-z-report.js';
import { ZSequence } from './sync-z-report/z-sequence.js';
import { InvoicePreparation } from './sync-invoice/prepare-invoice.js';
import { BringAnew } from './register/bring-anew.js';
import { RecordIntake } from './register/record-intake.js';
import { DocumentAdmission } from './transfer/admit-document.js';
import { Preparations } from './transfer/preparations.js';
import { BatchDeliverer } from './transfer/deliver-batch.js';
import { TransferIntake } from './transfer/accept.js';
import { Deliverer } from './transfer/deliver.js';
import { DraftLookUp } from './transfer/draft-look-up.js';
import { ExportLog } from './transfer/export-log.js';
import { HandleByHand } from './transfer/handle-by-hand.js';
import { LaneWorker } from './transfer/lane-worker.js';
import { Preview } from './transfer/preview.js';
import { Readmission } from './transfer/readmission.js';
import { MissingInvoices } from './sync-z-report/missing-invoices.js';
import { Reexamination } from './transfer/reexamine.js';
import { SettlementPdfs } from './transfer/settlement-pdf.js';
import { StartTogether } from './transfer/start-together.js';
import { StartMany } from './transfer/start-many.js';
import { StartTransfer } from './transfer/start-transfer.js';
import { UpsertCustomerHandler } from './upsert-customer/upsert-customer.js';
import { UpsertProductHandler } from './upsert-product/upsert-product.js';

export interface AccountingOptions {
  /** The accounting systems that can be plugged in. */
  adapters: AccountingAdapter[];
  /** 32 bytes each, in base64; the first one writes. */
  secretsKeys: string[];
  /** A database of its own. Left out with `orm: 'host'`. */
  clientUrl?: string;
  role?: ProcessRole;
  host?: AccountingHost;
  clock?: Clock;
  ids?: Ids;
  system?: { name: string; version: string };
}

interface AsyncOptions {
  /** Mounted on the host's MikroORM: commands join its open transaction. The host lists our entities and migrations. */
  orm?: 'host';
  imports?: DynamicModule['imports'];
  inject?: (string | symbol | (abstract new (...args: never[]) => unknown))[];
  useFactory: (...dependencies: never[]) => AccountingOptions | Promise<AccountingOptions>;
}

const OPTIONS = Symbol('AccountingOptions');

/**
 * The plugin. The host brings CqrsModule, ScheduleModule and a logger, imports this once, and dispatches the
 * commands on its CommandBus.
 */
@Module({})
export class AccountingModule {
  static forRoot(options: AccountingOptions & { orm?: 'host' }): DynamicModule {
    return this.forRootAsync({ ...(options.orm ? { orm: options.orm } : {}), useFactory: () => options });
  }

  static forRootAsync({ orm, imports = [], inject = [], useFactory }: AsyncOptions): DynamicModule {
    return {
      module: AccountingModule,
      imports,
      providers: [
        { provide: OPTIONS, inject: inject as never[], useFactory },
        orm === 'host' ? hostDatabase : ownDatabase,
        ...providers,
      ],
      exports: [
        EntityManager,
        Environment,
        Books,
        LaneQueue,
        LaneWorker,
        MissingInvoices,
        TransferIntake,
        ZReportPreparation,
        ...useCases,
      ],
    };
  }
}

/** What a page or a program may ask of us, besides the commands. */
const useCases = [
  ApiKeys,
  CompanyResolver,
  Connections,
  Departments,
  ErpPickers,
  ExportLog,
  Figures,
  HandleByHand,
  HostConnections,
  Preview,
  PullFromErp,
  PushPlan,
  PutAccountPlan,
  PutSettings,
  SafTUpload,
  Schedule,
  Scheduler,
  SettlementPdfs,
  StartMany,
  StartPull,
  StartTransfer,
  TestConnection,
  Upkeep,
  ZSequence,
];

const ownDatabase: Provider = {
  provide: AccountingDatabase,
  inject: [OPTIONS],
  useFactory: ({ clientUrl }: AccountingOptions) => {
    if (!clientUrl) throw new Error("AccountingModule needs a clientUrl, or orm: 'host'");
    return AccountingDatabase.own(clientUrl);
  },
};

const hostDatabase: Provider = {
  provide: AccountingDatabase,
  inject: [MikroORM],
  useFactory: (orm: MikroORM) => AccountingDatabase.ofHost(orm),
};

const providers: Provider[] = [
  { provide: EntityManager, inject: [AccountingDatabase], useFactory: ({ em }: AccountingDatabase) => em },
  {
    provide: Environment,
    inject: [OPTIONS],
    useFactory: (options: AccountingOptions) => {
      const ids = options.ids ?? systemIds;
      const seal = new Seal(options.secretsKeys, ids);
      const system = options.system ?? { name: 'DUELL regnskap', version: '0' };
      return new Environment(
        options.adapters,
        options.clock ?? systemClock,
        ids,
        seal,
        options.host ?? {},
        system,
      );
    },
  },
  {
    provide: LaneQueue,
    inject: [AccountingDatabase, OPTIONS],
    useFactory: ({ connectionString }: AccountingDatabase, { role = 'all' }: AccountingOptions) =>
      new LaneQueue(connectionString, role !== 'web'),
  },
  {
    provide: AccountingWorker,
    inject: [EntityManager, Environment, LaneQueue, LaneWorker, Upkeep, Scheduler, OPTIONS],
    useFactory: (
      em: EntityManager,
      environment: Environment,
      queue: LaneQueue,
      lanes: LaneWorker,
      upkeep: Upkeep,
      scheduler: Scheduler,
      { role = 'all' }: AccountingOptions,
    ) => new AccountingWorker(em, environment, queue, lanes, upkeep, scheduler, role),
  },
  BatchDeliverer,
  Books,
  Deliverer,
  DocumentAdmission,
  DraftLookUp,
  FetchFromDuell,
  InvoicePreparation,
  LaneWorker,
  Preparations,
  Readmission,
  BringAnew,
  RecordIntake,
  RunFactsOf,
  RunKind,
  RunPlans,
  MissingInvoices,
  Reexamination,
  SameLogin,
  StartTogether,
  SyncInvoiceHandler,
  SyncZReportHandler,
  TransferIntake,
  UpsertCustomerHandler,
  UpsertProductHandler,
  XNumbers,
  ZReportPreparation,
  ...useCases,
];
