export { AccountingModule, type AccountingOptions } from './accounting.module.js';
export { type AccountingHost, Environment } from './environment.js';
export { accountingEntities, accountingMigrations, accountingSchemas, migrateAccounting } from './orm.js';
export { correlated, currentCorrelation } from './correlation.js';
export { type ProcessRole } from './queue/accounting-worker.js';
export { SyncZReport } from './sync-z-report/sync-z-report.js';
export { type TransferTicket } from './transfer/accept.js';
export { AccountingCommandError, type CommandErrorCode, type Fault } from './transfer/command-error.js';
