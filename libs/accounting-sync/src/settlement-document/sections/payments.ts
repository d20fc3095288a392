import { sum, type Voucher } from '@accounting/port';
import { paymentName } from '../../sync-z-report/payment-methods.js';
import { type ZReport } from '../../sync-z-report/z-report.js';
import { figures, narrow, type Table, words } from '../paper/table.js';
import { type SettlementInput } from '../settlement-input.js';
import { kroner, number } from '../words.js';

type Payment = ZReport['payments'][number];

/** Section 4, Betalingsmidler: what was received, on which account it went, and what the terminal says. */
export function payments({ report, voucher }: SettlementInput): Table[] {
  if (report.payments.length === 0) return [];
  const total = sum(report.payments.map(({ amount }) => amount));
  return [
    {
      title: 'Betalingsmidler',
      columns: [
        words(),
        figures('Antall'),
        narrow('Konto'),
        figures('Beløp'),
        figures('Terminal'),
        figures('Differanse'),
      ],
      rows: [
        ...report.payments.map((payment, index) => ({
          cells: [
            paymentName(payment.method),
            number(payment.count),
            accountOf(voucher, index),
            kroner(payment.amount),
            kroner(payment.terminalAmount),
            kroner(differenceOf(payment)),
          ],
        })),
        {
          cells: ['Sum betalt', '', '', kroner(total), ...terminalTotals(report.payments)],
          is: 'total',
        },
      ],
      remarks: [],
    },
  ];
}

/** The account of the voucher line that this payment is in. */
function accountOf({ lines }: Voucher, index: number): string {
  const path = `payments[${index}].amount`;
  return lines.find(({ trace }) => trace.some((part) => part.path === path))?.account ?? '';
}

function differenceOf({ amount, terminalAmount }: Payment): number | undefined {
  return terminalAmount === undefined ? undefined : terminalAmount - amount;
}

/** Of the payments that the terminal knows. */
function terminalTotals(all: Payment[]): string[] {
  const known = all.filter(({ terminalAmount }) => terminalAmount !== undefined);
  if (known.length === 0) return ['', ''];
  const terminal = sum(known.map(({ terminalAmount = 0 }) => terminalAmount));
  return [kroner(terminal), kroner(terminal - sum(known.map(({ amount }) => amount)))];
}
