import type { TwentyFourSoClient } from './24so.client.js';
import { accountsOf } from './24so.lists.js';
import { items, type AccountData } from './24so.operations.js';
import type { TypeGroup } from './24so.operations.sales.js';

/** The type group of each account, for sales; an account that has none is left out. */
export async function typeGroupsOf(
  client: TwentyFourSoClient,
  accounts: string[],
): Promise<Record<string, number>> {
  if (accounts.length === 0) return {};
  const groups = items(await client.call('GetTypeGroupList', { module: 'Sale' }), 'AccountingGroup');
  if (groups.length === 0) return {};
  const byAccount = groupsByAccount(groups, await accountsOf(client));
  return Object.fromEntries(
    accounts.flatMap((account) => {
      const group = byAccount.get(account);
      return group === undefined ? [] : [[account, group]];
    }),
  );
}

/**
 * Type groups by the account's number; of several on one account, the first. Whether a group names its account by number
 * or by id, nothing says (ADR 0012), but it is one of the two for all of them: where one can only be an id, all are. What
 * is neither tells nothing, for accounts above 32767 are on no list.
 */
export function groupsByAccount(groups: TypeGroup[], accounts: AccountData[]): Map<string, number> {
  const numbers = new Set(accounts.map(({ AccountNo }) => AccountNo));
  const numberOf = new Map(accounts.map(({ AccountId, AccountNo }) => [AccountId, AccountNo]));
  const areIds = groups.some(({ AccountId }) => numberOf.has(AccountId) && !numbers.has(AccountId));
  const found = new Map<string, number>();
  for (const { AccountId, Id } of groups) {
    const number = areIds ? numberOf.get(AccountId) : AccountId;
    if (number === undefined || found.has(String(number))) continue;
    found.set(String(number), Id);
  }
  return found;
}
