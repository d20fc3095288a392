import { type ErpVatCode, sum, type VoucherLine } from '@accounting/port';
import { type AccountPlan, findRole, type FoundRole } from '../account-plan/account-plan.js';
import { type Posting } from './posting.js';

/** What is known of the accounting system that the voucher goes to. Ids and numbers are its own. */
export interface ErpContext {
  /** Put on every line. */
  department?: string;
  /** Its code for "no VAT". */
  noVatCode: string;
  /** Accounts behind the sub-ledger (reskontro). */
  subLedgerAccounts: string[];
  /** Its VAT list. null: could not be read, so nothing is held against it. */
  vatCodes: ErpVatCode[] | null;
  /** DUELL's customer ids and the accounting system's numbers for them, where they are known. */
  customers?: ReadonlyMap<string, string>;
}

/** A part that the account plan has given its account. */
export interface Placed extends FoundRole {
  posting: Posting;
  line: VoucherLine;
}

/** undefined: the plan maps none of the part's roles. */
export function place(posting: Posting, plan: AccountPlan, erp: ErpContext): Placed | undefined {
  const found = findRole(plan, posting.roles);
  return found && { ...found, posting, line: lineOf(posting, found, erp) };
}

/**
 * One line for each (role, what keeps it apart, account, VAT code, department, project, customer, invoice), in the
 * order of their first parts. Parts that cancel out leave nothing to post, and no line.
 */
export function voucherLines(placed: Placed[]): VoucherLine[] {
  const lines = new Map<string, VoucherLine>();
  for (const { posting, line } of placed) {
    const { role, account, vatCode, department, project, customer, invoiceNumber } = line;
    const place = [role, posting.apart, account, vatCode, department, project, customer, invoiceNumber];
    const key = JSON.stringify(place);
    const before = lines.get(key);
    lines.set(key, before ? merged(before, line) : line);
  }
  return balanced([...lines.values()].filter(({ amount }) => amount !== 0));
}

function lineOf(posting: Posting, { role, target }: FoundRole, erp: ErpContext): VoucherLine {
  const isGeneral = role === posting.roles.at(-1) || posting.specific === undefined;
  return {
    account: target.account,
    // A sale without a code never becomes a voucher (VAT_CODE_MISSING): no default may stand in for it.
    vatCode: posting.sale ? (target.vatCode ?? '') : erp.noVatCode,
    department: erp.department,
    project: target.project,
    customer: customerOf(posting, erp) ?? target.customer,
    invoiceNumber: posting.invoiceNumber,
    amount: posting.amount,
    ...posting.sale,
    text: isGeneral ? posting.text : `${posting.text} ${posting.specific}`,
    note: posting.note,
    role,
    trace: posting.trace,
  };
}

function customerOf({ customerId }: Posting, { customers }: ErpContext): string | undefined {
  return customerId === undefined ? undefined : customers?.get(customerId);
}

function merged(one: VoucherLine, other: VoucherLine): VoucherLine {
  return {
    ...one,
    amount: one.amount + other.amount,
    net: added(one.net, other.net),
    vat: added(one.vat, other.vat),
    trace: [...one.trace, ...other.trace],
  };
}

function added(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** The last guard. A report that does not balance is held long before; this would be our own fault. */
function balanced(lines: VoucherLine[]): VoucherLine[] {
  const off = sum(lines.map(({ amount }) => amount));
  if (off !== 0) throw new RangeError(`The voucher is ${off} øre out of balance`);
  return lines;
}
