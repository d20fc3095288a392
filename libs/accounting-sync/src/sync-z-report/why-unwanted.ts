import { norwegianDate, type Reason } from '@accounting/port';
import { type Settings } from '../settings/settings.js';
import { reason } from '../transfer/transfer-reasons.js';

/** Why today's settings send no Z-report of this day; null: they do. */
export function whyUnwanted({ zReport, fromDate }: Settings, businessDate: string | null): Reason | null {
  if (!zReport.enabled) return reason('KIND_OFF', { kind: 'Z-rapporter' });
  if (fromDate && businessDate && businessDate < fromDate)
    return reason('BEFORE_FROM_DATE', {
      date: norwegianDate(businessDate),
      fromDate: norwegianDate(fromDate),
    });
  return null;
}
