import { paymentName } from '../sync-z-report/payment-methods.js';

const FIXED_NAMES: Record<string, string> = {
  giftCardSold: 'Gavekort solgt',
  creditSlipIssued: 'Tilgodelapp utstedt',
  tips: 'Tips',
  cashRounding: 'Øreavrunding',
  cashDifference: 'Kassedifferanse',
  terminalDifference: 'Terminaldifferanse',
  bankDeposit: 'Bank/Nattsafe',
  payIn: 'Innskudd',
  payOut: 'Uttak',
  stockChange: 'Beholdningsendring',
  inventory: 'Varelager',
};

/** A role in a person's words, with its key: `Visa (payment:visa)`. */
export function roleName(role: string): string {
  return `${wordsOf(role)} (${role})`;
}

/** What a voucher line calls the money of a role that has no further parts. */
export function fixedName(role: string): string {
  return FIXED_NAMES[role] ?? role;
}

function wordsOf(role: string): string {
  const [kind = '', ...rest] = role.split(':');
  const detail = rest.join(':');
  if (kind === 'payment') return paymentName(detail);
  if (kind === 'sales') return salesWords(rest);
  return detail === '' ? fixedName(kind) : `${fixedName(kind)}: ${detail}`;
}

function salesWords([vatCode = '', ...group]: string[]): string {
  const ofGroup = group.length === 0 ? '' : `, varegruppe ${group.join(':')}`;
  return `Salg med mva-kode ${vatCode}${ofGroup}`;
}
