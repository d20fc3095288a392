import { type AccountingAdapter, type Reason } from '@accounting/port';
import { type Connection } from './connection.js';
import { reason } from './connection-reasons.js';

/** Why a department's books can't be reached at all; null: nothing is in the way that is known here. */
export function whyNotConnected(
  connection: Connection | null,
  adapter: AccountingAdapter | undefined,
): Reason | null {
  if (!connection) return reason('CONNECTION_MISSING');
  if (!adapter) return reason('ADAPTER_NOT_AVAILABLE', { adapter: connection.adapter });
  return connection.company ? null : (connection.unresolved ?? reason('COMPANY_NOT_CHOSEN'));
}
