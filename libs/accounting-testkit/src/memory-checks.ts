import {
  AccountingError,
  type Check,
  type ConnectionQuestion,
  type ErpConnection,
  type Reason,
} from '@accounting/port';
import type { MemoryClient } from './memory-client.js';
import type { CompanyLists } from './memory-chart.js';
import { testKitReason } from './reasons.js';

/** "Test integrasjon": one thing after the other, and no further than the first that keeps the rest from being seen. */
export async function testConnection(
  client: MemoryClient,
  connection: ErpConnection,
  question: ConnectionQuestion,
): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    await client.reached();
    checks.push(ok('LOGIN', 'Innloggingen virker.'));
    const lists = await client.read('lists', (company) => company.lists);
    checks.push(ok('COMPANY', `Firma: ${connection.company?.name ?? ''}.`));
    checks.push(...look(lists, question));
  } catch (error) {
    if (!(error instanceof AccountingError)) throw error;
    checks.push(failed(error.reason));
  }
  return checks;
}

function look(lists: CompanyLists, { roles, voucherType, today }: ConnectionQuestion): Check[] {
  const missing: Reason[] = [];
  for (const { account, vatCode } of roles) {
    if (!lists.accounts.some(({ number }) => number === account))
      missing.push(testKitReason('ACCOUNT_UNKNOWN', { account }));
    if (vatCode !== undefined && !lists.vatCodes.some(({ code }) => code === vatCode)) {
      missing.push(testKitReason('VAT_CODE_UNKNOWN', { vatCode, account }));
    }
  }
  if (voucherType !== null && !lists.voucherTypes.some(({ id }) => id === voucherType)) {
    missing.push(testKitReason('VOUCHER_TYPE_UNKNOWN', { voucherType }));
  }
  const open = lists.fiscalYears.some(({ from, to, locked }) => !locked && from <= today && today <= to);
  if (!open) missing.push(testKitReason('YEAR_LOCKED', { date: today }));

  return missing.length > 0 ? missing.map(failed) : [ok('ACCOUNT_PLAN', 'Kontoplanen finnes i regnskapet.')];
}

function ok(code: string, message: string): Check {
  return { code, status: 'ok', message, fix: null, who: 'butikk' };
}

function failed({ code, message, fix, who }: Reason): Check {
  return { code, status: 'failed', message, fix, who };
}
