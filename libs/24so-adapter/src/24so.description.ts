import type { AdapterDescription } from '@accounting/port';
import { MENUS } from './24so.menus.js';
import type { Settled } from './24so.options.js';
import { COMMENT_LENGTH } from './24so.voucher.js';

export function describe24SevenOffice({
  maxRps,
  draftFlagsProveAbsence,
  recordsPerWrite,
  rowVatBy,
}: Settled): AdapterDescription {
  return {
    name: '24SevenOffice',
    credentials: [
      { name: 'username', label: 'Brukernavn', secret: false, maxLength: 200 },
      { name: 'password', label: 'Passord', secret: true, maxLength: 200 },
    ],
    capabilities: {
      modes: ['draft', 'ledger'],
      attachment: 'pdf-or-images',
      findByMarker: draftFlagsProveAbsence ? ['draft', 'ledger'] : ['ledger'],
      departments: true,
      projects: true,
      voucherTypes: true,
      fiscalYears: true,
      stockWrite: true,
      orders: true,
      products: true,
      customers: true,
      rowVat: rowVatBy !== 'none',
    },
    recordsPerWrite,
    lineTextLength: COMMENT_LENGTH,
    noVatCode: '0',
    callsPerSecond: maxRps,
    // The service does not tell which accounts are behind the sub-ledger (fact sheet 4.2 names these two).
    subLedgerAccounts: ['1500', '2400'],
    draftPlace: { name: 'Bokføring (buntlisten)', path: MENUS.drafts.now, earlierPath: MENUS.drafts.earlier },
    orderPlace: { name: 'Ordre', path: MENUS.orders.now, earlierPath: MENUS.orders.earlier },
  };
}
