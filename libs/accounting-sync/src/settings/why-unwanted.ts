import { type CivilDate, norwegianDate, type Reason } from '@accounting/port';
import { type Kind } from '../transfer/transfer.js';
import { reason } from '../transfer/transfer-reasons.js';
import { type Settings } from './settings.js';

const NAMES: Record<Kind, string> = {
  'z-report': 'Z-rapporter',
  invoice: 'fakturaer',
  product: 'varer',
  customer: 'kunder',
};

/** Why today's settings send no document of this kind and day to the accounting system; null: they do. */
export function whyUnwanted(settings: Settings, kind: Kind, date: CivilDate | null): Reason | null {
  if (!isEnabled(settings, kind)) return reason('KIND_OFF', { kind: NAMES[kind] });
  if (masterOf(settings, kind) === 'erp') return reason('ERP_IS_MASTER');
  const { fromDate } = settings;
  if (fromDate && date && date < fromDate)
    return reason('BEFORE_FROM_DATE', { date: norwegianDate(date), fromDate: norwegianDate(fromDate) });
  return null;
}

export function isEnabled({ zReport, invoices, products, customers }: Settings, kind: Kind): boolean {
  const choices = { 'z-report': zReport, invoice: invoices, product: products, customer: customers };
  return choices[kind].enabled;
}

/** Who decides over this kind. Settlements and invoices are always DUELL's. */
export function masterOf({ products, customers }: Settings, kind: Kind): 'duell' | 'erp' {
  if (kind === 'product') return products.master;
  return kind === 'customer' ? customers.master : 'duell';
}
