import type { TwentyFourSoClient } from './24so.client.js';
import { accountsOf } from './24so.lists.js';
import { items } from './24so.operations.js';

/**
 * The type group of each account, for sales; an account that has none is left out. Whether a group names its account by
 * number or by id, nothing says (docs/adr, on `GetTypeGroupList.AccountId`): the number is tried first, and the accounts'
 * ids are asked for only when that does not settle it. Of several groups, the first.
 */
export async function typeGroupsOf(
  client: TwentyFourSoClient,
  accounts: string[],
): Promise<Record<string, number>> {
  if (accounts.length === 0) return {};
  const groups = items(await client.call('GetTypeGroupList', { module: 'Sale' }), 'AccountingGroup');
  const groupOf = (id: number) => groups.find(({ AccountId }) => AccountId === id)?.Id;
  const found: Record<string, number> = {};
  const take = (account: string, group: number | undefined) => {
    if (group !== undefined) found[account] ??= group;
  };
  for (const account of accounts) take(account, groupOf(Number(account)));
  if (groups.length === 0 || accounts.every((account) => account in found)) return found;
  for (const { AccountNo, AccountId = 0 } of await accountsOf(client))
    if (accounts.includes(String(AccountNo))) take(String(AccountNo), groupOf(AccountId));
  return found;
}
