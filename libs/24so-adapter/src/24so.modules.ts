import { SERVICE_OF, type OperationName, type ServiceName } from './24so.operations.js';

/** The vendor's names for what a user is given rights to, as DUELL's guide lists them (domain sheet, section 3). */
export type Module = 'CRM' | 'Accounting' | 'Admin' | 'Products' | 'Invoicing';

/** Which service asks for which right stands nowhere: inferred from what each is about. */
const MODULE_OF: Record<ServiceName, Module> = {
  authenticate: 'Admin',
  client: 'Admin',
  account: 'Accounting',
  transaction: 'Accounting',
  attachment: 'Accounting',
  company: 'CRM',
  product: 'Products',
  invoice: 'Invoicing',
};

export function moduleOf(operation: OperationName): Module {
  return MODULE_OF[SERVICE_OF[operation]];
}
