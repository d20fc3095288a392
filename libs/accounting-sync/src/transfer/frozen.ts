import {
  type CustomerRecord,
  type Mode,
  type OrderDelivery,
  type ProductRecord,
  type Voucher,
} from '@accounting/port';

interface InBooks {
  adapter: string;
  company: { id: string; name: string };
  erpDepartment: { id: string; name: string } | null;
  /** SHA-256 of what is sent: what was previewed, printed and posted. */
  hash: string;
}

export interface FrozenVoucher extends InBooks {
  is: 'voucher';
  mode: Mode;
  voucher: Voucher;
  voucherType: string | null;
  /** The PDF that goes with it; null until it is frozen. */
  document: { fileName: string; sha256: string } | null;
}

export interface FrozenOrder extends InBooks {
  is: 'order';
  mode: 'draft';
  delivery: OrderDelivery;
}

export interface FrozenProduct extends InBooks {
  is: 'product';
  record: ProductRecord;
}

export interface FrozenCustomer extends InBooks {
  is: 'customer';
  record: CustomerRecord;
}

/** Everything that decides a delivery, fixed before its first irrevocable call. Settings changed later do not touch it. */
export type Frozen = FrozenVoucher | FrozenOrder | FrozenProduct | FrozenCustomer;

/** What a process of an earlier version froze says nothing of what it is: then it is a voucher. */
export function isVoucher(frozen: Frozen | null | undefined): frozen is FrozenVoucher {
  if (!frozen) return false;
  const is = frozen.is as Frozen['is'] | undefined;
  return is === undefined || is === 'voucher';
}

/** Draft or ledger, where that is a question. */
export function modeOf(frozen: Frozen | null | undefined): Mode | null {
  return frozen && 'mode' in frozen ? frozen.mode : null;
}
