import { type ErpAccount, type ErpVatCode, type Reason } from '@accounting/port';
import { type AccountPlan, isSalesRole, type RoleTarget } from './account-plan.js';
import { accountPlanReason } from './account-plan-reasons.js';

/** Something to say about one field of an account plan. `path` as in a zod issue: `['roles', 'tips', 'vatCode']`. */
export type PlanProblem = Reason & { path: string[] };

/** What the accounting system has. null: its list could not be read, and nothing is said about it. */
export interface ErpFacts {
  vatCodes: ErpVatCode[] | null;
  accounts: ErpAccount[] | null;
  /** Accounts behind the sub-ledger (reskontro). */
  subLedgerAccounts: string[];
}

/**
 * What a person should hear when a plan is saved. `errors` refuse it. `warnings` do not, for the system's lists
 * may be older than the plan; a settlement that meets such a role is held.
 */
export function accountPlanProblems(
  plan: AccountPlan,
  erp: ErpFacts,
): { errors: PlanProblem[]; warnings: PlanProblem[] } {
  const roles = Object.entries(plan.roles);
  return {
    errors: roles.flatMap(([role, target]) => vatWhereNoneBelongs(role, target, erp)),
    warnings: roles.flatMap(([role, target]) => [
      ...unknownAccount(role, target, erp),
      ...salesVatCode(role, target, erp),
      ...missingCustomer(role, target, erp),
    ]),
  };
}

/** Has a role outside sales been given a VAT code with a rate above 0? Only a read list can tell. */
export function hasForbiddenVat(
  role: string,
  { vatCode }: RoleTarget,
  vatCodes: ErpVatCode[] | null,
): boolean {
  if (isSalesRole(role) || vatCode === undefined) return false;
  return (vatCodes ?? []).some(({ code, rate }) => code === vatCode && rate > 0);
}

function vatWhereNoneBelongs(role: string, target: RoleTarget, { vatCodes }: ErpFacts): PlanProblem[] {
  if (!hasForbiddenVat(role, target, vatCodes)) return [];
  return [at(role, 'vatCode', accountPlanReason('VAT_NOT_ALLOWED_HERE', { roles: [role] }))];
}

function unknownAccount(role: string, { account }: RoleTarget, { accounts }: ErpFacts): PlanProblem[] {
  if (accounts === null || accounts.some(({ number }) => number === account)) return [];
  return [at(role, 'account', accountPlanReason('ACCOUNT_UNKNOWN', { account, roles: [role] }))];
}

function salesVatCode(role: string, { vatCode }: RoleTarget, { vatCodes }: ErpFacts): PlanProblem[] {
  if (!isSalesRole(role)) return [];
  if (vatCode === undefined) {
    return [at(role, 'vatCode', accountPlanReason('VAT_CODE_MISSING', { roles: [role] }))];
  }
  if (vatCodes === null || vatCodes.some(({ code }) => code === vatCode)) return [];
  return [at(role, 'vatCode', accountPlanReason('VAT_CODE_UNKNOWN', { vatCode, roles: [role] }))];
}

function missingCustomer(role: string, { account, customer }: RoleTarget, erp: ErpFacts): PlanProblem[] {
  if (customer !== undefined || !erp.subLedgerAccounts.includes(account)) return [];
  return [at(role, 'customer', accountPlanReason('SUBLEDGER_NEEDS_CUSTOMER', { account, roles: [role] }))];
}

function at(role: string, field: keyof RoleTarget, reason: Reason): PlanProblem {
  return { ...reason, path: ['roles', role, field] };
}
