import { type AdapterDescription, type Reason } from '@accounting/port';
import { type AccountPlan } from '../account-plan/account-plan.js';
import { settingsReason } from './settings-reasons.js';
import { type Settings } from './settings.js';

export type SettingsProblem = Reason & { path: string };

/** What settings must agree with besides themselves. */
export interface Surroundings {
  plan: AccountPlan;
  /** null: not connected yet. */
  erp: AdapterDescription | null;
}

/** Every rule that the settings break, each with its field. */
export function settingsProblems(settings: Settings, around: Surroundings): SettingsProblem[] {
  return [
    ...fromDate(settings),
    ...stockChange(settings, around),
    ...syncStock(settings),
    ...mode(settings, around),
  ];
}

function fromDate({ zReport, invoices, fromDate: date }: Settings): SettingsProblem[] {
  if (date !== null || (!zReport.enabled && !invoices.enabled)) return [];
  return [{ ...settingsReason('FROM_DATE_REQUIRED'), path: 'fromDate' }];
}

function stockChange({ zReport }: Settings, { plan }: Surroundings): SettingsProblem[] {
  const path = 'zReport.stockChange';
  if (!zReport.stockChange) return [];
  if (!zReport.enabled) return [{ ...settingsReason('STOCK_CHANGE_NEEDS_Z_REPORT'), path }];
  const roles = ['stockChange', 'inventory'].filter((role) => !plan.roles[role]);
  return roles.length === 0 ? [] : [{ ...settingsReason('STOCK_CHANGE_NEEDS_ROLES', { roles }), path }];
}

function syncStock({ products }: Settings): SettingsProblem[] {
  if (!products.syncStock || products.enabled) return [];
  return [{ ...settingsReason('SYNC_STOCK_NEEDS_PRODUCTS'), path: 'products.syncStock' }];
}

function mode({ zReport }: Settings, { erp }: Surroundings): SettingsProblem[] {
  const wanted = zReport.directToLedger ? 'ledger' : 'draft';
  if (!erp || !zReport.enabled || erp.capabilities.modes.includes(wanted)) return [];
  return [
    {
      ...settingsReason('MODE_NOT_SUPPORTED', { system: erp.name, mode: wanted }),
      path: 'zReport.directToLedger',
    },
  ];
}
