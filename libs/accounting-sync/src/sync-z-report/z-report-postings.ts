import { fixedName } from '../account-plan/role-names.js';
import { paymentName } from './payment-methods.js';
import { opposite, posting, type Posting } from './posting.js';
import { groupText, saleText } from './sale-text.js';
import { pairPostings } from './z-report-pairs.js';
import { type ZReport } from './z-report.js';

type Payment = ZReport['payments'][number];
type Sale = ZReport['sales'][number];
type CashMovement = ZReport['payIns'][number];

/**
 * The parts of a report in the order of the voucher: payments are debited, what they were received for is
 * credited, then come the pairs. A part of 0 is none, and needs no account.
 */
export function postingsOf(report: ZReport, { stockChange }: { stockChange: boolean }): Posting[] {
  const { giftCardsSold, creditSlipsIssued, tips, cashRounding } = report;
  return [
    ...report.payments.map(paymentPosting),
    ...report.sales.map(salePosting),
    credit('giftCardSold', giftCardsSold.amount, 'giftCardsSold.amount'),
    credit('creditSlipIssued', creditSlipsIssued.amount, 'creditSlipsIssued.amount'),
    credit('tips', tips.amount, 'tips.amount'),
    credit('cashRounding', cashRounding, 'cashRounding'),
    ...report.payIns.map((payIn, i) => cashMovement('payIn', payIn, opposite(payIn.amount), `payIns[${i}]`)),
    ...report.payOuts.map((payOut, i) => cashMovement('payOut', payOut, payOut.amount, `payOuts[${i}]`)),
    ...pairPostings(report, { stockChange }),
  ].filter(({ amount }) => amount !== 0);
}

function paymentPosting({ method, amount }: Payment, index: number): Posting {
  return posting([`payment:${method}`], amount, paymentText(method, amount), `payments[${index}].amount`);
}

/** What is given back as a gift card or a slip is handed out, not redeemed. */
function paymentText(method: string, amount: number): string {
  if (amount < 0 && method === 'giftCard') return 'Refundert til gavekort';
  if (amount < 0 && method === 'creditSlip') return 'Tilgodelapp utstedt';
  return paymentName(method);
}

function salePosting(sale: Sale, index: number): Posting {
  const general = `sales:${sale.vatCode}`;
  const roles = sale.group === undefined ? [general] : [`${general}:${sale.group}`, general];
  return {
    ...posting(roles, opposite(sale.gross), saleText(sale), `sales[${index}].gross`),
    specific: groupText(sale),
    sale: { net: opposite(sale.net), vat: opposite(sale.vat), vatRate: sale.vatRate },
  };
}

function credit(role: string, amount: number, path: string): Posting {
  return posting([role], opposite(amount), fixedName(role), path);
}

/**
 * Money put into or taken out of the drawer. `customerId` is DUELL's own id and never goes to the ledger: it only
 * finds the accounting system's number of the same customer. The invoice's number goes with the line, so that
 * the line can be matched with what it settles.
 */
function cashMovement(
  role: 'payIn' | 'payOut',
  movement: CashMovement,
  amount: number,
  path: string,
): Posting {
  const { reason, customerId, invoiceId } = movement;
  return {
    ...posting([`${role}:${reason}`, role], amount, `${fixedName(role)}: ${reason}`, `${path}.amount`),
    apart: reason,
    customerId,
    invoiceNumber: invoiceId,
  };
}
