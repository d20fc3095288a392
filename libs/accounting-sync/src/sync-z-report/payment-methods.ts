/** Payment methods that DUELL knows by name, with the name a voucher line gives them. */
export const PAYMENT_NAMES = {
  cash: 'Kontant',
  terminal: 'Terminal',
  terminalManual: 'Terminal manuell',
  bankAxept: 'BankAxept',
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners',
  otherCard: 'Andre kort',
  vipps: 'Vipps',
  stripe: 'Stripe',
  klarna: 'Klarna',
  external: 'Ekstern betaling',
  giftCard: 'Gavekort innløst',
  creditSlip: 'Tilgodelapp innløst',
  customerAccount: 'Kundekonto',
} as const;

type KnownMethod = keyof typeof PAYMENT_NAMES;

export const PAYMENT_METHODS = Object.keys(PAYMENT_NAMES) as KnownMethod[];

/** Any other method is `other:` and its name. */
export const OTHER = 'other:';

/** `bankAxept` → `BankAxept`, `other:Sodexo` → `Sodexo`. */
export function paymentName(method: string): string {
  return isKnown(method) ? PAYMENT_NAMES[method] : method.slice(OTHER.length);
}

function isKnown(method: string): method is KnownMethod {
  return Object.hasOwn(PAYMENT_NAMES, method);
}
