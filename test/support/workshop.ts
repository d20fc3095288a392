import { Logger } from '@nestjs/common';
import { CqrsModule, CommandBus } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import { EntityManager } from '@mikro-orm/postgresql';
import { type AccountingAdapter, type Clock, type Host, systemIds } from '@accounting/port';
import {
  AccountingModule,
  Environment,
  SyncInvoice,
  SyncZReport,
  type TransferTicket,
  UpsertCustomer,
  UpsertProduct,
} from '@accounting/sync';
import { type TestDatabase, freshDatabase } from './database.js';
import { A_SECRETS_KEY } from './secrets-key.js';

/** A host in a test: the module on a fresh database, with the adapters and the clock of the test. */
export interface Workshop {
  app: TestingModule;
  em: EntityManager;
  environment: Environment;
  database: TestDatabase;
  syncZReport(zReport: unknown, departmentId?: string): Promise<TransferTicket>;
  syncInvoice(invoice: unknown, departmentId?: string): Promise<TransferTicket>;
  upsertProduct(product: unknown, departmentId?: string): Promise<TransferTicket>;
  upsertCustomer(customer: unknown, departmentId?: string): Promise<TransferTicket>;
  close(): Promise<void>;
}

/** `role: 'web'`: nothing is delivered by itself; the test works the lanes. */
export async function openWorkshop(options: {
  adapters: AccountingAdapter[];
  clock: Clock;
  role?: 'web' | 'all';
  database?: TestDatabase;
  /** DUELL's products and customers. */
  catalogue?: Host;
}): Promise<Workshop> {
  // Migrations are no news in a test; what goes wrong is.
  Logger.overrideLogger(['error', 'warn']);
  const database = options.database ?? (await freshDatabase());
  const app = await Test.createTestingModule({
    imports: [
      CqrsModule.forRoot(),
      ScheduleModule.forRoot(),
      AccountingModule.forRoot({
        adapters: options.adapters,
        clock: options.clock,
        ids: systemIds,
        secretsKeys: [A_SECRETS_KEY],
        clientUrl: database.url,
        role: options.role ?? 'web',
        ...(options.catalogue ? { host: { catalogue: options.catalogue } } : {}),
      }),
    ],
  }).compile();
  await app.init();
  const commands = app.get(CommandBus, { strict: false });
  return {
    app,
    em: app.get(EntityManager, { strict: false }),
    environment: app.get(Environment, { strict: false }),
    database,
    syncZReport: (zReport, departmentId = '1') =>
      commands.execute(new SyncZReport({ clientId: 'kafe', departmentId, zReport })),
    syncInvoice: (invoice, departmentId = '1') =>
      commands.execute(new SyncInvoice({ clientId: 'kafe', departmentId, invoice })),
    upsertProduct: (product, departmentId = '1') =>
      commands.execute(new UpsertProduct({ clientId: 'kafe', departmentId, product })),
    upsertCustomer: (customer, departmentId = '1') =>
      commands.execute(new UpsertCustomer({ clientId: 'kafe', departmentId, customer })),
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}
