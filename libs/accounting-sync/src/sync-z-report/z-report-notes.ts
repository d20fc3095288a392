import { type ErpVatCode, type Ore, type Reason, sum, type VoucherLine } from '@accounting/port';
import { compareVat } from './vat-checks.js';
import { zReportReason } from './z-report-reasons.js';
import { type ZReport } from './z-report.js';

/** Something people should know about a settlement that goes all the same. `amount` is what it is about. */
export type Note = Reason & { amount?: Ore };

interface Circumstances {
  settings: { stockChange: boolean; invoices: boolean };
  erp: { vatCodes: ErpVatCode[] | null };
  /** What the Z before left in the drawer. undefined: not known. */
  previousClosingFloat?: Ore;
}

export function notesOn(report: ZReport, lines: VoucherLine[], around: Circumstances): Note[] {
  return [
    ...cashExpectedDiffers(report),
    ...floatBroken(report, around.previousClosingFloat),
    ...(around.settings.stockChange ? stockChangeAbsent(report) : []),
    ...vatDiffers(report, lines, around.erp.vatCodes),
    ...(around.settings.invoices ? [] : creditSalesNotTransferred(report)),
  ];
}

function cashExpectedDiffers({ cash, payments }: ZReport): Note[] {
  if (cash?.expected === undefined || cash.openingFloat === undefined) return [];
  const inCash = payments.filter(({ method }) => method === 'cash').map(({ amount }) => amount);
  const { expected } = cash;
  const calculated = cash.openingFloat + sum(inCash);
  if (expected === calculated) return [];
  return [
    { ...zReportReason('CASH_EXPECTED_DIFFERS', { expected, calculated }), amount: expected - calculated },
  ];
}

function floatBroken({ cash }: ZReport, closingFloat: Ore | undefined): Note[] {
  const openingFloat = cash?.openingFloat;
  if (openingFloat === undefined || closingFloat === undefined || openingFloat === closingFloat) return [];
  return [
    { ...zReportReason('FLOAT_BROKEN', { openingFloat, closingFloat }), amount: openingFloat - closingFloat },
  ];
}

/** Left out is not 0: 0 says that nothing moved. */
function stockChangeAbsent({ stockChange }: ZReport): Note[] {
  return stockChange ? [] : [zReportReason('STOCK_CHANGE_ABSENT')];
}

function vatDiffers(report: ZReport, lines: VoucherLine[], vatCodes: ErpVatCode[] | null): Note[] {
  const codes = compareVat(report, lines, vatCodes).filter(({ difference }) => difference !== 0);
  if (codes.length === 0) return [];
  return [
    {
      ...zReportReason('VAT_DIFFERS_IN_LEDGER', { codes }),
      amount: sum(codes.map((code) => code.difference)),
    },
  ];
}

function creditSalesNotTransferred({ creditSales: { amount, invoiceIds } }: ZReport): Note[] {
  if (amount === 0 && invoiceIds.length === 0) return [];
  const reason = zReportReason('CREDIT_SALES_NOT_TRANSFERRED', { amount, invoiceIds, why: 'invoices-off' });
  return [{ ...reason, amount }];
}
