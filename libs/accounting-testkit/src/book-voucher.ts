import {
  markedText,
  type CivilDate,
  type SettlementDocument,
  type Voucher,
  type VoucherDelivery,
  type VoucherLine,
} from '@accounting/port';

/** A line as books hold it: without our role, trace and split. */
export type BookLine = Pick<
  VoucherLine,
  'account' | 'vatCode' | 'department' | 'project' | 'customer' | 'amount' | 'text'
>;

export interface BookVoucher {
  id: string;
  state: 'draft' | 'posted';
  /** null: a draft has none. */
  number: number | null;
  date: CivilDate;
  voucherType: string | null;
  text: string;
  lines: BookLine[];
  documents: SettlementDocument[];
}

export type NewBookVoucher = Omit<BookVoucher, 'id' | 'state' | 'number'>;

/** Longest text of a line. */
export const LINE_TEXT_LENGTH = 75;

/** Our voucher in the words of the in-memory books. */
export function bookVoucher({ voucher, voucherType }: VoucherDelivery): NewBookVoucher {
  const { date, label, text, marker } = voucher;
  return {
    date,
    voucherType,
    text,
    lines: voucher.lines.map((line) => bookLine(line, label, marker)),
    documents: [],
  };
}

function bookLine(line: VoucherLine, label: string, marker: string): BookLine {
  const { account, vatCode, department, project, customer, amount, note } = line;
  const text = markedText({ label, text: line.text, note, marker }, LINE_TEXT_LENGTH);
  return { account, vatCode, department, project, customer, amount, text };
}

/** Did a person change what we sent? Sums per account count; texts do not. */
export function isChanged(found: BookVoucher, sent: Voucher): boolean {
  return found.date !== sent.date || sumsOf(found.lines) !== sumsOf(sent.lines);
}

function sumsOf(lines: Pick<BookLine, 'account' | 'vatCode' | 'amount'>[]): string {
  const sums = new Map<string, number>();
  for (const { account, vatCode, amount } of lines) {
    const key = `${account} ${vatCode}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return [...sums]
    .map(([key, total]) => `${key} ${total}`)
    .sort()
    .join();
}
