import { type Check, type ConnectionQuestion, type ErpAccount } from '@accounting/port';
import { notOk, ok } from './24so.check.js';
import type { TwentyFourSoClient } from './24so.client.js';
import { LISTS, typesOf, yearContaining, yearsOf } from './24so.lists.js';
import { reason } from './24so.reasons.js';
import { dateTime } from './24so.wire.js';

type Role = ConnectionQuestion['roles'][number];

/** The account plan against the company's own lists. */
export async function lookAtPlan(client: TwentyFourSoClient, question: ConnectionQuestion): Promise<Check[]> {
  return [
    ...(await lookAtAccounts(client, question.roles)),
    ...(await lookAtYears(client, question)),
    ...(await lookAtVoucherType(client, question)),
  ];
}

async function lookAtAccounts(client: TwentyFourSoClient, roles: Role[]): Promise<Check[]> {
  const accounts = new Map((await LISTS.accounts(client)).map((account) => [account.number, account]));
  const codes = new Set((await LISTS.vatCodes(client)).map(({ code }) => code));

  const missing = distinct(roles.map(({ account }) => account).filter((account) => !accounts.has(account)));
  const unknownCodes = distinct(
    roles.flatMap(({ vatCode }) => (vatCode && !codes.has(vatCode) ? [vatCode] : [])),
  );
  const found = [
    ...(missing.length > 0 ? [notOk(reason('ACCOUNT_MISSING', { accounts: missing }))] : []),
    ...(unknownCodes.length > 0 ? [notOk(reason('TAX_CODE_MISSING', { codes: unknownCodes }))] : []),
  ];
  const all =
    found.length > 0 ? found : [ok('ACCOUNT_PLAN', 'Alle kontoer og mva-koder i kontoplanen finnes.')];
  return [...all, ...groupChecks(roles, accounts), ...vatChecks(roles, accounts)];
}

/** Sales need a type group; DUELL asks for one on every account (domain sheet, section 3). */
function groupChecks(roles: Role[], accounts: Map<string, ErpAccount>): Check[] {
  const without = roles.filter(({ account }) => accounts.get(account)?.salesReady === false);
  const [sales, others] = [without.filter(isSale), without.filter((role) => !isSale(role))].map((group) =>
    distinct(group.map(({ account }) => account)),
  );
  return [
    ...(sales?.length ? [notOk(reason('TYPE_GROUP_MISSING', { accounts: sales }))] : []),
    ...(others?.length ? [notOk(reason('TYPE_GROUP_MISSING', { accounts: others }), 'warning')] : []),
  ];
}

function vatChecks(roles: Role[], accounts: Map<string, ErpAccount>): Check[] {
  const differing = new Map<string, Check>();
  for (const { account, vatCode = '0' } of roles) {
    const own = accounts.get(account)?.vatCode ?? vatCode;
    if (own !== vatCode)
      differing.set(
        `${account} ${vatCode}`,
        notOk(reason('ACCOUNT_VAT_DIFFERS', { account, own, role: vatCode }), 'warning'),
      );
  }
  return [...differing.values()];
}

async function lookAtYears(client: TwentyFourSoClient, { today }: ConnectionQuestion): Promise<Check[]> {
  const years = await yearsOf(client);
  const year = yearContaining(years, today);
  if (!year) return [notOk(reason('FISCAL_YEAR_MISSING', { date: today }))];
  if (year.locked) return [notOk(reason('YEAR_LOCKED', { date: today }))];
  const checks = [ok('FISCAL_YEAR', `Regnskapsåret ${year.id} er åpent.`)];
  const next = Number(today.slice(0, 4)) + 1;
  // Z reports go on at new year, and the accountant is busy then.
  const soon = today.slice(5, 7) >= '11';
  if (soon && !yearContaining(years, `${next}-01-01`))
    checks.push(notOk(reason('NEXT_YEAR_MISSING', { year: next }), 'warning'));
  return checks;
}

async function lookAtVoucherType(
  client: TwentyFourSoClient,
  { voucherType, today }: ConnectionQuestion,
): Promise<Check[]> {
  if (!voucherType) return [notOk(reason('VOUCHER_TYPE_MISSING'))];
  const type = (await typesOf(client)).find(({ TypeNo }) => String(TypeNo) === voucherType);
  if (!type) return [notOk(reason('VOUCHER_TYPE_UNKNOWN', { voucherType }))];

  const argEntryId = { Date: dateTime(today), SortNo: type.EntrySeriesId, EntryNo: 0 as const };
  const number = (await client.call('GetEntryId', { argEntryId }))?.EntryNo ?? 0;
  const name = type.Title ?? voucherType;
  if (number > 0) return [ok('VOUCHER_TYPE', `Bilagsart ${voucherType} ${name}: neste nummer er ${number}.`)];
  return [notOk(reason('NO_VOUCHER_NUMBER', { voucherType, year: Number(today.slice(0, 4)) }))];
}

function isSale({ role }: Role): boolean {
  return role.startsWith('sales:');
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}
