import { sum, type Trace } from '@accounting/port';
import { fixedName } from '../account-plan/role-names.js';
import { paymentName } from './payment-methods.js';
import { opposite, type Posting } from './posting.js';
import { type ZReport } from './z-report.js';

/** What a pair is: both sides have its traces, and merge with no other line. */
interface Pair {
  debit: { role: string; text: string };
  credit: { role: string; text: string };
  name: string;
  /** With the sign of the debit side. */
  trace: Trace[];
  note?: string;
}

/** Movements that balance on their own, outside the sum of sales and payments. */
export function pairPostings(report: ZReport, { stockChange }: { stockChange: boolean }): Posting[] {
  return [
    ...cashDifference(report),
    ...report.payments.flatMap(terminalDifference),
    ...deposit(report),
    ...(stockChange ? stock(report) : []),
  ];
}

/** Counted less than expected: a cost. `expected` is the till's own figure and is taken as given. */
function cashDifference({ cash }: ZReport): Posting[] {
  if (cash?.counted === undefined || cash.expected === undefined) return [];
  const text = fixedName('cashDifference');
  return pair({
    debit: { role: 'cashDifference', text },
    credit: { role: 'payment:cash', text },
    name: 'cash difference',
    trace: [
      { path: 'cash.expected', amount: cash.expected },
      { path: 'cash.counted', amount: opposite(cash.counted) },
    ],
    note: cash.note?.trim() === '' ? undefined : cash.note,
  });
}

/** More on the terminal than in the till. The till's own amount is in the payment's line already. */
function terminalDifference(
  { method, amount, terminalAmount }: ZReport['payments'][number],
  index: number,
): Posting[] {
  if (terminalAmount === undefined) return [];
  const text = `${fixedName('terminalDifference')} ${paymentName(method)}`;
  const path = `payments[${index}].terminalAmount`;
  return pair({
    debit: { role: `payment:${method}`, text },
    credit: { role: 'terminalDifference', text },
    name: path,
    trace: [{ path, amount: terminalAmount - amount }],
  });
}

function deposit({ cash }: ZReport): Posting[] {
  const text = fixedName('bankDeposit');
  return pair({
    debit: { role: 'bankDeposit', text },
    credit: { role: 'payment:cash', text },
    name: 'deposit',
    trace: [{ path: 'cash.deposited', amount: cash?.deposited ?? 0 }],
  });
}

/** Goods out at cost, less goods in. */
function stock({ stockChange }: ZReport): Posting[] {
  return pair({
    debit: { role: 'stockChange', text: fixedName('stockChange') },
    credit: { role: 'inventory', text: fixedName('inventory') },
    name: 'stock',
    trace: [
      { path: 'stockChange.costOut', amount: stockChange?.costOut ?? 0 },
      { path: 'stockChange.costIn', amount: opposite(stockChange?.costIn ?? 0) },
    ],
  });
}

/** Both sides, the debited one first, whichever that turns out to be. */
function pair({ debit, credit, name, trace, note }: Pair): Posting[] {
  const traces = trace.filter(({ amount }) => amount !== 0);
  const amount = sum(traces.map((part) => part.amount));
  const turned = traces.map((part) => ({ ...part, amount: opposite(part.amount) }));
  const sides = [
    { roles: [debit.role], text: debit.text, amount, trace: traces, apart: name, note },
    { roles: [credit.role], text: credit.text, amount: opposite(amount), trace: turned, apart: name, note },
  ];
  return amount < 0 ? sides.reverse() : sides;
}
