export { AccountingModule, type AccountingOptions } from './accounting.module.js';
export { type AccountingHost, Environment } from './environment.js';
export { accountingEntities, accountingMigrations, accountingSchemas, migrateAccounting } from './orm.js';
export { correlated, currentCorrelation } from './correlation.js';
export { type ProcessRole } from './queue/accounting-worker.js';
export { Refusal, type RefusalKind } from './refusal.js';

// Documents in: commands for the host's CommandBus.
export { SyncInvoice } from './sync-invoice/sync-invoice.js';
export { type SafTError, type SafTFile, SafTUpload } from './saf-t/upload-saf-t.js';
export { SyncZReport } from './sync-z-report/sync-z-report.js';
export { UpsertCustomer } from './upsert-customer/upsert-customer.js';
export { UpsertProduct } from './upsert-product/upsert-product.js';
export { TransferIntake, type TransferTicket } from './transfer/accept.js';
export { AccountingCommandError, type CommandErrorCode, type Fault } from './transfer/command-error.js';
export { pathText } from './transfer/check-document.js';
export { invoiceSchema } from './sync-invoice/invoice.js';
export { zReportSchema } from './sync-z-report/z-report.js';
export { customerSchema } from './upsert-customer/customer.js';
export { productSchema } from './upsert-product/product.js';

// What people and their pages do: use cases with the schemas of what goes in and out.
export { type ApiKey, type Role, ROLES } from './access/api-key.js';
export { ApiKeys, issuedKeySchema, keyViewSchema, newKeySchema } from './access/api-keys.js';
export { ensureBootstrapKey } from './access/bootstrap-key.js';
export {
  accountPlanInputSchema,
  PutAccountPlan,
  savedAccountPlanSchema,
} from './account-plan/put-account-plan.js';
export { accountPlanSchema } from './account-plan/account-plan.js';
export { connectionInputSchema, connectionViewSchema } from './connection/connection-view.js';
export { ErpPickers, pickerSchema } from './connection/erp-pickers.js';
export {
  hostConnectionInputSchema,
  HostConnections,
  hostConnectionViewSchema,
} from './connection/host-connection.js';
export { pullPlanSchema, StartPull } from './pull/start-pull.js';
export { Scheduler } from './schedule/scheduler.js';
export { Connections } from './connection/put-connection.js';
export { TestConnection, testResultSchema } from './connection/test-connection.js';
export {
  clientInputSchema,
  clientViewSchema,
  departmentInputSchema,
  Departments,
  departmentSummarySchema,
  departmentViewSchema,
} from './department/departments.js';
export { DUELL_ID } from './department/department.js';
export { Figures } from './schedule/figures.js';
export { Schedule, scheduleSchema } from './schedule/schedule.js';
export { Upkeep } from './schedule/upkeep.js';
export { PutSettings, savedSettingsSchema, settingsInputSchema } from './settings/put-settings.js';
export { settingsSchema } from './settings/settings.js';
export { ZSequence, zSequenceQuerySchema, zSequenceSchema } from './sync-z-report/z-sequence.js';
export { ExportLog, exportLogQuerySchema } from './transfer/export-log.js';
export { HandleByHand, handledSchema } from './transfer/handle-by-hand.js';
export { Preview } from './transfer/preview.js';
export { previewSchema } from './transfer/preview-view.js';
export { SettlementPdfs } from './transfer/settlement-pdf.js';
export { planSchema, sendManySchema, sentManySchema, StartMany } from './transfer/start-many.js';
export { sendSchema, StartTransfer } from './transfer/start-transfer.js';
export { KINDS, STATES } from './transfer/transfer.js';
export { draftPlaceSchema, reasonSchema, transferSchema } from './transfer/transfer-view.js';
