import { sum } from '@accounting/port';
import { fixedName } from '../../account-plan/role-names.js';
import { paymentName } from '../../sync-z-report/payment-methods.js';
import { type ZReport } from '../../sync-z-report/z-report.js';
import { figures, type Row, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number } from '../words.js';

interface Part {
  name: string;
  amount: number;
  count?: number;
}

/** Section 5: money that is no sale, what was redeemed, and how turnover and this make up what was paid. */
export function notTurnover({ report }: SettlementInput): Table[] {
  const received = partsOf(report).filter(hasContent);
  const redeemed = redeemedIn(report).filter(hasContent);
  if (received.length + redeemed.length === 0) return [];
  const total = sum(received.map(({ amount }) => amount));
  const totalRow: Row[] = [{ cells: ['Sum utenom omsetning', '', kroner(total)], is: 'total' }];
  return [
    {
      title: 'Ikke omsetning',
      columns: [words(), figures('Antall'), figures('Beløp')],
      rows: [
        ...received.map((part) => rowOf(part)),
        ...(received.length === 0 ? [] : totalRow),
        ...redeemed.map((part) => ({ ...rowOf(part), is: 'aside' as const })),
      ],
      remarks: received.length === 0 ? [] : [reconciliation(report, total)],
    },
  ];
}

function partsOf(report: ZReport): Part[] {
  return [
    { name: fixedName('giftCardSold'), ...report.giftCardsSold },
    { name: fixedName('creditSlipIssued'), ...report.creditSlipsIssued },
    { name: fixedName('tips'), ...report.tips },
    { name: fixedName('cashRounding'), amount: report.cashRounding },
    ...report.payIns.map(({ reason, amount }) => ({ name: `${fixedName('payIn')}: ${reason}`, amount })),
    ...report.payOuts.map(({ reason, amount }) => ({
      name: `${fixedName('payOut')}: ${reason}`,
      amount: 0 - amount,
    })),
  ];
}

/** Also among the payments; here beside what was sold of the same kind. */
function redeemedIn({ payments }: ZReport): Part[] {
  return payments
    .filter(({ method }) => method === 'giftCard' || method === 'creditSlip')
    .map(({ method, amount, count }) => ({ name: `${paymentName(method)} (betalt med)`, amount, count }));
}

function hasContent({ amount, count = 0 }: Part): boolean {
  return amount !== 0 || count !== 0;
}

function rowOf({ name, amount, count }: Part): Row {
  return { cells: [name, number(count), kroner(amount)] };
}

function reconciliation({ sales, payments }: ZReport, other: number): string {
  const turnover = sum(sales.map(({ gross }) => gross));
  const paid = sum(payments.map(({ amount }) => amount));
  const sign = other < 0 ? '\u2212' : '+';
  return `Omsetning ${kroner(turnover)} ${sign} ${kroner(Math.abs(other))} = betalt ${kroner(paid)}`;
}
