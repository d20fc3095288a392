import type {
  ErpConnection,
  Ore,
  SettlementDocument,
  Voucher,
  VoucherDelivery,
  VoucherLine,
} from '@accounting/port';

/** A small valid voucher, with øre that do not round away. A test names only what it is about. */
export function aVoucher(over: Partial<Voucher> = {}): Voucher {
  return {
    date: '2026-11-23',
    label: '1 Z 101',
    text: 'Z 101 Butikk Sentrum 23.11.2026',
    marker: '4k7f3q2m9xwt',
    lines: [
      aLine({ account: '1900', amount: 90_025, text: 'Kontant', role: 'payment:cash' }),
      aLine({ account: '1920', amount: 499_987, text: 'BankAxept', role: 'payment:bankAxept' }),
      aLine({ account: '2380', amount: 250_013, text: 'Visa', role: 'payment:visa' }),
      aLine({ account: '1579', amount: 150_000, text: 'Vipps', role: 'payment:vipps' }),
      aSale({ account: '3000', vatCode: '3', vatRate: 25, net: -700_000, vat: -175_000 }),
      aSale({ account: '3001', vatCode: '31', vatRate: 15, net: -100_000, vat: -15_000 }),
      aLine({ account: '7740', amount: -25, text: 'Øreavrunding', role: 'cashRounding' }),
    ],
    ...over,
  };
}

/** A line without VAT: a payment, a difference, a gift card. */
export function aLine(over: Partial<VoucherLine> = {}): VoucherLine {
  const amount = over.amount ?? 10_000;
  return {
    account: '1920',
    vatCode: '0',
    amount,
    text: 'BankAxept',
    role: 'payment:bankAxept',
    trace: [{ path: 'payments[0].amount', amount }],
    ...over,
  };
}

/** A sales line: gross, with the parts it is the sum of. */
export function aSale(sale: {
  account: string;
  vatCode: string;
  vatRate: number;
  net: Ore;
  vat: Ore;
}): VoucherLine {
  const amount = sale.net + sale.vat;
  return aLine({
    ...sale,
    amount,
    text: `Salg ${sale.vatRate} %`,
    role: `sales:${sale.vatCode}`,
    trace: [{ path: `sales[${sale.vatCode}].gross`, amount }],
  });
}

/** What nearly every delivery is. */
export type DocumentedDelivery = VoucherDelivery & { document: SettlementDocument };

/** A voucher in the ledger, with a one-page document. */
export function aDelivery(over: Partial<DocumentedDelivery> = {}): DocumentedDelivery {
  return { voucher: aVoucher(), mode: 'ledger', document: aDocument(), voucherType: null, ...over };
}

/** A PDF of one page that a reader opens. */
export function aDocument(): SettlementDocument {
  return {
    fileName: 'dagsoppgjor_avd1_Z000101_2026-11-23.pdf',
    mediaType: 'application/pdf',
    bytes: new TextEncoder().encode(ONE_PAGE),
    sha256: 'e019e6f39f8cd356b2fa5cc0d12fd122a19e76d26cbfc36229c89f7e4610e6dd',
  };
}

/** A connection to the in-memory books. */
export function aConnection(over: Partial<ErpConnection> = {}): ErpConnection {
  return {
    credentials: { username: 'duell', password: 'hemmelig' },
    company: { id: '1', name: 'Testkafe AS' },
    erpDepartment: { id: '10', name: 'Butikk Sentrum' },
    ...over,
  };
}

/** The n-th of as many markers as a test needs. */
export function aMarker(n: number): string {
  return `t${String(n).padStart(11, '0')}`;
}

// The table at its end names byte offsets: a change of one character here needs a new table, and a new SHA-256.
const ONE_PAGE = [
  '%PDF-1.4',
  '1 0 obj',
  '<< /Type /Catalog /Pages 2 0 R >>',
  'endobj',
  '2 0 obj',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  'endobj',
  '3 0 obj',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
  'endobj',
  '4 0 obj',
  '<< /Length 47 >>',
  'stream',
  'BT /F 24 Tf 60 760 Td (Dagsoppgjor Z 101) Tj ET',
  'endstream',
  'endobj',
  '5 0 obj',
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  'endobj',
  'xref',
  '0 6',
  '0000000000 65535 f ',
  '0000000009 00000 n ',
  '0000000058 00000 n ',
  '0000000115 00000 n ',
  '0000000240 00000 n ',
  '0000000337 00000 n ',
  'trailer',
  '<< /Size 6 /Root 1 0 R >>',
  'startxref',
  '407',
  '%%EOF',
  '',
].join('\n');
