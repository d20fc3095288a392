import { type Reason } from '@accounting/port';
import { isSalesRole } from '../account-plan/account-plan.js';
import { hasForbiddenVat } from '../account-plan/account-plan-problems.js';
import { accountPlanReason } from '../account-plan/account-plan-reasons.js';
import { type Posting } from './posting.js';
import { type ErpContext, type Placed } from './voucher-lines.js';

/** Every part that no role places, named at once: one visit to the account plan mends them all. */
export function unmappedReasons(unplaced: Posting[]): Reason[] {
  // The general role, for that one is enough: `sales:3` places all groups, `payIn` all reasons.
  const roles = distinct(unplaced.map((posting) => posting.roles.at(-1) ?? ''));
  return roles.length === 0 ? [] : [accountPlanReason('ACCOUNT_NOT_MAPPED', { roles })];
}

/** What is wrong with the roles that this report uses. Other roles of the plan may be as they are. */
export function placementReasons(placed: Placed[], erp: ErpContext): Reason[] {
  return [
    ...missingVatCodes(placed),
    ...unknownVatCodes(placed, erp),
    ...vatWhereNoneBelongs(placed, erp),
    ...missingCustomers(placed, erp),
  ];
}

function missingVatCodes(placed: Placed[]): Reason[] {
  const bare = placed.filter(({ role, target }) => isSalesRole(role) && target.vatCode === undefined);
  return bare.length === 0 ? [] : [accountPlanReason('VAT_CODE_MISSING', { roles: rolesOf(bare) })];
}

function unknownVatCodes(placed: Placed[], { vatCodes }: ErpContext): Reason[] {
  if (vatCodes === null) return [];
  const unknown = placed.filter(
    ({ role, target }) =>
      isSalesRole(role) &&
      target.vatCode !== undefined &&
      !vatCodes.some(({ code }) => code === target.vatCode),
  );
  return groupedBy(
    unknown,
    ({ line }) => line.vatCode,
    (vatCode, roles) => accountPlanReason('VAT_CODE_UNKNOWN', { vatCode, roles }),
  );
}

function vatWhereNoneBelongs(placed: Placed[], { vatCodes }: ErpContext): Reason[] {
  const taxed = placed.filter(({ role, target }) => hasForbiddenVat(role, target, vatCodes));
  return taxed.length === 0 ? [] : [accountPlanReason('VAT_NOT_ALLOWED_HERE', { roles: rolesOf(taxed) })];
}

function missingCustomers(placed: Placed[], { subLedgerAccounts }: ErpContext): Reason[] {
  const nobodys = placed.filter(
    ({ line }) => subLedgerAccounts.includes(line.account) && line.customer === undefined,
  );
  return groupedBy(
    nobodys,
    ({ line }) => line.account,
    (account, roles) => accountPlanReason('SUBLEDGER_NEEDS_CUSTOMER', { account, roles }),
  );
}

function groupedBy(
  placed: Placed[],
  keyOf: (one: Placed) => string,
  reason: (key: string, roles: string[]) => Reason,
) {
  return distinct(placed.map(keyOf)).map((key) =>
    reason(key, rolesOf(placed.filter((one) => keyOf(one) === key))),
  );
}

function rolesOf(placed: Placed[]): string[] {
  return distinct(placed.map(({ role }) => role));
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}
